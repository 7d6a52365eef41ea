from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from taskgraph.config import Settings
from taskgraph.errors import LockedError
from taskgraph.inputs import Failure, Input, exit_code
from taskgraph.known import load_hashes
from taskgraph.load_view import describe_load
from taskgraph.loading import LoadRun, load_into
from taskgraph.options import takes_settings, tell
from taskgraph.review.matching import match_waiting
from taskgraph.review.view import describe_matched
from taskgraph.store import open_store
from taskgraph.viewpoint import now
from taskgraph.watching import Stamp, failures_by_file, find_arrived, look_around, move_failed
from taskgraph.workers import Pool


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--interval", type=click.FloatRange(min=0), default=3.0, show_default=True, help="每隔几秒查看一次")
@click.option("--once", is_flag=True, help="只查看一遍就结束")
@takes_settings
def watch(settings: Settings, folder: Path, interval: float, once: bool) -> None:
    """守候一个文件夹,文件放进来就导入;读不了的移到其中的 failed 文件夹,旁边附上说明。

    按 Ctrl-C 结束。文件大小和修改时间不再变化后才导入;不会删除任何文件。
    """
    tell(f"正在守候 {folder},按 Ctrl-C 结束")
    run = LoadRun()
    with _ends_quietly():
        _watch(settings, folder, interval, run, once=once)
    click.get_current_context().exit(exit_code(run.failures, run.count) if once else 0)


@contextmanager
def _ends_quietly() -> Iterator[None]:
    """Let Ctrl-C and the system's request to end stop the watch between two documents."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        tell("已停止守候")
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(settings: Settings, folder: Path, interval: float, run: LoadRun, *, once: bool) -> None:
    done: dict[str, Stamp] = {}
    before = look_around(folder)
    while True:
        time.sleep(interval)
        now = look_around(folder)
        arrived = find_arrived(before, now, done)
        if arrived and _load_arrived(settings, folder, arrived, run):
            done |= {item.path: now[item.path] for item in arrived}
        before = now
        if once:
            return


def _load_arrived(settings: Settings, folder: Path, arrived: tuple[Input, ...], run: LoadRun) -> bool:
    """Load what has arrived and move what fails; return False if another process is writing."""
    part = LoadRun()
    try:
        with open_store(settings.data_dir) as store, Pool(load_hashes(store.db)) as pool:
            for result in load_into(store, pool.read(arrived)):
                part.add(result)
                run.add(result)
            matched = match_waiting(store.db, now())
    except LockedError:
        tell("另一个 duban 正在写入,稍后再试")
        return False
    for line in (*describe_load(part.reports, part.failures, dry_run=False), *describe_matched(matched)):
        tell(line)
    _move_failures(folder, arrived, part.failures)
    return True


def _move_failures(folder: Path, arrived: tuple[Input, ...], failures: list[Failure]) -> None:
    for path, own in failures_by_file(arrived, failures).items():
        try:
            target = move_failed(folder, path, own, day=date.today().isoformat())
        except OSError as error:
            tell(f"{path}:无法移到 failed 文件夹({error.strerror})")
        else:
            tell(f"{path}:已移到 {target}")
