"""Reading events, and from them where tasks stand: a few queries for any number of tasks, each by index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extract.model import State
from ingest.span import Span
from taskgraph.events import Correction, Detail, Event, EventKind, Extension, Report, Source
from taskgraph.facts import load_targets, parse_day
from taskgraph.standing import Plan, Standing, find_standing
from taskgraph.states import Course, trace
from taskgraph.viewpoint import Viewpoint, write_moment

if TYPE_CHECKING:
    from ingest.store import Executor

_COLUMNS = """
SELECT task, number, kind, happened_on, recorded_at, who, note,
  value, unit, metric, state, quote, source, source_start, source_end, due, reason, corrects FROM event
"""
_HISTORY = "".join((_COLUMNS, "WHERE task = ? ORDER BY number"))
# A correction counts whenever it happened: what it takes back never was.
_KNOWN = "".join(
    (
        _COLUMNS,
        """
WHERE task IN (SELECT value FROM json_each(:tasks)) AND (happened_on <= :day OR kind = 'corrected')
  AND (:known_at IS NULL OR recorded_at <= :known_at)
ORDER BY task, number""",
    )
)
_DUES = """
SELECT task, max(end_date), text FROM deadline
WHERE task IN (SELECT value FROM json_each(?)) AND every IS NULL AND end_date IS NOT NULL GROUP BY task
"""
_NOTHING = Course()


def load_history(db: Executor, task: str) -> tuple[Event, ...]:
    """Return all events of a task as they were recorded."""
    return tuple(map(_event, db.execute(_HISTORY, [task])))


def find_standings(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], viewpoint: Viewpoint) -> Mapping[int, Standing]:
    """Return where tasks stand, by the ids of their rows (as `query` selects them)."""
    courses = _find_courses(db, [row["task"] for row in rows], viewpoint)
    dues = {row[0]: (row[1], row[2]) for row in db.execute(_DUES, [json.dumps([row["row"] for row in rows])])}
    counted = [row["row"] for row in rows if _has_numbers(courses.get(row["task"], _NOTHING))]
    targets = load_targets(db, counted)
    return {
        row["row"]: find_standing(
            _plan(row, dues.get(row["row"], (None, None)), targets.get(row["row"], ())),
            courses.get(row["task"], _NOTHING),
            viewpoint.day,
            viewpoint.rules,
        )
        for row in rows
    }


def _find_courses(db: sqlite3.Connection, tasks: Sequence[str], viewpoint: Viewpoint) -> Mapping[str, Course]:
    bound = {
        "tasks": json.dumps(tasks),
        "day": viewpoint.day.isoformat(),
        "known_at": write_moment(viewpoint.known_at) if viewpoint.known_at else None,
    }
    events = map(_event, db.execute(_KNOWN, bound))
    return {task: trace(log, viewpoint.day) for task, log in groupby(events, key=lambda event: event.task)}


def _has_numbers(course: Course) -> bool:
    return any(report.value is not None for report in course.reports)


def _plan(row: sqlite3.Row, due: tuple[str | None, str | None], targets: tuple[Any, ...]) -> Plan:
    year = date(row["year"], 1, 1) if row["year"] else None
    dated = row["written"] or row["published"]
    return Plan(
        due=parse_day(due[0]),
        due_text=due[1],
        starts=(parse_day(row["period_start"]), year, parse_day(dated)),
        targets=targets,
    )


def _event(row: Sequence[Any]) -> Event:
    return Event(
        task=row[0],
        number=row[1],
        kind=(kind := EventKind(row[2])),
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
