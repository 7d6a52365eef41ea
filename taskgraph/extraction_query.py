"""From the rows of one version back to what was found in it, as the records of extraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.model import Extraction, Progress, Task
from extract.records import read_fact, read_task
from ingest.model import DocumentType, Meta, Period

if TYPE_CHECKING:
    from ingest.store import Executor

_TASKS = "SELECT *, task AS name FROM task WHERE version = ? ORDER BY id"
_TASK = "SELECT *, task AS name FROM task WHERE version = ? AND task = ?"
_PROGRESS = "SELECT * FROM progress WHERE version = ? ORDER BY id"
_FACTS = {
    "assignments": "SELECT * FROM assignment WHERE task = ? ORDER BY id",
    "deadlines": 'SELECT *, start_date AS start, end_date AS "end" FROM deadline WHERE task = ? ORDER BY id',
    "targets": "SELECT * FROM target WHERE task = ? ORDER BY id",
}
_ALL_FACTS = {
    name: sql.replace("task = ?", "task IN (SELECT id FROM task WHERE version = ?)") for name, sql in _FACTS.items()
}
_META = """
SELECT title, doc_number, issuer, published, written, year, type, period_start, period_end FROM version WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class KeptTask:
    """A task of a version, and its row."""

    row: int
    task: Task


def load_extraction(db: Executor, version: int) -> Extraction:
    return Extraction(tuple(kept.task for kept in load_kept_tasks(db, version)), load_statements(db, version))


def load_kept_tasks(db: Executor, version: int) -> tuple[KeptTask, ...]:
    """Return all tasks of a version, by as many queries for few as for many."""
    facts = {name: _group_by_task(_iter_records(db, sql, version)) for name, sql in _ALL_FACTS.items()}
    return tuple(
        _read_kept(row, {name: found.get(row["id"], []) for name, found in facts.items()})
        for row in _iter_records(db, _TASKS, version)
    )


def _group_by_task(records: Iterator[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for record in records:
        found.setdefault(record["task"], []).append(record)
    return found


def load_kept_task(db: Executor, version: int, task: str) -> KeptTask | None:
    return next((_kept(db, row) for row in _iter_records(db, _TASK, version, task)), None)


def load_statements(db: Executor, version: int) -> tuple[Progress, ...]:
    return tuple(read_fact(Progress, row) for row in _iter_records(db, _PROGRESS, version))


def _kept(db: Executor, row: dict[str, Any]) -> KeptTask:
    return _read_kept(row, {name: list(_iter_records(db, sql, row["id"])) for name, sql in _FACTS.items()})


def _read_kept(row: dict[str, Any], facts: dict[str, list[dict[str, Any]]]) -> KeptTask:
    return KeptTask(row["id"], read_task(row | {"id": row["name"]} | facts))


def _iter_records(db: Executor, sql: str, *bound: object) -> Iterator[dict[str, Any]]:
    cursor = db.execute(sql, bound)
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        record = dict(zip(names, row, strict=True))
        yield record | {"span": [record["span_start"], record["span_end"]]}


def load_meta(db: Executor, version: int) -> Meta:
    """Return what a version says of its document."""
    title, doc_number, issuer, published, written, year, type_, start, end = db.execute(_META, [version]).fetchone()
    return Meta(
        title=title, doc_number=doc_number, issuer=issuer, published=_day(published), written=_day(written), year=year,
        type=DocumentType(type_), period=Period(_day(start), _day(end)),
    )  # fmt: skip


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
