from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.care.checks import CHECKS, iter_faults
from taskgraph.care.index import check_index
from taskgraph.care.model import Fault
from taskgraph.care.originals import drop_leftovers, find_leftovers, iter_original_faults
from taskgraph.care.query import load_originals
from taskgraph.care.view import FAULTS
from taskgraph.config import Settings
from taskgraph.datadir import FILES
from taskgraph.errors import DAMAGED
from taskgraph.meter import show_steps
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader

ORIGINALS = "核对原件"


@click.command()
@click.option("--repair", is_flag=True, help="先按正文重建检索索引,清理中断的导入留下的文件;其他内容不动")
@takes_format
@takes_settings
def check(settings: Settings, form: Format, output: BinaryIO, *, repair: bool) -> None:
    """检查数据是否完好:数据库、原件、出处、索引、任务记录和时限。"""
    if repair:
        _repair(settings)
    faults, leftovers = _check(settings)
    if faults or form is not Format.TABLE:
        write(output, render(FAULTS, faults, form))
    if leftovers:
        tell(f"另有 {leftovers} 个没有用到的文件,是中断的导入留下的,不影响使用;duban check --repair 可以清理")
    tell(f"发现 {len(faults)} 处问题" if faults else "检查完毕,没有发现问题")
    click.get_current_context().exit(DAMAGED if faults else 0)


def _check(settings: Settings) -> tuple[list[Fault], int]:
    """Return what is wrong, and how many files nothing needs."""
    files = settings.data_dir / FILES
    with open_reader(settings.data_dir) as db, show_steps({ORIGINALS: "份"}) as told:
        db.execute("BEGIN")  # all checks see the same moment, whatever is written meanwhile
        faults = [*iter_faults(db, {**CHECKS, "检索": check_index})]
        db.rollback()
        faults += iter_original_faults(db, files, lambda done, total: told(ORIGINALS, done, total))
        return faults, len(find_leftovers(files, load_originals(db)))


def _repair(settings: Settings) -> None:
    from taskgraph.store import open_store, rebuild_index  # noqa: PLC0415 - only this writes

    with open_store(settings.data_dir) as store:
        rebuild_index(store.db)
        dropped = drop_leftovers(store.files, load_originals(store.db.conn))
    tell(f"已按正文重建检索索引,清理了 {dropped} 个没有用到的文件")
