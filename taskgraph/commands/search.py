from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.hit_query import find_hits
from taskgraph.listing import render_listing
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_settings, takes_task_format, tell, write
from taskgraph.output import Format
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint
from taskgraph.views import HITS


@click.command()
@click.argument("words", metavar="文字")
@takes_filters
@takes_task_format
@takes_settings
def search(settings: Settings, words: str, filters: Filters, form: Format, output: BinaryIO) -> None:
    """在任务和文件正文中精确查找文字,不分全角半角和大小写。"""
    if not words.strip():
        raise click.BadParameter("要查找的文字不能为空", param_hint="文字")
    with open_reader(settings.data_dir) as db:
        hits = find_hits(db, words, filters, load_viewpoint(settings, filters.as_of))
    write(output, render_listing(HITS, hits, form, lambda hit: hit.task, settings))
    tell(f"共 {len(hits)} 处")
