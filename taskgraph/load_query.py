"""Reading what was loaded, the newest first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from ingest.store import Change
from taskgraph.viewpoint import BEIJING

_RECENT = """
SELECT carrier.source, carrier.loaded_at, version.id, version.document, version.number, version.title, document.key,
  version.superseded_at IS NULL AS in_force,
  carrier.rowid = (SELECT min(first.rowid) FROM carrier AS first WHERE first.version = version.id) AS brought,
  (SELECT count(*) FROM task WHERE task.version = version.id) AS tasks,
  (SELECT count(*) FROM progress WHERE progress.version = version.id) AS progress
FROM carrier JOIN version ON version.id = carrier.version JOIN document ON document.id = version.document
ORDER BY carrier.rowid DESC LIMIT ?
"""

_FAILED = "SELECT source, kind, message, failed_at FROM failed_load ORDER BY id DESC LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLoad:
    """A file that could not be loaded, and why."""

    source: str
    kind: str
    message: str
    failed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentLoad:
    """A file that was loaded, and what it changed. `undoable`: it brought the text that is in force."""

    source: str
    loaded_at: datetime
    version: int
    document: str
    title: str
    change: Change
    tasks: int
    progress: int
    undoable: bool


def find_recent_loads(db: sqlite3.Connection, most: int) -> tuple[RecentLoad, ...]:
    return tuple(map(_recent, db.execute(_RECENT, [most])))


def find_failed_loads(db: sqlite3.Connection, most: int) -> tuple[FailedLoad, ...]:
    found = db.execute(_FAILED, [most])
    return tuple(
        FailedLoad(source=source, kind=kind, message=message, failed_at=datetime.fromisoformat(at).astimezone(BEIJING))
        for source, kind, message, at in found
    )


def _recent(row: sqlite3.Row) -> RecentLoad:
    change = Change.UNCHANGED
    if row["brought"]:
        change = Change.NEW if row["number"] == 1 else Change.SUPERSEDED
    return RecentLoad(
        source=row["source"],
        loaded_at=datetime.fromisoformat(row["loaded_at"]),
        version=row["id"],
        document=row["document"],
        title=row["title"] or row["key"],
        change=change,
        tasks=row["tasks"],
        progress=row["progress"],
        undoable=bool(row["brought"] and row["in_force"]),
    )
