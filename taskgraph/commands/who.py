from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.listing import render_listing
from taskgraph.lookup import resolve_document, resolve_unit
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_settings, takes_task_format, tell, write
from taskgraph.output import Format
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import WHO
from taskgraph.who_query import find_who


@click.command()
@click.argument("unit_name", metavar="单位")
@takes_filters
@takes_task_format
@takes_settings
def who(settings: Settings, unit_name: str, filters: Filters, form: Format, output: BinaryIO) -> None:
    """查一个单位牵头、负责、配合哪些任务。

    单位可写全称、简称、文中的写法,或不带地区的名称。
    """
    with open_reader(settings.data_dir) as db:
        document = resolve_document(db, filters.doc) if filters.doc else None
        unit, others = resolve_unit(db, unit_name, document=document)
        rows = find_who(db, unit, filters, load_viewpoint(settings, filters.as_of))
    write(output, render_listing(WHO, rows, form, lambda row: row.task, settings))
    tell(f"{unit.label}:共 {len(rows)} 项")
    if others:
        tell(f"同名的还有:{'、'.join(other.label for other in others)}")
