"""Reading lines of tasks: under which id a task is tracked, what it took the place of and what took its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.store import Executor

# A task without a line of its own is its own root.
ROOT = "coalesce((SELECT root FROM task_line WHERE task_line.task = task.task), task.task)"
_ROOTS = "SELECT task, root FROM task_line WHERE task IN (SELECT value FROM json_each(?))"
_EARLIER = "SELECT replaces, replaced_title, score FROM task_line WHERE task = ?"
# A task takes the place of one other; the last to do so is the one in force.
_LATER = """
SELECT task_line.task, (SELECT title FROM task WHERE task.task = task_line.task ORDER BY id DESC LIMIT 1), score
FROM task_line WHERE replaces = ? ORDER BY rowid DESC
"""


@dataclass(frozen=True, slots=True)
class Kin:
    """Another wording of a task, in an earlier or a later version of its document; `score`: how alike they are."""

    id: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Line:
    """What a task took the place of, and what took its place."""

    earlier: Kin | None = None
    later: Kin | None = None


def with_root(sql: str) -> str:
    """Return a statement on `task` with the id under which a task is tracked in the place of {root}."""
    return sql.replace("{root}", ROOT)


def find_root(db: Executor, task: str) -> str:
    """Return the id under which events of a task are kept; that of a task that never changed is its own."""
    return find_roots(db, [task])[task]


def find_roots(db: Executor, tasks: Iterable[str]) -> Mapping[str, str]:
    own = {task: task for task in tasks}
    return own | dict(db.execute(_ROOTS, [json.dumps(list(own))]).fetchall())


def find_line(db: Executor, task: str) -> Line:
    earlier, later = db.execute(_EARLIER, [task]).fetchone(), db.execute(_LATER, [task]).fetchone()
    return Line(Kin(*earlier) if earlier else None, Kin(*later) if later and later[1] else None)
