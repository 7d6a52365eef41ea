from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.query import find_documents
from taskgraph.reader import open_reader
from taskgraph.views import DOCUMENTS


@click.command()
@takes_filters
@takes_format
@takes_settings
def docs(settings: Settings, filters: Filters, form: Format, output: BinaryIO) -> None:
    """列出已导入的文件,和各有多少任务、多少条进展。"""
    with open_reader(settings.data_dir) as db:
        rows = find_documents(db, filters)
    write(output, render(DOCUMENTS, rows, form))
    tell(f"共 {len(rows)} 个文件")
