"""Reading everything known of one task or one document, as `show` shows it."""

from __future__ import annotations

import sqlite3

from taskgraph.correction_query import Subject, load_corrected_progress, load_corrected_task
from taskgraph.facts import load_texts
from taskgraph.likeness import find_similar
from taskgraph.lineage_query import find_line
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.lookup import FoundTask
from taskgraph.model import DocumentRow, Filters
from taskgraph.places import load_places
from taskgraph.query import find_documents, find_tasks, load_task
from taskgraph.show import Found, ShownTask
from taskgraph.viewpoint import Viewpoint


def load_shown_task(db: sqlite3.Connection, found: FoundTask, viewpoint: Viewpoint) -> ShownTask:
    task = load_task(db, found.row, viewpoint)
    version = task.document.version
    return ShownTask(
        task=task,
        in_force=found.in_force,
        text=load_texts(db, [version])[version],
        places=load_places(db, version),
        line=find_line(db, task.id),
        links=find_links(db, LinkFilters(ends=(task.root,))),
        corrected=load_corrected_task(db, Subject(version, task.id)),
    )


def load_shown_document(db: sqlite3.Connection, document: str, viewpoint: Viewpoint) -> tuple[DocumentRow, Found]:
    """Return a document, by its id, with its tasks, progress, likes and links."""
    (row,) = find_documents(db, Filters(doc=document))
    return row, Found(
        find_tasks(db, Filters(doc=document), viewpoint),
        load_corrected_progress(db, Subject(row.ref.version, document)),
        find_similar(db, document),
        find_links(db, LinkFilters(ends=(document,))),
    )
