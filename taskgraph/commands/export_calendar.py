from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.filter_query import ask
from taskgraph.ics import CalendarStyle, build_calendar
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_output, takes_settings, tell, write
from taskgraph.query import iter_tasks
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint


@click.command()
@click.option("--todo", is_flag=True, help="导出待办(VTODO)而不是日程;Outlook 和 Google 日历不读待办")
@click.option("--open", "only_open", is_flag=True, help="不要已办结的任务(平时保留,标题前加 ✔)")
@takes_filters
@takes_output
@takes_settings
def calendar(settings: Settings, filters: Filters, output: BinaryIO, *, todo: bool, only_open: bool) -> None:
    """把任务时限导出为 iCalendar 日历,可导入 Outlook、手机日历等。"""
    with open_reader(settings.data_dir) as db:
        asked = ask(db, filters, of_all=True, repealed=True)  # a repealed document's dates are cancelled, not lost
        rows = tuple(iter_tasks(db, asked, load_viewpoint(settings, filters.as_of)))
    style = CalendarStyle(alarm_workdays=settings.alarm_workdays, todo=todo, closed=not only_open)
    made = build_calendar(rows, style)
    write(output, made.data)
    tell(f"已写出 {made.events} 个{'待办' if todo else '日程'};{made.undated} 项任务没有可定的日期")
