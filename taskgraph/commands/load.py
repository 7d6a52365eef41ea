from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeAlias

import click

from ingest.store import Executor
from taskgraph.config import Settings
from taskgraph.datadir import FILES
from taskgraph.inputs import Failure, Input, Result, exit_code, find_inputs
from taskgraph.known import find_originals, load_hashes
from taskgraph.load_view import LOADS, SUMS, describe_load, load_line, rows_to_list, sum_up
from taskgraph.loading import LoadReport, LoadRun, foresee_in, iter_loaded, load_into, open_for_foresight
from taskgraph.meter import Meter
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render, render_json
from taskgraph.review.matching import match_waiting
from taskgraph.review.model import Matched
from taskgraph.review.view import MATCHED, describe_matched, describe_proposed
from taskgraph.store import open_store
from taskgraph.viewpoint import now
from taskgraph.workers import Pool

Match: TypeAlias = Callable[[], tuple[Matched, ...]]
Load: TypeAlias = Callable[[Iterable[Result]], Iterator[LoadReport | Failure]]
INTERRUPTED = "已中断。已导入的文件都已保存;再次运行同一命令,会从中断处继续"


@click.command()
@click.argument("paths", metavar="文件...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="只说明会导入什么,不写入")
@click.option("--again", is_flag=True, help="已导入的文件也重新提取;不写文件名,则重新提取全部已导入的文件")
@takes_format
@takes_settings
def load(
    settings: Settings, paths: tuple[str, ...], dry_run: bool, again: bool, form: Format, output: BinaryIO
) -> None:
    """导入文件、文件夹、压缩包或邮件;读不了的文件逐个说明原因,其余照常导入。"""
    if not paths and not again:
        raise click.UsageError("请写明要导入的文件或文件夹")
    run = LoadRun()
    show = (lambda result: write(output, render_json([load_line(result)]))) if form is Format.JSON else None
    with _open(settings.data_dir, dry_run=dry_run, again=again) as (db, load_all, match), TemporaryDirectory() as spool:
        inputs = find_inputs(paths, Path(spool)) if paths else find_originals(db, settings.data_dir / FILES)
        complete = _run(run, inputs, frozenset() if again else load_hashes(db), load_all, show)
        matched = match() if complete else ()
    if form is not Format.JSON:
        write(output, render(LOADS, rows_to_list(run.reports) if form is Format.TABLE else run.reports, form))
    if form is Format.TABLE:
        write(output, b"\n" + render(SUMS, sum_up(run.reports, run.failures), form))
        if matched:
            write(output, b"\n" + render(MATCHED, matched, form))
    for line in describe_load(run.reports, run.failures, dry_run=dry_run):
        tell(line)
    for line in (describe_proposed if form is Format.TABLE else describe_matched)(matched):
        tell(line)
    if not complete:
        tell(INTERRUPTED)
    click.get_current_context().exit(exit_code(run.failures, run.count) if complete else 1)


@contextmanager
def _open(data_dir: Path, *, dry_run: bool, again: bool) -> Iterator[tuple[Executor, Load, Match]]:
    """Open the store with what keeps results and what matches the loaded reports; a dry run does neither."""
    if dry_run:
        with open_for_foresight(data_dir) as db:
            yield db, lambda results: iter_loaded(results, foresee_in(db)), tuple
    else:
        with open_store(data_dir) as store:
            yield (
                store.db,
                lambda results: load_into(store, results, again=again),
                lambda: match_waiting(store.db, now()),
            )


def _run(
    run: LoadRun,
    inputs: tuple[Input, ...],
    known: frozenset[str],
    load_all: Load,
    show: Callable[[object], None] | None,
) -> bool:
    """Load all inputs into `run`; return whether that was not interrupted."""
    meter = Meter("导入")
    try:
        with Pool(known) as pool:
            for result in load_all(pool.read(inputs)):
                run.add(result)
                if show:
                    show(result)
                meter.update(run.count, pool.total, len(run.failures))
    except KeyboardInterrupt:
        return False
    finally:
        meter.clear()
    return True
