"""From rows of the store back to records: a task with everything that was found in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from extract.model import Basis, Change, Deadline, Modality, Op, Role, Target, TaskKind
from ingest.span import Span
from taskgraph.model import DocumentRef, DocumentRow, Revision, TaskRow, UnitRole
from taskgraph.standing import Standing

_ASSIGNMENTS = """
SELECT assignment.*, unit.id AS unit_id, unit.label FROM assignment
JOIN assignment_unit ON assignment_unit.assignment = assignment.id JOIN unit ON unit.id = assignment_unit.unit
WHERE assignment.task IN (SELECT value FROM json_each(?)) ORDER BY assignment.id
"""
_DEADLINES = "SELECT * FROM deadline WHERE task IN (SELECT value FROM json_each(?)) ORDER BY id"
_TARGETS = "SELECT * FROM target WHERE task IN (SELECT value FROM json_each(?)) ORDER BY id"
_TARGET_COUNT = "SELECT count(*) FROM target WHERE task IN (SELECT value FROM json_each(?))"
_TEXTS = "SELECT id, text FROM version WHERE id IN (SELECT value FROM json_each(?))"
# Reports change no date; what was recorded in error and corrected has been two changes.
_REVISIONS = """
SELECT root, sum(changes), max(latest) FROM (
  SELECT task AS root, count(*) AS changes, max(recorded_at) AS latest FROM event
  WHERE task IN (SELECT value FROM json_each(:roots)) AND kind <> 'progress' GROUP BY task
  UNION ALL
  SELECT subject, count(*), max(recorded_at) FROM correction
  WHERE subject IN (SELECT value FROM json_each(:roots)) GROUP BY subject)
GROUP BY root
"""
_UNREVISED = Revision()


def complete_tasks(
    db: sqlite3.Connection, rows: list[sqlite3.Row], standings: Mapping[int, Standing]
) -> tuple[TaskRow, ...]:
    """Put the facts of all tasks beside them, with one query a kind; `standings` by the ids of their rows."""
    ids = json.dumps([row["row"] for row in rows])
    assignments = _group((row["task"], _unit_role(row)) for row in db.execute(_ASSIGNMENTS, [ids]))
    deadlines = _group((row["task"], _deadline(row)) for row in db.execute(_DEADLINES, [ids]))
    targets = load_targets(db, [row["row"] for row in rows])
    texts = load_texts(db, {row["version"] for row in rows})
    revisions = _load_revisions(db, [row["root"] for row in rows])
    return tuple(
        TaskRow(
            row=row["row"],
            id=row["task"],
            root=row["root"],
            title=row["title"],
            path=row["path"],
            kind=TaskKind(row["kind"]),
            span=_span(row),
            page=row["page"],
            document=document_ref(row),
            assignments=assignments.get(row["row"], ()),
            deadlines=deadlines.get(row["row"], ()),
            targets=targets.get(row["row"], ()),
            quote=_span(row).of(texts[row["version"]]),
            standing=standings[row["row"]],
            revision=revisions.get(row["root"], _UNREVISED),
        )
        for row in rows
    )


def _load_revisions(db: sqlite3.Connection, roots: Sequence[str]) -> Mapping[str, Revision]:
    found = db.execute(_REVISIONS, {"roots": json.dumps(roots)})
    return {root: Revision(count, datetime.fromisoformat(at).astimezone(UTC)) for root, count, at in found}


def load_targets(db: sqlite3.Connection, rows: Sequence[int]) -> Mapping[int, tuple[Target, ...]]:
    """Return the targets of tasks by the ids of their rows."""
    return _group((row["task"], _target(row)) for row in db.execute(_TARGETS, [json.dumps(rows)]))


def count_targets(db: sqlite3.Connection, rows: Sequence[int]) -> int:
    return int(db.execute(_TARGET_COUNT, [json.dumps(rows)]).fetchone()[0])


def load_texts(db: sqlite3.Connection, versions: Iterable[int]) -> Mapping[int, str]:
    """Return the canonical texts of versions by their ids."""
    return {row["id"]: row["text"] for row in db.execute(_TEXTS, [json.dumps(sorted(versions))])}


def _group(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    groups: dict[int, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def document_ref(row: sqlite3.Row) -> DocumentRef:
    return DocumentRef(
        id=row["document"],
        version=row["version"],
        number=row["number"],
        key=row["key"],
        title=row["document_title"],
        doc_number=row["doc_number"],
        issuer=row["issuer"],
        type=row["type"],
        year=row["year"],
        dated=parse_day(row["written"] or row["published"]),
        period=(parse_day(row["period_start"]), parse_day(row["period_end"])),
        loaded_at=row["loaded_at"],
        repealed=parse_day(row["repealed"]),
    )


def document_row(row: sqlite3.Row) -> DocumentRow:
    return DocumentRow(
        ref=document_ref(row),
        published=parse_day(row["published"]),
        written=parse_day(row["written"]),
        loaded_at=row["loaded_at"],
        tasks=row["tasks"],
        progress=row["progress"],
        sources=tuple(json.loads(row["sources"])),
        warnings=tuple(json.loads(row["warnings"])),
    )


def _unit_role(row: sqlite3.Row) -> UnitRole:
    return UnitRole(
        unit=row["unit"], canonical=row["label"], role=Role(row["role"]), unit_id=row["unit_id"], span=_span(row)
    )


def _deadline(row: sqlite3.Row) -> Deadline:
    return Deadline(
        text=row["text"],
        start=parse_day(row["start_date"]),
        end=parse_day(row["end_date"]),
        every=row["every"],
        rrule=row["rrule"],
        basis=Basis(row["basis"]),
        anchor_event=row["anchor_event"],
        span=_span(row),
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _target(row: sqlite3.Row) -> Target:
    return Target(
        text=row["text"],
        metric=row["metric"],
        op=Op(row["op"]),
        value=Decimal(row["value"]),
        value_max=Decimal(row["value_max"]) if row["value_max"] else None,
        unit=row["unit"],
        change=Change(row["change"]) if row["change"] else None,
        baseline=row["baseline"],
        modality=Modality(row["modality"]) if row["modality"] else None,
        span=_span(row),
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _span(row: sqlite3.Row) -> Span:
    return Span(row["span_start"], row["span_end"])


def parse_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
