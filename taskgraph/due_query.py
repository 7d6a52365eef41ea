"""Reading what is due when: the tasks with a day in a period, extensions and rhythms counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from taskgraph.dues import iter_dues
from taskgraph.filter_query import Asked
from taskgraph.lineage_query import with_root
from taskgraph.model import TaskRow
from taskgraph.occurrences import find_occurrences
from taskgraph.query import iter_tasks
from taskgraph.viewpoint import Viewpoint

# A rhythm may fall anywhere in its year, and an extension leads where no deadline was.
_MAY_FALL = with_root("""
 AND (EXISTS (SELECT 1 FROM deadline WHERE deadline.task = task.id AND (
    every IS NOT NULL OR coalesce(end_date, start_date) BETWEEN :first AND :last))
  OR {root} IN (
    SELECT event.task FROM event WHERE event.kind = 'extended' AND event.due BETWEEN :first AND :last))
""")


class DueDay(NamedTuple):
    """A task, by its row, is due on a day; `again`: by a rhythm."""

    day: date
    row: int
    again: bool


def find_due_days(
    db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint, period: tuple[date, date]
) -> tuple[DueDay, ...]:
    """Return the days in a period (both ends inclusive) on which the tasks that fit are due; the earliest first."""
    first, last = period
    bound = asked.bound | {"first": first.isoformat(), "last": last.isoformat()}
    among = replace(asked, tasks=f"{asked.tasks}{_MAY_FALL}", bound=bound)
    days = (due for task in iter_tasks(db, among, viewpoint) for due in _iter_due_days(task, first, last))
    return tuple(sorted(days, key=lambda due: due.day))


def _iter_due_days(task: TaskRow, first: date, last: date) -> Iterator[DueDay]:
    days: dict[date, bool] = {}
    for due in iter_dues(task):
        if due.recurrence:
            days = dict.fromkeys(find_occurrences(due.recurrence, first, last), True) | days
        elif first <= due.day <= last:
            days[due.day] = False
    return (DueDay(day, task.row, again) for day, again in days.items())
