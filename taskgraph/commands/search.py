from __future__ import annotations

import os
from collections.abc import Iterable
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.hit_query import iter_hits, read_rank
from taskgraph.listing import write_listing
from taskgraph.model import Filters, Hit
from taskgraph.options import takes_filters, takes_page, takes_settings, takes_task_format, tell, tell_next, write
from taskgraph.output import Format, render
from taskgraph.paging import PageAsked, read_cursor, take_page, write_cursor
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import HITS


@click.command()
@click.argument("words", metavar="文字")
@takes_filters
@takes_page
@takes_task_format
@takes_settings
def search(settings: Settings, words: str, filters: Filters, page: PageAsked, form: Format, output: BinaryIO) -> None:
    """在任务和文件正文中精确查找文字,不分全角半角和大小写。

    可写 且、或、非(AND、OR、NOT、|、-)、括号和引号,如:危房 (改造 | 新建) -试点
    """
    asked = (words, filters)
    after = read_rank(read_cursor(page.after, asked)) if page.after else 0
    with open_reader(settings.data_dir) as db:
        hits = iter_hits(db, words, filters, load_viewpoint(settings, filters.as_of), after)
        listed, last = take_page(hits, page.limit)
        count = _write(output, listed, words, form, settings)
    tell(f"{'本页' if last or page.after else '共'} {count} 处")
    tell_next(write_cursor([last.rank], asked) if last else None)


def _write(output: BinaryIO, hits: Iterable[Hit], words: str, form: Format, settings: Settings) -> int:
    if form is not Format.TABLE or not output.isatty() or "NO_COLOR" in os.environ:
        return write_listing(output, HITS, hits, form, settings, lambda hit: hit.task)
    from taskgraph.sentences import paint_words  # noqa: PLC0415 - only a screen shows colours
    from taskgraph.text_query import parse_query, wanted_words  # noqa: PLC0415 - as above

    held = tuple(hits)
    write(output, paint_words(render(HITS, held, form).decode(), wanted_words(parse_query(words))).encode())
    return len(held)
