from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from taskgraph.commands.papers import PaperPath, write_papers
from taskgraph.config import Settings
from taskgraph.lookup import resolve_task
from taskgraph.model import Filters
from taskgraph.options import Day, takes_filters, takes_settings, tell
from taskgraph.paper.kinds import load_template
from taskgraph.paper.order import KINDS, Issue, OrderBy, make_issue
from taskgraph.paper.query import find_orders, load_task_orders
from taskgraph.query import load_task
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint


@click.command()
@click.option("--task", "names", multiple=True, metavar="任务", help="只为这项任务出单(编号开头或标题),可写几次")
@click.option(
    "--by", type=click.Choice([by.value for by in OrderBy]), default="task", help="每项任务一份,或每个牵头单位一份"
)
@click.option("--number", type=click.IntRange(min=1), metavar="号", help="第一份的督办单号,以下顺延;不写则留空")
@click.option("--reply-by", type=Day(), metavar="日期", help="反馈时限,平时为五个工作日后")
@click.option("-o", "--output", type=PaperPath(), required=True, metavar="文件", help=".docx、.zip 或文件夹")
@takes_filters
@takes_settings
def order(settings: Settings, filters: Filters, output: Path, by: str, **given: Any) -> None:
    """为任务出督办单(Word)。

    -o 督办单.docx 全在一个文件里;-o 督办单.zip 或文件夹则每份一个文件。
    不写 --task 时,为符合条件、尚未办结的任务出单。
    """
    viewpoint = load_viewpoint(settings, filters.as_of)
    issue = _read_issue(viewpoint.day, given["reply_by"], given["number"])
    template = load_template(settings.data_dir, KINDS[OrderBy(by)])
    with open_reader(settings.data_dir) as db:
        if names := given["names"]:
            _refuse_filters(filters, OrderBy(by))
            tasks = [load_task(db, resolve_task(db, name).row, viewpoint) for name in dict.fromkeys(names)]
            orders = load_task_orders(db, tasks, issue, viewpoint)
        else:
            orders = find_orders(db, filters, OrderBy(by), issue, viewpoint)
    write_papers(output, template, orders)
    tell(f"已写出 {len(orders)} 份督办单")


def _read_issue(day: date, reply_by: date | None, number: int | None) -> Issue:
    try:
        return make_issue(day, reply_by, number)
    except ValueError as error:
        raise click.BadParameter(f"反馈时限 {reply_by} 早于出单的日期 {day}", param_hint="--reply-by") from error


def _refuse_filters(filters: Filters, by: OrderBy) -> None:
    if by is OrderBy.UNIT or replace(filters, as_of=None) != Filters():
        raise click.UsageError("--task 已写明任务,不能再加 --by unit 或其他条件(--as-of 除外)")
