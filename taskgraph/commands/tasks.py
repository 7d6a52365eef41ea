from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.filter_query import ask
from taskgraph.listing import write_listing
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_page, takes_settings, takes_task_format, tell, tell_next, write
from taskgraph.output import Format, render
from taskgraph.paging import PageAsked, read_cursor, take_page, write_cursor
from taskgraph.query import iter_tasks, position_of, read_position
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import TASKS


@click.command()
@click.option("--facets", is_flag=True, help="不列任务,按文件、单位、角色、月份、亮灯等分类计数")
@takes_filters
@takes_page
@takes_task_format
@takes_settings
def tasks(
    settings: Settings, filters: Filters, page: PageAsked, form: Format, output: BinaryIO, *, facets: bool
) -> None:
    """按单位、角色、时限、文件、年份、类别或文字列出任务。"""
    if facets:
        _write_facets(settings, filters, form, output)
        return
    after = read_position(read_cursor(page.after, filters)) if page.after else None
    with open_reader(settings.data_dir) as db:
        rows, last = take_page(
            iter_tasks(db, ask(db, filters), load_viewpoint(settings, filters.as_of), after), page.limit
        )
        count = write_listing(output, TASKS, rows, form, settings, lambda task: task)
    tell(f"{'本页' if last or page.after else '共'} {count} 项任务")
    tell_next(write_cursor(position_of(last, filters), filters) if last else None)


def _write_facets(settings: Settings, filters: Filters, form: Format, output: BinaryIO) -> None:
    from taskgraph.facet_query import count_facets  # noqa: PLC0415 - few lists are counted
    from taskgraph.facet_view import FACET_COUNTS, shorten_facets  # noqa: PLC0415 - as above

    if form is Format.ICS:
        raise click.UsageError("分类计数没有日期,不能写成日历")
    with open_reader(settings.data_dir) as db:
        counts = count_facets(db, filters, load_viewpoint(settings, filters.as_of))
    shown = shorten_facets(counts) if form is Format.TABLE else counts
    write(output, render(FACET_COUNTS, shown, form))
    if len(shown) < len(counts):
        tell(f"另有 {len(counts) - len(shown)} 个取值未列出;--json 列出全部")
