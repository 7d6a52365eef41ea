"""What one unit has to do: what it leads, what it answers for, where it helps."""

from __future__ import annotations

import sqlite3

from extract.model import Role
from taskgraph.facts import load_texts
from taskgraph.filter_query import ask
from taskgraph.model import Filters, UnitRef, WhoRow
from taskgraph.query import iter_tasks
from taskgraph.sentences import sentence_at
from taskgraph.viewpoint import Viewpoint, usual_viewpoint


def find_who(
    db: sqlite3.Connection, unit: UnitRef, filters: Filters, viewpoint: Viewpoint | None = None
) -> tuple[WhoRow, ...]:
    """Return what `unit` has to do: what it leads, then what it answers for, then where it helps."""
    tasks = tuple(iter_tasks(db, ask(db, filters, unit.id), viewpoint or usual_viewpoint(filters.as_of)))
    texts = load_texts(db, {task.document.version for task in tasks})
    rows = [
        WhoRow(task, charge, sentence_at(texts[task.document.version], charge.span.start, charge.span.end))
        for task in tasks
        for charge in task.assignments
        if charge.unit_id == unit.id and filters.role in {None, charge.role}
    ]
    return tuple(sorted(rows, key=lambda row: list(Role).index(row.charge.role)))
