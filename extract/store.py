"""Writing what was found in one version of a document. The caller opens the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from ingest.model import Span


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task and the ids of its row and of its assignments' rows, in their order."""

    task: Task
    row: int
    assignment_rows: tuple[int, ...]


def store_extraction(db: Database, version: int, extraction: Extraction) -> tuple[StoredTask, ...]:
    """Store all tasks and progress statements of a version that has none yet."""
    stored = tuple(_store_task(db, version, task) for task in extraction.tasks)
    _store_progress(db, version, extraction.progress)
    return stored


def forget_extraction(db: Database, version: int) -> None:
    """Delete all that was found in a version, before better rules find it again."""
    db.execute("DELETE FROM task WHERE version = ?", [version])
    db.execute("DELETE FROM progress WHERE version = ?", [version])


def rewrite_task(db: Database, row: int, task: Task) -> StoredTask:
    """Put what people corrected of a task in the place of what its row and the rows of its facts say."""
    for table in ("assignment", "deadline", "target"):
        db.table(table).delete_where("task = ?", [row])
    db.table("task").update(row, {"kind": task.kind.value, "title": task.title})
    return _store_facts(db, row, task)


def restore_task(db: Database, version: int, row: int, task: Task) -> StoredTask:
    """Store a task again that was taken out of its version, in its old place if that is still free."""
    place = {} if db.table("task").count_where("id = ?", [row]) else {"id": row}
    return _store_facts(db, _insert(db, "task", place | {"version": version} | _task_row(task)), task)


def rewrite_progress(db: Database, version: int, progress: Iterable[Progress]) -> None:
    """Put what people corrected of a report's statements in the place of what was found."""
    db.table("progress").delete_where("version = ?", [version])
    _store_progress(db, version, progress)


def _store_progress(db: Database, version: int, progress: Iterable[Progress]) -> None:
    _insert_all(db, "progress", ({"version": version} | _progress_row(p) for p in progress))


def _store_task(db: Database, version: int, task: Task) -> StoredTask:
    return _store_facts(db, _insert(db, "task", {"version": version} | _task_row(task)), task)


def _store_facts(db: Database, row: int, task: Task) -> StoredTask:
    assignments = tuple(_insert(db, "assignment", {"task": row} | _assignment_row(a)) for a in task.assignments)
    _insert_all(db, "deadline", ({"task": row} | _deadline_row(d) for d in task.deadlines))
    _insert_all(db, "target", ({"task": row} | _target_row(t) for t in task.targets))
    return StoredTask(task, row, assignments)


def _insert(db: Database, table: str, row: dict[str, Any]) -> int:
    return int(str(db.table(table).insert(row).last_pk))


def _insert_all(db: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    db.table(table).insert_all(rows)


def _task_row(task: Task) -> dict[str, Any]:
    return {
        "task": task.id,
        "path": task.path,
        "kind": task.kind.value,
        "title": task.title,
        "text": task.text,
        "page": task.page,
    } | _evidence(task.span, task.rule, task.confidence)


def _assignment_row(a: Assignment) -> dict[str, Any]:
    return {"unit": a.unit, "role": a.role.value} | _evidence(a.span, a.rule, a.confidence)


def _deadline_row(d: Deadline) -> dict[str, Any]:
    return {
        "text": d.text,
        "start_date": _iso(d.start),
        "end_date": _iso(d.end),
        "every": d.every,
        "rrule": d.rrule,
        "basis": d.basis.value,
        "anchor_event": d.anchor_event,
    } | _evidence(d.span, d.rule, d.confidence)


def _target_row(t: Target) -> dict[str, Any]:
    return {
        "text": t.text,
        "metric": t.metric,
        "op": t.op.value,
        "value": str(t.value),
        "value_max": _number(t.value_max),
        "unit": t.unit,
        "change": t.change.value if t.change else None,
        "baseline": t.baseline,
        "modality": t.modality.value if t.modality else None,
    } | _evidence(t.span, t.rule, t.confidence)


def _progress_row(p: Progress) -> dict[str, Any]:
    return {
        "text": p.text,
        "metric": p.metric,
        "value": _number(p.value),
        "unit": p.unit,
        "change": p.change.value if p.change else None,
        "state": p.state.value if p.state else None,
        "as_of": _iso(p.as_of),
    } | _evidence(p.span, p.rule, p.confidence)


def _evidence(span: Span, rule: str, confidence: float) -> dict[str, Any]:
    return {"span_start": span.start, "span_end": span.end, "rule": rule, "confidence": confidence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
