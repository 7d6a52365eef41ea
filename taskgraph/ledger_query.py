"""Reading what only the ledger has: what people wrote in its cells, and the office's own columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from taskgraph.event_query import load_logs
from taskgraph.events import Event, EventKind
from taskgraph.ledger_fields import Entry, Written, tell_news
from taskgraph.model import TaskRow
from taskgraph.states import Course, trace
from taskgraph.viewpoint import Viewpoint, write_moment

PROGRESS = "progress"  # the column whose words a later report replaces

_CELLS = """
SELECT task, head, text, events, told FROM (
  SELECT task, head, text, events, max(number), json_group_array(text) AS told FROM ledger_cell
  WHERE task IN (SELECT value FROM json_each(:tasks))
    AND written_on <= :day AND (:known_at IS NULL OR recorded_at <= :known_at)
  GROUP BY task, head)
"""
_OWN_COLUMNS = "SELECT head, after FROM ledger_column ORDER BY place"


def load_entries(db: sqlite3.Connection, tasks: Sequence[TaskRow], viewpoint: Viewpoint) -> tuple[Entry, ...]:
    """Return the rows of a ledger of these tasks, in their order: two queries, however many there are."""
    roots = [task.root for task in tasks]
    logs, cells = load_logs(db, roots), load_cells(db, roots, viewpoint)
    return tuple(
        _entry(number, task, logs.get(task.root, ()), cells.get(task.root, {}), viewpoint)
        for number, task in enumerate(tasks, start=1)
    )


def _entry(
    number: int, task: TaskRow, log: Sequence[Event], cells: Mapping[str, Written], viewpoint: Viewpoint
) -> Entry:
    course = trace(log, viewpoint.day, known_at=viewpoint.known_at)
    written = {head: cell.text for head, cell in cells.items() if head != PROGRESS}
    told = frozenset(text for cell in cells.values() for text in cell.told)
    return Entry(
        number=number,
        task=task,
        news=_find_news(course, cells.get(PROGRESS)),
        cells=written,
        told=told,
        written=cells,
        events=len(log),
    )


def _find_news(course: Course, written: Written | None) -> str:
    """Return what people wrote of the progress, until something newer is reported."""
    newest = max((step.number for step in course.steps if step.kind is EventKind.PROGRESS), default=0)
    return written.text if written and newest <= written.events else tell_news(course)


def load_cells(
    db: sqlite3.Connection, tasks: Iterable[str], viewpoint: Viewpoint
) -> Mapping[str, Mapping[str, Written]]:
    bound = {
        "tasks": json.dumps(list(tasks)),
        "day": viewpoint.day.isoformat(),
        "known_at": write_moment(viewpoint.known_at) if viewpoint.known_at else None,
    }
    found: dict[str, dict[str, Written]] = {}
    for task, head, text, events, told in db.execute(_CELLS, bound):
        found.setdefault(task, {})[head] = Written(text, events, tuple(json.loads(told)))
    return found


def load_own_columns(db: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return the heads of the office's own columns, each with the head of the column that it stands after."""
    return tuple((head, after) for head, after in db.execute(_OWN_COLUMNS))
