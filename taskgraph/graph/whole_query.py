"""Reading how documents and lead units hang together: by how many tasks, the weightiest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

_TIES = """
SELECT version.document, coalesce(version.title, version.document) AS title, unit.label,
  count(DISTINCT task.id) AS tasks
FROM json_each(?) AS one CROSS JOIN task ON task.id = one.value
  CROSS JOIN assignment ON assignment.task = task.id AND assignment.role = 'lead'
  CROSS JOIN assignment_unit ON assignment_unit.assignment = assignment.id
  JOIN unit ON unit.id = assignment_unit.unit JOIN version ON version.id = task.version
GROUP BY version.document, unit.id ORDER BY tasks DESC, title, unit.label
"""


class Tie(NamedTuple):
    """In a document a unit leads so many tasks."""

    document: str
    title: str
    unit: str
    tasks: int


def find_ties(db: sqlite3.Connection, rows: Sequence[int]) -> tuple[Tie, ...]:
    """Return the ties between documents and lead units of some tasks, by the ids of their rows."""
    return tuple(Tie(*row) for row in db.execute(_TIES, [json.dumps(list(rows))]))
