from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.ics import build_calendar
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_output, takes_settings, tell, write
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint


@click.command()
@takes_filters
@takes_output
@takes_settings
def calendar(settings: Settings, filters: Filters, output: BinaryIO) -> None:
    """把任务时限导出为 iCalendar 日历,可导入 Outlook、手机日历等。"""
    with open_reader(settings.data_dir) as db:
        rows = find_tasks(db, filters, load_viewpoint(settings, filters.as_of))
    made = build_calendar(rows, alarm_days=settings.alarm_days)
    write(output, made.data)
    tell(f"已写出 {made.events} 个日程;{made.undated} 项任务没有可定的日期")
