"""Reading what is due when: the tasks with a day in a period, extensions and rhythms counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple

from taskgraph.dues import iter_dues
from taskgraph.facts import parse_day
from taskgraph.filter_query import Asked
from taskgraph.lineage_query import with_root
from taskgraph.model import Filters, TaskRow
from taskgraph.occurrences import find_occurrences
from taskgraph.query import FROM_TASK, iter_tasks, position_of
from taskgraph.viewpoint import Viewpoint

# What moves: a rhythm may fall anywhere in its year, and an extension leads where no deadline was. What stands still is
# due on the days of its deadlines, which need no more than a look at the table.
_MOVES = with_root("""
  (EXISTS (SELECT 1 FROM deadline WHERE deadline.task = task.id AND every IS NOT NULL)
  OR EXISTS (SELECT 1 FROM event WHERE event.task = {root} AND event.kind = 'extended'))
""")
_MAY_FALL = with_root("""
 AND (EXISTS (SELECT 1 FROM deadline WHERE deadline.task = task.id AND (
    every IS NOT NULL OR coalesce(end_date, start_date) BETWEEN :first AND :last))
  OR {root} IN (SELECT event.task FROM event WHERE event.due BETWEEN :first AND :last))
""")
_STILL = """
SELECT DISTINCT coalesce(deadline.end_date, deadline.start_date) AS due,
  coalesce(version.year, 0), document.key, version.number, task.id
FROM deadline CROSS JOIN task ON task.id = deadline.task
  JOIN version INDEXED BY version_head ON version.id = task.version JOIN document ON document.id = version.document
WHERE due BETWEEN :first AND :last AND NOT {moves} AND
"""
_DUES = "SELECT coalesce(end_date, start_date) AS due FROM deadline WHERE deadline.task = task.id"
_NEAREST = f"""
SELECT min((SELECT min(due) FROM ({_DUES}) WHERE due >= :from)), max((SELECT max(due) FROM ({_DUES}) WHERE due < :from))
"""  # noqa: S608 - no values
_YEAR = timedelta(days=366)


class DueDay(NamedTuple):
    """A task, by its row, is due on a day; `again`: by a rhythm."""

    day: date
    row: int
    again: bool


def find_due_days(
    db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint, period: tuple[date, date]
) -> tuple[DueDay, ...]:
    """Return the days in a period (both ends inclusive) on which the tasks that fit are due; the earliest first.

    Of the filters, those of state and light must stand among the conditions of `asked`.
    """
    first, last = period
    bound = asked.bound | {"first": first.isoformat(), "last": last.isoformat()}
    moving = replace(asked, tasks="".join((asked.tasks, " AND ", _MOVES, _MAY_FALL)), bound=bound)
    found = [
        ((due.day, *position_of(task, Filters())[1:]), due)
        for task in iter_tasks(db, moving, viewpoint)
        for due in _iter_due_days(task, first, last)
    ]
    sql = "".join((_STILL.replace("{moves}", _MOVES), asked.documents, " AND ", asked.standing, asked.tasks))
    for day, *place in db.execute(sql, bound):
        due = date.fromisoformat(day)
        found.append(((due, *place), DueDay(due, place[-1], again=False)))
    return tuple(due for _, due in sorted(found, key=itemgetter(0)))


def find_nearest_due(db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint) -> date | None:
    """Return the first day from today on on which a task that fits is due, else the last dated deadline before it."""
    today = viewpoint.day
    sql = "".join((_NEAREST, FROM_TASK, asked.documents, " AND ", asked.standing, asked.tasks))
    after, before = map(parse_day, db.execute(sql, asked.bound | {"from": today.isoformat()}).fetchone())
    dues = find_due_days(db, asked, viewpoint, (today, after or today + _YEAR))  # a rhythm or an extension may be first
    return dues[0].day if dues else before


def _iter_due_days(task: TaskRow, first: date, last: date) -> Iterator[DueDay]:
    days: dict[date, bool] = {}
    for due in iter_dues(task):
        if due.recurrence:
            days = dict.fromkeys(find_occurrences(due.recurrence, first, last), True) | days
        elif first <= due.day <= last:
            days[due.day] = False
    return (DueDay(day, task.row, again) for day, again in days.items())
