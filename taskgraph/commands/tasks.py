from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.listing import render_listing
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_settings, takes_task_format, tell, write
from taskgraph.output import Format
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import TASKS


@click.command()
@takes_filters
@takes_task_format
@takes_settings
def tasks(settings: Settings, filters: Filters, form: Format, output: BinaryIO) -> None:
    """按单位、角色、时限、文件、年份、类别或文字列出任务。"""
    with open_reader(settings.data_dir) as db:
        rows = find_tasks(db, filters, load_viewpoint(settings, filters.as_of))
    write(output, render_listing(TASKS, rows, form, lambda task: task, settings))
    tell(f"共 {len(rows)} 项任务")
