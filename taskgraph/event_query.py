"""Reading events, and from them where tasks stand: a few queries for any number of tasks, each by index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.model import State
from ingest.span import Span
from taskgraph.events import Correction, Detail, Event, EventKind, Extension, Report, Source
from taskgraph.facts import load_targets, parse_day
from taskgraph.lineage_query import find_root
from taskgraph.standing import Plan, Standing, find_standing
from taskgraph.states import Course, follow
from taskgraph.viewpoint import Viewpoint, write_moment

if TYPE_CHECKING:
    from ingest.store import Executor

_COLUMNS = """
SELECT task, number, kind, happened_on, recorded_at, who, note,
  value, unit, metric, state, quote, source, source_start, source_end, due, reason, corrects FROM event
"""
_HISTORY = "".join((_COLUMNS, "WHERE task = ? ORDER BY number"))
_LOGS = "".join((_COLUMNS, "WHERE task IN (SELECT value FROM json_each(?)) ORDER BY task, number"))
# A correction counts whenever it happened: what it takes back never was.
_MARKS = """
SELECT task, number, kind, happened_on, value, unit, metric, state, due, reason, corrects,
  CASE WHEN value IS NOT NULL THEN quote END FROM event
WHERE task IN (SELECT value FROM json_each(:tasks)) AND (happened_on <= :day OR kind = 'corrected')
  AND (:known_at IS NULL OR recorded_at <= :known_at)
ORDER BY task, number
"""
_DUES = """
SELECT task, max(end_date), text FROM deadline
WHERE task IN (SELECT value FROM json_each(?)) AND every IS NULL AND end_date IS NOT NULL GROUP BY task
"""
_NOTHING = Course()
_TASK = itemgetter(0)
_AT_ONCE = 5000  # tasks whose events are held in memory
_KINDS = {kind.value: kind for kind in EventKind}  # quicker than to ask the class, half a million times


class Mark(NamedTuple):
    """An event as it is read in bulk: only what a standing depends on, and decoded only where it does."""

    task: str
    number: int
    word: str
    day: str
    value: str | None
    unit: str | None
    metric: str | None
    said: str | None
    due: str | None
    reason: str | None
    corrects: int | None
    quote: str | None

    @property
    def kind(self) -> EventKind:
        return _KINDS[self.word]

    @property
    def happened_on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def detail(self) -> Detail:
        if self.kind is EventKind.PROGRESS:
            value = None if self.value is None else Decimal(self.value)
            state = State(self.said) if self.said else None
            return Report(value=value, unit=self.unit, metric=self.metric, state=state, quote=self.quote)
        if self.due is not None:
            return Extension(date.fromisoformat(self.due), self.reason or "")
        return None if self.corrects is None else Correction(self.corrects)


def load_history(db: Executor, task: str) -> tuple[Event, ...]:
    """Return all events of a task as they were recorded, under whichever id of its line it is named."""
    return tuple(map(_event, db.execute(_HISTORY, [find_root(db, task)])))


def load_logs(db: Executor, roots: Sequence[str]) -> Mapping[str, tuple[Event, ...]]:
    """Return the histories of tasks by the roots of their lines; those to which nothing happened are left out."""
    events = map(_event, db.execute(_LOGS, [json.dumps(roots)]))
    return {task: tuple(log) for task, log in groupby(events, key=lambda event: event.task)}


def find_standings(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], viewpoint: Viewpoint) -> Mapping[int, Standing]:
    """Return where tasks stand, by the ids of their rows (as `query` selects them)."""
    standings: dict[int, Standing] = {}
    for start in range(0, len(rows), _AT_ONCE):
        standings.update(_iter_standings(db, rows[start : start + _AT_ONCE], viewpoint))
    return standings


def _iter_standings(
    db: sqlite3.Connection, rows: Sequence[sqlite3.Row], viewpoint: Viewpoint
) -> Iterator[tuple[int, Standing]]:
    courses = _find_courses(db, [row["root"] for row in rows], viewpoint)
    dues = {row[0]: (row[1], row[2]) for row in db.execute(_DUES, [json.dumps([row["row"] for row in rows])])}
    counted = [row["row"] for row in rows if _has_numbers(courses.get(row["root"], _NOTHING))]
    targets = load_targets(db, counted)
    for row in rows:
        plan = _plan(row, dues.get(row["row"], (None, None)), targets.get(row["row"], ()))
        course = courses.get(row["root"], _NOTHING)
        yield row["row"], find_standing(plan, course, viewpoint.day, viewpoint.rules)


def _find_courses(db: sqlite3.Connection, tasks: Sequence[str], viewpoint: Viewpoint) -> Mapping[str, Course]:
    bound = {
        "tasks": json.dumps(tasks),
        "day": viewpoint.day.isoformat(),
        "known_at": write_moment(viewpoint.known_at) if viewpoint.known_at else None,
    }
    marks = map(Mark._make, db.execute(_MARKS, bound))
    return {task: follow(tuple(log)) for task, log in groupby(marks, key=_TASK)}


def _has_numbers(course: Course) -> bool:
    return any(isinstance(step, Mark) and step.value is not None for step in course.steps)


def _plan(row: sqlite3.Row, due: tuple[str | None, str | None], targets: tuple[Any, ...]) -> Plan:
    year = date(row["year"], 1, 1) if row["year"] else None
    dated = row["written"] or row["published"]
    return Plan(
        due=parse_day(due[0]),
        due_text=due[1],
        starts=(parse_day(row["period_start"]), year, parse_day(dated)),
        end=parse_day(row["period_end"]) or (date(row["year"], 12, 31) if row["year"] else None),
        targets=targets,
    )


def _event(row: Sequence[Any]) -> Event:
    return Event(
        task=row[0],
        number=row[1],
        kind=(kind := _KINDS[row[2]]),
        happened_on=date.fromisoformat(row[3]),
        recorded_at=datetime.fromisoformat(row[4]),
        by=row[5],
        note=row[6],
        detail=_detail(kind, row[7:]),
    )


def _detail(kind: EventKind, row: Sequence[Any]) -> Detail:
    if kind is EventKind.PROGRESS:
        return _report(row)
    if kind is EventKind.EXTENDED:
        return Extension(date.fromisoformat(row[8]), row[9])
    return Correction(row[10]) if kind is EventKind.CORRECTED else None


def _report(row: Sequence[Any]) -> Report:
    value, unit, metric, state, quote, source, start, end, *_ = row
    return Report(
        value=None if value is None else Decimal(value),
        unit=unit,
        metric=metric,
        state=State(state) if state else None,
        quote=quote,
        source=Source(source, Span(start, end)) if source else None,
    )
