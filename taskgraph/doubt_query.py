"""Reading doubtful facts: of a task, or of all tasks and statements of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taskgraph.correction_query import Subject, load_corrected_progress, load_corrected_task, load_text
from taskgraph.doubts import Doubt, iter_fact_doubts, iter_task_doubts
from taskgraph.extraction_query import load_kept_task, load_kept_tasks

if TYPE_CHECKING:
    from ingest.store import Executor


def find_task_doubts(db: Executor, subject: Subject) -> tuple[Doubt, ...]:
    kept = load_kept_task(db, subject.version, subject.id)
    listed = load_corrected_task(db, subject).listed
    return tuple(iter_task_doubts(kept.task, listed, load_text(db, subject.version))) if kept else ()


def find_document_doubts(db: Executor, subject: Subject, title: str) -> tuple[Doubt, ...]:
    """Return what is doubtful in a document that is called `title`, in the order of its text."""
    return tuple(_iter_doubts(db, subject, title))


def _iter_doubts(db: Executor, subject: Subject, title: str) -> Iterator[Doubt]:
    text = load_text(db, subject.version)
    for kept in load_kept_tasks(db, subject.version):
        listed = load_corrected_task(db, Subject(subject.version, kept.task.id)).listed
        yield from iter_task_doubts(kept.task, listed, text)
    yield from iter_fact_doubts(subject.id, title, load_corrected_progress(db, subject).listed, text)
