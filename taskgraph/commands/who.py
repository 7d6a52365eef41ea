from __future__ import annotations

from typing import Any, BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.listing import write_listing
from taskgraph.lookup import resolve_document, resolve_unit
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_page, takes_settings, takes_task_format, tell, tell_next, write
from taskgraph.output import Format, render
from taskgraph.paging import PageAsked, read_cursor, rows_after, take_page, write_cursor
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import WHO
from taskgraph.who_query import find_matrix, find_who, key_of


@click.command()
@click.argument("unit_name", metavar="[单位]", required=False)
@click.option("--matrix", is_flag=True, help="不写单位:列出全部单位,按角色和状态计数")
@takes_filters
@takes_page
@takes_task_format
@takes_settings
def who(settings: Settings, filters: Filters, page: PageAsked, form: Format, output: BinaryIO, **asked: Any) -> None:
    """查一个单位牵头、负责、配合哪些任务,以及哪些集体任务(各乡镇、县直各单位……)涉及它。

    单位可写全称、简称、文中的写法,或不带地区的名称。
    """
    unit_name, matrix = asked["unit_name"], asked["matrix"]
    if matrix == bool(unit_name):
        raise click.UsageError("请写一个单位,或用 --matrix 列出全部单位(可加 --unit 等条件),二者选一")
    if matrix:
        _write_matrix(settings, filters, form, output)
    else:
        _write_unit(settings, unit_name, filters, page, form, output)


def _write_unit(
    settings: Settings, name: str, filters: Filters, page: PageAsked, form: Format, output: BinaryIO
) -> None:
    viewpoint = load_viewpoint(settings, filters.as_of)
    with open_reader(settings.data_dir) as db:
        document = resolve_document(db, filters.doc) if filters.doc else None
        unit, others = resolve_unit(db, name, document=document)
        rows = find_who(db, unit, filters, viewpoint)
    asked = (name, filters)
    left = rows_after(rows, key_of, read_cursor(page.after, asked)) if page.after else rows
    listed, last = take_page(iter(left), page.limit)
    if form is Format.TABLE and rows:
        from taskgraph.who_view import sum_up  # noqa: PLC0415 - only the table has it

        write(output, sum_up(rows, viewpoint.day))
    write_listing(output, WHO, listed, form, settings, lambda row: row.task)
    tasks = len({row.task.row for row in rows})
    tell(f"{unit.label}:共 {tasks} 项" + (f",{len(rows)} 项职责" if tasks < len(rows) else ""))
    tell_next(write_cursor(key_of(last), asked) if last else None)
    if others:
        tell(f"同名的还有:{'、'.join(other.label for other in others)}")


def _write_matrix(settings: Settings, filters: Filters, form: Format, output: BinaryIO) -> None:
    from taskgraph.who_view import view_matrix  # noqa: PLC0415 - as above

    if form is Format.ICS:
        raise click.UsageError("单位的计数没有日期,不能写成日历")
    with open_reader(settings.data_dir) as db:
        rows = find_matrix(db, filters, load_viewpoint(settings, filters.as_of))
    write(output, render(view_matrix(rows), rows, form))
    tell(f"共 {len(rows)} 个单位,{sum(row.total for row in rows)} 项职责")
