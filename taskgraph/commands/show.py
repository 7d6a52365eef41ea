from __future__ import annotations

import sqlite3
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.facts import load_progress, load_texts
from taskgraph.lookup import FoundTask, resolve_document_or_task
from taskgraph.model import Filters
from taskgraph.options import takes_output, takes_settings, write
from taskgraph.output import render_json
from taskgraph.query import find_documents, find_tasks, load_places, load_task
from taskgraph.reader import open_reader
from taskgraph.show import describe_document, describe_task, shown_document_record, shown_task_record


@click.command()
@click.argument("name", metavar="文件或任务")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@takes_output
@takes_settings
def show(settings: Settings, name: str, as_json: bool, output: BinaryIO) -> None:
    """查看一份文件的任务目录,或一项任务的全部内容和出处。

    可写编号的开头、文号或标题。
    """
    with open_reader(settings.data_dir) as db:
        found = resolve_document_or_task(db, name)
        shown = _show_document(db, found, as_json) if isinstance(found, str) else _show_task(db, found, as_json)
    write(output, shown)


def _show_document(db: sqlite3.Connection, document: str, as_json: bool) -> bytes:
    row = find_documents(db, Filters(doc=document))[0]
    tasks, progress = find_tasks(db, Filters(doc=document)), load_progress(db, row.ref.version)
    if as_json:
        return render_json([shown_document_record(row, tasks, progress)])
    return describe_document(row, tasks, progress).encode()


def _show_task(db: sqlite3.Connection, found: FoundTask, as_json: bool) -> bytes:
    task = load_task(db, found.row)
    version = task.document.version
    places, text = load_places(db, version), load_texts(db, [version])[version]
    if as_json:
        return render_json([shown_task_record(task, places, text, in_force=found.in_force)])
    return describe_task(task, places, text, in_force=found.in_force).encode()
