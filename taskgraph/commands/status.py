from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.facts import complete_tasks, count_targets
from taskgraph.listing import render_listing
from taskgraph.model import Filters
from taskgraph.options import Day, takes_filters, takes_settings, takes_task_format, tell, write
from taskgraph.ordering import Order, rank_task
from taskgraph.output import Format, render
from taskgraph.query import find_fitting
from taskgraph.reader import open_reader
from taskgraph.standing import Standing
from taskgraph.status import STATUS, count_glances, view_counts
from taskgraph.verdict_view import describe_verdicts
from taskgraph.viewpoint import Viewpoint, load_viewpoint

MOST = 100


@click.command()
@click.option("--known-on", type=Day(), metavar="日期", help="只算到这一天为止已记录的情况")
@click.option("--limit", type=int, default=MOST, metavar="项数", help=f"表格最多列出多少项(0 为全部,平时 {MOST})")
@takes_filters
@takes_task_format
@takes_settings
def status(
    settings: Settings, filters: Filters, known_on: date | None, limit: int, form: Format, output: BinaryIO
) -> None:
    """按亮灯和状态统计任务,并列出需要关注的任务。

    表格只列需要关注的(逾期、红灯、黄灯、临期、无反馈);其他格式给出全部任务。
    """
    viewpoint = load_viewpoint(settings, filters.as_of, known_on)
    with open_reader(settings.data_dir) as db:
        rows, standings = find_fitting(db, filters, viewpoint)
        shown = _render_table(db, rows, standings, limit) if form is Format.TABLE else None
        if shown is None:
            shown = render_listing(STATUS, complete_tasks(db, rows, standings), form, lambda task: task, settings)
        write(output, shown)
        targets = count_targets(db, [row["row"] for row in rows])
    fitting = [standings[row["row"]] for row in rows]
    _sum_up(viewpoint, fitting)
    if targets:
        tell(describe_verdicts((result for standing in fitting for result in standing.results), targets))


def _render_table(
    db: sqlite3.Connection, rows: list[sqlite3.Row], standings: Mapping[int, Standing], limit: int
) -> bytes:
    seen = [standings[row["row"]].glance for row in rows]
    counts = count_glances(seen)
    ranks = sorted(rank_task(place, glance, Order.URGENCY) for place, glance in enumerate(seen) if glance.needs)
    needy = [rows[rank.row] for rank in ranks]
    listed = needy[:limit] if limit > 0 else needy
    shown = render(view_counts(counts), counts, Format.TABLE)
    if listed:
        shown += b"\n" + render(STATUS, complete_tasks(db, listed, standings), Format.TABLE)
    if len(listed) < len(needy):
        tell(f"另有 {len(needy) - len(listed)} 项需要关注,未列出;--limit 0 列出全部")
    return shown


def _sum_up(viewpoint: Viewpoint, standings: list[Standing]) -> None:
    needy = sum(bool(standing.needs) for standing in standings)
    tell(f"{viewpoint.day}:共 {len(standings)} 项任务,{needy} 项需要关注({viewpoint.rules.title})")
    if misfits := sum(bool(standing.misfits) for standing in standings):
        tell(f"{misfits} 项任务的记录前后矛盾,有的记录未计入;duban report 任务 history 可查")
