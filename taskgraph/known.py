"""Which files were loaded before: by the hash of their bytes, so that they need not be read again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ingest.store import Executor, original_path
from taskgraph.inputs import Input

_HASHES = "SELECT DISTINCT sha256 FROM carrier"
_ORIGINALS = "SELECT sha256, source FROM carrier GROUP BY sha256 ORDER BY min(rowid)"
_BY_HASH = """
SELECT version.id, version.document, document.key, version.title,
  (SELECT count(*) FROM task WHERE task.version = version.id) AS tasks,
  (SELECT count(*) FROM task WHERE task.version = version.id AND NOT EXISTS (
    SELECT 1 FROM assignment WHERE assignment.task = task.id AND role = 'lead')) AS without_lead,
  (SELECT count(*) FROM task WHERE task.version = version.id AND NOT EXISTS (
    SELECT 1 FROM deadline WHERE deadline.task = task.id)) AS without_deadline,
  (SELECT count(*) FROM task WHERE task.version = version.id AND NOT EXISTS (
    SELECT 1 FROM target WHERE target.task = task.id)) AS without_target,
  (SELECT count(*) FROM progress WHERE progress.version = version.id) AS progress,
  version.warnings
FROM carrier JOIN version ON version.id = carrier.version JOIN document ON document.id = version.document
WHERE carrier.sha256 = ? ORDER BY version.superseded_at IS NOT NULL, version.number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """The version that a stored file carries, and how much was found in it."""

    version: int
    document: str
    key: str
    title: str | None
    tasks: int
    without_lead: int
    without_deadline: int
    without_target: int
    progress: int
    warnings: tuple[str, ...]


def load_hashes(db: Executor) -> frozenset[str]:
    """Return the hashes of all files that were ever loaded."""
    return frozenset(str(row[0]) for row in db.execute(_HASHES).fetchall())


def is_stored(db: Executor, document: str) -> bool:
    return db.execute("SELECT 1 FROM document WHERE id = ?", [document]).fetchone() is not None


def find_known(db: Executor, sha256: str) -> KnownText:
    """Return what a file carries whose hash is among those loaded."""
    *counts, warnings = db.execute(_BY_HASH, [sha256]).fetchone()
    names = ("version", "document", "key", "title")
    numbers = ("tasks", "without_lead", "without_deadline", "without_target", "progress")
    return KnownText(**dict(zip((*names, *numbers), counts, strict=True)), warnings=tuple(json.loads(warnings)))


def find_originals(db: Executor, files: Path) -> tuple[Input, ...]:
    """Return every stored original as an input, under the first name that it came by."""
    rows = db.execute(_ORIGINALS).fetchall()
    return tuple(Input(source=source, path=str(original_path(files, sha256))) for sha256, source in rows)
