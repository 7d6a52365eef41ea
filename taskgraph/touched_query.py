"""Reading what was written since: which versions, which tasks' logs (touched_schema.py)."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

_LAST = "SELECT coalesce(max(number), 0) FROM touched"
_ONLY_LOGS = "SELECT NOT EXISTS (SELECT 1 FROM touched WHERE number > ? AND kind <> 'log')"
_SINCE = "SELECT kind, id FROM touched WHERE number > ?"
_ROWS = """
SELECT id FROM task WHERE version IN (SELECT value FROM json_each(:versions))
UNION SELECT id FROM task WHERE task IN (
  SELECT value FROM json_each(:roots) UNION
  SELECT task FROM task_line WHERE root IN (SELECT value FROM json_each(:roots)))
"""


class Touched(NamedTuple):
    """Versions of which anything was written, and the rows of all tasks that may stand otherwise now."""

    versions: frozenset[int]
    rows: frozenset[int]


def last_touched(db: sqlite3.Connection) -> int:
    """Return a number that grows with every change of documents, tasks, units, links and logs, and with no other."""
    return int(db.execute(_LAST).fetchone()[0])


def touched_only_logs(db: sqlite3.Connection, since: int) -> bool:
    """Whether nothing but events was written since, so that what documents say is as it was."""
    return bool(db.execute(_ONLY_LOGS, [since]).fetchone()[0])


def find_touched(db: sqlite3.Connection, since: int) -> Touched:
    """Return what was written after `last_touched` had given `since`."""
    found = db.execute(_SINCE, [since]).fetchall()
    versions = [int(id_) for kind, id_ in found if kind == "version"]
    roots = [id_ for kind, id_ in found if kind == "log"]
    rows = db.execute(_ROWS, {"versions": json.dumps(versions), "roots": json.dumps(roots)})
    return Touched(frozenset(versions), frozenset(row[0] for row in rows))
