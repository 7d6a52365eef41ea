"""What lies before a person who corrects: the task or report that a name means, with its facts and words."""

from __future__ import annotations

import sqlite3

from ingest.span import Span
from taskgraph.correction_query import Subject, find_rejected_task, load_corrected, load_read_task, load_text
from taskgraph.corrections import Passage
from taskgraph.edits import FactSheet
from taskgraph.errors import NotFoundError
from taskgraph.lookup import FoundTask, resolve_document_or_task
from taskgraph.model import Filters
from taskgraph.query import find_documents, load_task


def find_subject(db: sqlite3.Connection, name: str) -> Subject:
    """Return the task or report that a name means, tasks that were struck out among them."""
    try:
        found = resolve_document_or_task(db, name)
    except NotFoundError:
        if rejected := find_rejected_task(db, name):
            return Subject(rejected.version, rejected.id)
        raise
    if isinstance(found, FoundTask):
        task = load_task(db, found.row)
        return Subject(task.document.version, task.id)
    return Subject(find_documents(db, Filters(doc=found))[0].ref.version, found)


def load_sheet(db: sqlite3.Connection, subject: Subject) -> FactSheet:
    text, corrected = load_text(db, subject.version), load_corrected(db, subject)
    if read := load_read_task(db, subject):
        return FactSheet(read.task.title, corrected.listed, Passage(text, read.task.span))
    title = find_documents(db, Filters(doc=subject.id))[0].ref.name
    return FactSheet(title, corrected.listed, Passage(text, Span(0, len(text))))


def fold_words(words: str) -> str:
    """Return quoted words as the canonical text has them."""
    from ingest.canonical import fold  # noqa: PLC0415 - only what writes pays for it

    return fold(words).text
