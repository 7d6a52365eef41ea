"""Statements of reports, their candidates and people's decisions: rows in and out. The caller opens the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from extract.model import State
from ingest.span import Span
from taskgraph.facts import parse_day
from taskgraph.review.model import Candidate, Doubt, Ground, Held, Said

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
_DECISIONS = """
SELECT wording, task, belongs FROM decision
WHERE region = ? AND wording IN (SELECT value FROM json_each(?)) AND undone_at IS NULL ORDER BY id
"""


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


def drop_statement(db: Database, statement: int) -> None:
    db.execute("DELETE FROM statement WHERE id = ?", [statement])


def load_statement(db: Database, statement: int) -> tuple[str, Said]:
    """Return a statement and the document that it stands in."""
    row = db.execute("SELECT * FROM statement WHERE id = ?", [statement]).fetchone()
    return row["document"], read_statement(row)


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


def load_decisions(db: Database, region: str, wordings: Iterable[str]) -> Mapping[str, Mapping[str, bool]]:
    """Return by wording to which tasks people said that it belongs, or does not; the last decision counts."""
    decided: dict[str, dict[str, bool]] = defaultdict(dict)
    for wording, task, belongs in db.execute(_DECISIONS, [region, json.dumps(sorted(set(wordings)))]).fetchall():
        decided[wording][task] = bool(belongs)
    return decided


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _state(value: str | None) -> State | None:
    return State(value) if value else None
