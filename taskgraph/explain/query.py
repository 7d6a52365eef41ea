"""Everything that the store holds of the text and facts of a document's version in force."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from extract.model import Extraction
from extract.records import read_extraction
from taskgraph.explain.build import Source

_VERSION = """
SELECT version.id, version.text, version.title, version.doc_number, version.issuer, version.type, document.key,
  (SELECT source FROM carrier WHERE carrier.version = version.id ORDER BY rowid LIMIT 1) AS source
FROM version JOIN document ON document.id = version.document
WHERE version.document = ? AND version.superseded_at IS NULL
"""
_TASKS = "SELECT *, task AS name FROM task WHERE version = ? ORDER BY id"
_PROGRESS = "SELECT * FROM progress WHERE version = ? ORDER BY id"
_FACTS = {
    "assignments": "SELECT * FROM assignment WHERE task = ? ORDER BY id",
    "deadlines": 'SELECT *, start_date AS start, end_date AS "end" FROM deadline WHERE task = ? ORDER BY id',
    "targets": "SELECT * FROM target WHERE task = ? ORDER BY id",
}


def load_source(db: sqlite3.Connection, document: str) -> Source:
    """Return a stored document as it was read when it was loaded."""
    row = db.execute(_VERSION, [document]).fetchone()
    about = (row["doc_number"], row["issuer"], row["type"], row["source"])
    return Source(
        title=row["title"] or row["key"],
        about=tuple(str(part) for part in about if part),
        text=row["text"],
        extraction=_load_extraction(db, row["id"]),
    )


def _load_extraction(db: sqlite3.Connection, version: int) -> Extraction:
    tasks = [
        _record(row)
        | {"id": row["name"]}
        | {name: list(_iter_records(db, sql, row["id"])) for name, sql in _FACTS.items()}
        for row in db.execute(_TASKS, [version])
    ]
    return read_extraction({"tasks": tasks, "progress": list(_iter_records(db, _PROGRESS, version))})


def _iter_records(db: sqlite3.Connection, sql: str, owner: int) -> Iterator[dict[str, Any]]:
    return map(_record, db.execute(sql, [owner]))


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row) | {"span": [row["span_start"], row["span_end"]]}
