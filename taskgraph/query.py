"""Reading tasks and documents: what is due when, what has been loaded. All lists take the same Filters.

Tasks come in the order of every list and only as far as they are asked for. Whoever stops early pays for little: the
documents are put in order first, and looked through a few at a time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from taskgraph.errors import QueryError
from taskgraph.event_query import find_standings
from taskgraph.facts import complete_tasks, document_row
from taskgraph.filter_query import Asked, ask
from taskgraph.lineage_query import ROOT, find_roots
from taskgraph.model import DocumentRow, Filters, TaskRow
from taskgraph.standing import Standing
from taskgraph.viewpoint import Viewpoint, usual_viewpoint

DOCUMENT_COLUMNS = """
  document.id AS document, document.key, version.id AS version, version.number, version.title AS document_title,
  version.doc_number, version.issuer, version.type, version.year, version.published, version.written,
  version.period_start, version.period_end, version.loaded_at, (
    SELECT min(link.since) FROM link WHERE link.target = document.id AND link.kind = 'document'
      AND link.status = 'confirmed' AND link.relation IN ('repeals', 'supersedes')) AS repealed
"""
TASK_COLUMNS = """
SELECT task.id AS row, task.task, task.title, task.path, task.kind, task.page, task.span_start, task.span_end,
"""
_ROOT_COLUMN = "".join((ROOT, " AS root,"))
FROM_TASK = """
FROM task JOIN version INDEXED BY version_head ON version.id = task.version
  JOIN document ON document.id = version.document WHERE
"""
_DOCUMENT_COUNTS = """,
  version.warnings,
  (SELECT count(*) FROM task WHERE task.version = version.id) AS tasks,
  (SELECT count(*) FROM progress WHERE progress.version = version.id) AS progress,
  (SELECT json_group_array(source) FROM (
    SELECT source FROM carrier WHERE carrier.version = version.id
    GROUP BY source ORDER BY min(carrier.rowid))) AS sources
"""
_SELECT_VERSION = """
SELECT version.id FROM version INDEXED BY version_head JOIN document ON document.id = version.document WHERE
"""
_FROM_VERSION = "FROM version JOIN document ON document.id = version.document WHERE "
# Ordered by what documents say, not by when they came: the same documents give the same list.
_IN_ORDER = " ORDER BY coalesce(version.year, 0), document.key, version.number"
_IN_TASK_ORDER = " ORDER BY first_due, coalesce(version.year, 0), document.key, version.number, task.id"
_AFTER_VERSION = " AND (coalesce(version.year, 0), document.key, version.number) >= (:after_year, :key, :number) "
_AFTER_TASK = """
  AND (first_due, coalesce(version.year, 0), document.key, version.number, task.id)
    > (:due, :after_year, :key, :number, :row)
"""
_FIRST_DUE = """
  (SELECT min(coalesce(end_date, start_date)) FROM deadline WHERE deadline.task = task.id
    AND coalesce(end_date, start_date) <= coalesce(:due_before, '9999')
    AND coalesce(end_date, start_date) >= coalesce(:due_after, '')) AS first_due,
"""
_NOT_BY_DUE = "'' AS first_due,"
_AMONG = " AND task.version IN (SELECT value FROM json_each(:versions))"
_SELECT_TASK = "".join((TASK_COLUMNS, _ROOT_COLUMN))
_TASK_ROWS = "".join((_SELECT_TASK, DOCUMENT_COLUMNS, FROM_TASK, "task.id IN (SELECT value FROM json_each(?))"))
_OF_ROOTS = """
  version.superseded_at IS NULL AND task.task IN (
    SELECT value FROM json_each(:roots) UNION
    SELECT task FROM task_line WHERE root IN (SELECT value FROM json_each(:roots)))
