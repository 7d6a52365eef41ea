from __future__ import annotations

import sqlite3
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.correction_query import (
    Subject,
    find_rejected_task,
    find_rejection,
)
from taskgraph.doubt_query import find_document_doubts, find_task_doubts
from taskgraph.doubts import DOUBTS, Doubt
from taskgraph.errors import NotFoundError
from taskgraph.event_query import load_history
from taskgraph.facts import load_texts
from taskgraph.history import HISTORY, iter_lines
from taskgraph.lookup import FoundTask, resolve_document_or_task
from taskgraph.model import Filters
from taskgraph.options import takes_output, takes_settings, write
from taskgraph.output import Format, render, render_json
from taskgraph.places import load_first_source, load_places
from taskgraph.query import find_documents, load_task
from taskgraph.reader import open_reader
from taskgraph.show import (
    block_record,
    describe_document,
    describe_source,
    describe_task,
    shown_document_record,
    shown_task_record,
)
from taskgraph.show_query import load_shown_document, load_shown_task
from taskgraph.viewpoint import Viewpoint, load_viewpoint


@click.command()
@click.argument("name", metavar="文件或任务")
@click.option("--source", "with_source", is_flag=True, help="逐段列出原文,和每一段在原件中的位置")
@click.option("--doubtful", is_flag=True, help="只列置信度低、需要核对的各条,按序号用 duban correct 更正")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@takes_output
@takes_settings
def show(settings: Settings, name: str, with_source: bool, doubtful: bool, as_json: bool, output: BinaryIO) -> None:
    """查看一份文件的任务目录,或一项任务的全部内容和出处。

    可写编号的开头、文号或标题。
    """
    with open_reader(settings.data_dir) as db:
        found = _resolve(db, name)
        if with_source:
            shown = _show_source(db, found, as_json)
        elif doubtful:
            shown = render(DOUBTS, _find_doubts(db, found), Format.JSON if as_json else Format.TABLE)
        else:
            viewpoint = load_viewpoint(settings, None)
            if isinstance(found, str):
                shown = _show_document(db, found, viewpoint, as_json)
            else:
                shown = _show_task(db, found, viewpoint, as_json)
    write(output, shown)


def _resolve(db: sqlite3.Connection, name: str) -> str | FoundTask:
    """Return what a name means; raise NotFoundError that tells of a task which a person struck out."""
    try:
        return resolve_document_or_task(db, name)
    except NotFoundError:
        if rejected := find_rejected_task(db, name):
            undo = f"duban correct {rejected.id} undo {find_rejection(db, rejected)}"
            raise NotFoundError(f"{rejected.id}“{rejected.title}”已由人工更正为不作任务。要恢复:{undo}") from None
        raise


def _show_document(db: sqlite3.Connection, document: str, viewpoint: Viewpoint, as_json: bool) -> bytes:
    row, found = load_shown_document(db, document, viewpoint)
    return render_json([shown_document_record(row, found)]) if as_json else describe_document(row, found).encode()


def _show_task(db: sqlite3.Connection, found: FoundTask, viewpoint: Viewpoint, as_json: bool) -> bytes:
    shown = load_shown_task(db, found, viewpoint)
    if as_json:
        return render_json([shown_task_record(shown)])
    described, history = describe_task(shown).encode(), load_history(db, shown.task.id)
    return described + b"\n" + render(HISTORY, list(iter_lines(history)), Format.TABLE) if history else described


def _find_doubts(db: sqlite3.Connection, found: str | FoundTask) -> tuple[Doubt, ...]:
    if isinstance(found, FoundTask):
        task = load_task(db, found.row)
        return find_task_doubts(db, Subject(task.document.version, task.id))
    ref = find_documents(db, Filters(doc=found))[0].ref
    return find_document_doubts(db, Subject(ref.version, found), ref.name)


def _show_source(db: sqlite3.Connection, found: str | FoundTask, as_json: bool) -> bytes:
    """Show the blocks of a document in force, or those in which a task stands."""
    task = None if isinstance(found, str) else load_task(db, found.row)
    version = task.document.version if task else find_documents(db, Filters(doc=str(found)))[0].ref.version
    text, places = load_texts(db, [version])[version], load_places(db, version)
    if task:
        places = tuple(p for p in places if p.span.start < task.span.end and task.span.start < p.span.end)
    if as_json:
        return render_json(block_record(place, text) for place in places)
    return describe_source(load_first_source(db, version), places, text).encode()
