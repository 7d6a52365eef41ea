"""Statements of reports and their candidates: rows in and out. The caller opens the transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extract.model import State
from ingest.span import Span
from taskgraph.facts import parse_day
from taskgraph.review.model import Candidate, Doubt, Ground, Held, Said

if TYPE_CHECKING:
    from sqlite_utils import Database

_STORED = "SELECT id, quote, nth FROM statement WHERE document = ?"
_KEEP = """
INSERT INTO statement (document, quote, nth, span_start, span_end, wording, value, unit, state, day, note)
VALUES (:document, :quote, :nth, :span_start, :span_end, :wording, :value, :unit, :state, :day, :note)
ON CONFLICT (document, quote, nth) DO UPDATE SET span_start = excluded.span_start, span_end = excluded.span_end,
  wording = excluded.wording, value = excluded.value, unit = excluded.unit, state = excluded.state,
  day = excluded.day, note = excluded.note
RETURNING id
"""
_CANDIDATES = "SELECT * FROM candidate WHERE statement = ? ORDER BY score DESC, task"
_KEEP_CANDIDATE = """
INSERT INTO candidate (statement, task, ground, score, chosen, cited, metric, value, unit, state, doubt, detail, event)
VALUES (:statement, :task, :ground, :score, :chosen, :cited, :metric, :value, :unit, :state, :doubt, :detail, :event)
ON CONFLICT (statement, task) DO UPDATE SET ground = excluded.ground, score = excluded.score,
  chosen = excluded.chosen, cited = excluded.cited, metric = excluded.metric, value = excluded.value,
  unit = excluded.unit, state = excluded.state, doubt = excluded.doubt, detail = excluded.detail,
  event = excluded.event
"""
_DROP_CANDIDATE = "DELETE FROM candidate WHERE statement = ? AND task = ?"


def load_stored(db: Database, document: str) -> Mapping[tuple[str, int], int]:
    """Return the ids of a document's statements by quote and place among equals."""
    return {(row["quote"], row["nth"]): row["id"] for row in db.execute(_STORED, [document]).fetchall()}


def keep_statement(db: Database, document: str, said: Said) -> int:
    """Store a statement, or its new reading, and return its id."""
    row = {
        "document": document,
        "quote": said.quote,
        "nth": said.nth,
        "span_start": said.span.start,
        "span_end": said.span.end,
        "wording": said.wording,
        "value": _text(said.value),
        "unit": said.unit,
        "state": said.state,
        "day": said.day.isoformat(),
        "note": said.note,
    }
    return int(db.execute(_KEEP, row).fetchone()[0])


def move_statements(db: Database, old: str, new: str) -> None:
    """Give what was read in a document to another one, as which the same file is read now."""
    db.execute("UPDATE OR IGNORE statement SET document = ? WHERE document = ?", [new, old])


def drop_statement(db: Database, statement: int) -> None:
    db.execute("DELETE FROM statement WHERE id = ?", [statement])


def load_statement(db: Database, statement: int) -> tuple[str, Said] | None:
    """Return the document that a statement stands in, and the statement."""
    row = db.execute("SELECT * FROM statement WHERE id = ?", [statement]).fetchone()
    return (row["document"], read_statement(row)) if row else None


def load_all_said(db: Database, document: str) -> tuple[Said, ...]:
    """Return the statements of a document in the order of its text."""
    rows = db.execute("SELECT * FROM statement WHERE document = ? ORDER BY span_start, id", [document]).fetchall()
    return tuple(map(read_statement, rows))


def read_statement(row: sqlite3.Row) -> Said:
    day = parse_day(row["day"])
    assert day is not None  # noqa: S101 - the column is never null
    return Said(
        quote=row["quote"],
        nth=row["nth"],
        span=Span(row["span_start"], row["span_end"]),
        wording=row["wording"],
        value=_number(row["value"]),
        unit=row["unit"],
        state=_state(row["state"]),
        day=day,
        note=row["note"],
    )


def load_held(db: Database, statement: int) -> tuple[Held, ...]:
    return tuple(map(read_held, db.execute(_CANDIDATES, [statement]).fetchall()))


def read_held(row: sqlite3.Row) -> Held:
    candidate = Candidate(
        task=row["task"],
        ground=Ground(row["ground"]),
        score=row["score"],
        chosen=bool(row["chosen"]),
        cited=bool(row["cited"]),
        metric=row["metric"],
        value=_number(row["value"]),
        unit=row["unit"],
        state=_state(row["state"]),
    )
    doubt = Doubt(row["doubt"]) if row["doubt"] else None
    return Held(candidate=candidate, doubt=doubt, detail=row["detail"], event=row["event"])


def keep_held(db: Database, statement: int, held: Held) -> None:
    candidate = held.candidate
    row: dict[str, Any] = {
        "statement": statement,
        "task": candidate.task,
        "ground": candidate.ground,
        "score": round(candidate.score, 4),
        "chosen": int(candidate.chosen),
        "cited": int(candidate.cited),
        "metric": candidate.metric,
        "value": _text(candidate.value),
        "unit": candidate.unit,
        "state": candidate.state,
        "doubt": held.doubt,
        "detail": held.detail,
        "event": held.event,
    }
    db.execute(_KEEP_CANDIDATE, row)


def drop_candidate(db: Database, statement: int, task: str) -> None:
    db.execute(_DROP_CANDIDATE, [statement, task])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _state(value: str | None) -> State | None:
    return State(value) if value else None