"""
_IN_FORCE = "".join((_SELECT_TASK, DOCUMENT_COLUMNS, FROM_TASK, _OF_ROOTS))
_TASK_COUNT = """
SELECT count(DISTINCT task.task) FROM task JOIN version ON version.id = task.version WHERE version.document = ?
"""
_FEW_VERSIONS, _MANY_VERSIONS = 4, 512  # looked through at a time, first and at last
_FEW_TASKS, _MANY_TASKS = 24, 4096  # completed at a time, as above


class Position(NamedTuple):
    """Where a task stands in the order of lists; `due` is its first day among those asked for, else empty."""

    due: str
    after_year: int
    key: str
    number: int
    row: int


def read_position(given: Sequence[int | str]) -> Position:
    """Return a position as a cursor holds it; raise QueryError if it is none."""
    match given:
        case [str(due), int(year), str(key), int(number), int(row)]:
            return Position(due, year, key, number, row)
    raise QueryError("翻页的位置不完整,请照抄上一页末尾的那一行")


def position_of(task: TaskRow, filters: Filters) -> Position:
    document = task.document
    return Position(_first_due(task, filters), document.year or 0, document.key, document.number, task.row)


def _first_due(task: TaskRow, filters: Filters) -> str:
    if not (filters.due_before or filters.due_after):
        return ""
    first, last = filters.due_after or date.min, filters.due_before or date.max
    days = (deadline.end or deadline.start for deadline in task.deadlines)
    return min(day for day in days if day and first <= day <= last).isoformat()


def find_tasks(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint | None = None) -> tuple[TaskRow, ...]:
    """Return the tasks that fit: by what is due first if days were asked for, else as documents stand.

    Raise NotFoundError for a unit or document that cannot be told. Without a viewpoint tasks are seen from `as_of`,
    else today, by the usual light rules.
    """
    return tuple(iter_tasks(db, ask(db, filters), viewpoint or usual_viewpoint(filters.as_of)))


def iter_tasks(
    db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint, after: Position | None = None
) -> Iterator[TaskRow]:
    """Yield the tasks that fit, from behind `after` on."""
    for rows, standings in iter_fitting(db, asked, viewpoint, after):
        yield from complete_tasks(db, rows, standings)


def find_fitting(
    db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint
) -> tuple[list[sqlite3.Row], Mapping[int, Standing]]:
    """Return the rows of the tasks that fit, and where they stand by the ids of their rows."""
    fitting: list[sqlite3.Row] = []
    standings: dict[int, Standing] = {}
    for rows, found in iter_fitting(db, ask(db, filters), viewpoint):
        fitting += rows
        standings |= found
    return fitting, standings


def iter_fitting(
    db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint, after: Position | None = None
) -> Iterator[tuple[list[sqlite3.Row], Mapping[int, Standing]]]:
    """Yield the rows of the tasks that fit, a batch at a time and the batches growing, and where they stand."""
    rows = iter_rows(db, asked, after)
    size = _FEW_TASKS
    while batch := list(islice(rows, size)):
        standings = find_standings(db, batch, viewpoint)
        yield [row for row in batch if asked.filters.fit(standings[row["row"]].glance)], standings
        size = min(2 * size, _MANY_TASKS)


def iter_rows(db: sqlite3.Connection, asked: Asked, after: Position | None = None) -> Iterator[sqlite3.Row]:
    """Yield the rows of the tasks that fit but for their state and light, in the order of lists."""
    by_due = asked.filters.due_before or asked.filters.due_after
    bound = asked.bound | (after._asdict() if after else {})
    sql = [_SELECT_TASK, _FIRST_DUE if by_due else _NOT_BY_DUE, DOCUMENT_COLUMNS, FROM_TASK]
    sql += [asked.documents, " AND ", asked.standing, asked.tasks, _AFTER_TASK if after else ""]
    if by_due or asked.narrow:
        yield from db.execute("".join((*sql, _IN_TASK_ORDER)), bound)
        return
    select = "".join((*sql, _AMONG, _IN_TASK_ORDER))
    for versions in _iter_versions(db, asked, after):
        yield from db.execute(select, bound | {"versions": json.dumps(versions)})


def _iter_versions(db: sqlite3.Connection, asked: Asked, after: Position | None) -> Iterator[list[int]]:
    """Yield the versions that fit in the order of lists, a few at a time and then more."""
    parts = (_SELECT_VERSION, asked.documents, _AFTER_VERSION if after else "", _IN_ORDER)
    versions = (row[0] for row in db.execute("".join(parts), asked.bound | (after._asdict() if after else {})))
    size = _FEW_VERSIONS
    while batch := list(islice(versions, size)):
        yield batch
        size = min(2 * size, _MANY_VERSIONS)


def find_documents(db: sqlite3.Connection, filters: Filters) -> tuple[DocumentRow, ...]:
    """Return the documents in force; of the filters, those that speak of documents apply."""
    asked = ask(db, filters.of_documents)
    parts = ("SELECT ", DOCUMENT_COLUMNS, _DOCUMENT_COUNTS, _FROM_VERSION, asked.documents, _IN_ORDER)
    return tuple(document_row(row) for row in db.execute("".join(parts), asked.bound))


def load_rows(db: sqlite3.Connection, rows: Sequence[int]) -> list[sqlite3.Row]:
    """Return tasks by the ids of their rows, in no order."""
    return db.execute(_TASK_ROWS, [json.dumps(rows)]).fetchall()


def load_task(db: sqlite3.Connection, row: int, viewpoint: Viewpoint | None = None) -> TaskRow:
    return load_tasks(db, [row], viewpoint or usual_viewpoint())[0]


def load_tasks(db: sqlite3.Connection, rows: Sequence[int], viewpoint: Viewpoint) -> tuple[TaskRow, ...]:
    """Return tasks by the ids of their rows, in the order given."""
    place = {row: at for at, row in enumerate(rows)}
    found = load_rows(db, rows)
    tasks = complete_tasks(db, found, find_standings(db, found, viewpoint))
    return tuple(sorted(tasks, key=lambda task: place[task.row]))


def find_tasks_in_force(db: sqlite3.Connection, tasks: Iterable[str], viewpoint: Viewpoint) -> Mapping[str, TaskRow]:
    """Return tasks by the ids that they are named by; a reworded one as it is worded now, a vanished one not at all."""
    roots = find_roots(db, tasks)
    rows = db.execute(_IN_FORCE, {"roots": json.dumps(list(roots.values()))}).fetchall()
    found = {task.root: task for task in complete_tasks(db, rows, find_standings(db, rows, viewpoint))}
    return {task: found[root] for task, root in roots.items() if root in found}


def count_asked(db: sqlite3.Connection, asked: Asked) -> int:
    """Return how many tasks fit but for their state and light."""
    parts = ("SELECT count(*) ", FROM_TASK, asked.documents, " AND ", asked.standing, asked.tasks)
    return int(db.execute("".join(parts), asked.bound).fetchone()[0])


def find_row_ids(db: sqlite3.Connection, asked: Asked) -> list[int]:
    """Return the ids of the rows of the tasks that fit but for their state and light, in no order."""
    parts = ("SELECT task.id ", FROM_TASK, asked.documents, " AND ", asked.standing, asked.tasks)
    return [row[0] for row in db.execute("".join(parts), asked.bound)]


def count_tasks(db: sqlite3.Connection, document: str) -> int:
    """Return how many tasks all versions of a document have had."""
    return int(db.execute(_TASK_COUNT, [document]).fetchone()[0])
