"""Reading tasks: who leads what, what is due when, where words stand. All lists take the same Filters."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.model import Role
from taskgraph.event_query import find_standings
from taskgraph.facts import complete_tasks, document_row, load_texts
from taskgraph.folding import fold
from taskgraph.lineage_query import ROOT, find_roots
from taskgraph.lookup import resolve_document, resolve_unit
from taskgraph.model import DocumentRow, Filters, Hit, TaskRow, UnitRef, WhoRow
from taskgraph.search import find_passages, iter_sentences, quote_around, sentence_at
from taskgraph.standing import Standing
from taskgraph.viewpoint import Viewpoint, now, usual_viewpoint

_DOCUMENT_COLUMNS = """
  document.id AS document, document.key, version.id AS version, version.number, version.title AS document_title,
  version.doc_number, version.issuer, version.type, version.year, version.published, version.written,
  version.period_start, version.period_end, (
    SELECT min(link.since) FROM link WHERE link.target = document.id AND link.kind = 'document'
      AND link.status = 'confirmed' AND link.relation IN ('repeals', 'supersedes')) AS repealed
"""
_TASK_COLUMNS = """
  task.id AS row, task.task, task.title, task.path, task.kind, task.page, task.span_start, task.span_end,
"""
_ROOT_COLUMN = "".join((ROOT, " AS root,"))
_FROM_TASK = "FROM task JOIN version ON version.id = task.version JOIN document ON document.id = version.document WHERE"
# On a past day the version counts that was the newest by then. A text is there from its own date on, even if it was
# loaded later; one that is no younger than the text before it is there from the day on which it was loaded.
_FITTING_DOCUMENT = """
  CASE WHEN :as_of IS NULL THEN version.superseded_at IS NULL
  ELSE version.id IN (SELECT id FROM (
    SELECT one.id, max(one.number) FROM version AS one
    WHERE min(substr(one.loaded_at, 1, 10), CASE
      WHEN coalesce(one.written, one.published) > coalesce((
        SELECT max(coalesce(older.written, older.published)) FROM version AS older
        WHERE older.document = one.document AND older.number < one.number), '')
      THEN coalesce(one.written, one.published) ELSE '9999' END) <= :as_of
    GROUP BY one.document)) END
  AND (:document IS NULL OR document.id = :document)
  AND (:year IS NULL OR version.year = :year)
"""
# Tasks of a repealed document are off the lists from that day on, unless the document is asked for by name.
_FITTING_TASK = """
  AND (:document IS NOT NULL OR repealed IS NULL OR repealed > :day)
  AND (:kind IS NULL OR task.kind = :kind)
  AND (:due_before IS NULL AND :due_after IS NULL OR EXISTS (
    SELECT 1 FROM deadline WHERE deadline.task = task.id
      AND coalesce(end_date, start_date) <= coalesce(:due_before, '9999')
      AND coalesce(end_date, start_date) >= coalesce(:due_after, '')))
  AND (:unit IS NULL AND :role IS NULL OR EXISTS (
    SELECT 1 FROM assignment JOIN assignment_unit ON assignment_unit.assignment = assignment.id
    WHERE assignment.task = task.id
      AND (:unit IS NULL OR assignment_unit.unit = :unit) AND (:role IS NULL OR assignment.role = :role)))
"""
_DOCUMENT_COUNTS = """,
  version.loaded_at, version.warnings,
  (SELECT count(*) FROM task WHERE task.version = version.id) AS tasks,
  (SELECT count(*) FROM progress WHERE progress.version = version.id) AS progress,
  (SELECT json_group_array(source) FROM (
    SELECT source FROM carrier WHERE carrier.version = version.id
    GROUP BY source ORDER BY min(carrier.rowid))) AS sources
FROM version JOIN document ON document.id = version.document WHERE
"""
# Ordered by what documents say, not by when they came: the same documents give the same list.
_IN_ORDER = "ORDER BY version.year, document.key, version.number, task.id"
_TASKS = "".join(
    ("SELECT", _TASK_COLUMNS, _ROOT_COLUMN, _DOCUMENT_COLUMNS, _FROM_TASK, _FITTING_DOCUMENT, _FITTING_TASK)
)
# What lets a filter that is given find its tasks by index, so that a unit's tasks cost no look at all the others.
_NARROWED = {
    "unit": """
  AND task.id IN (SELECT assignment.task FROM assignment_unit
    JOIN assignment ON assignment.id = assignment_unit.assignment WHERE assignment_unit.unit = :unit)
""",
    "document": " AND task.version IN (SELECT id FROM version WHERE document = :document) ",
    "rows": " AND task.id IN (SELECT value FROM json_each(:rows)) ",
}
_TASK_ROW = "".join(("SELECT", _TASK_COLUMNS, _ROOT_COLUMN, _DOCUMENT_COLUMNS, _FROM_TASK, " task.id = ?"))
_DOCUMENTS = "".join(
    ("SELECT", _DOCUMENT_COLUMNS, _DOCUMENT_COUNTS, _FITTING_DOCUMENT, "ORDER BY version.year, document.key")
)
_IN_FORCE = "".join(
    (
        "SELECT",
        _TASK_COLUMNS,
        _ROOT_COLUMN,
        _DOCUMENT_COLUMNS,
        _FROM_TASK,
        """
  version.superseded_at IS NULL AND task.task IN (
    SELECT value FROM json_each(:roots) UNION
    SELECT task FROM task_line WHERE root IN (SELECT value FROM json_each(:roots)))
""",
    )
)
_TASK_COUNT = """
SELECT count(DISTINCT task.task) FROM task JOIN version ON version.id = task.version WHERE version.document = ?
"""


def find_tasks(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint | None = None) -> tuple[TaskRow, ...]:
    """Return the tasks that fit; raise NotFoundError for a unit or document that cannot be told.

    Without a viewpoint tasks are seen from `as_of`, else today, by the usual light rules.
    """
    return sort_tasks(_complete_fitting(db, filters, _bind(db, filters), viewpoint), filters)


def sort_tasks(tasks: Sequence[TaskRow], filters: Filters) -> tuple[TaskRow, ...]:
    """Return tasks in the order of every list: by what is due first if days were asked for, else as they stand."""
    if filters.due_before or filters.due_after:
        return tuple(sorted(tasks, key=lambda task: _first_due(task, filters)))
    return tuple(tasks)


def find_fitting(
    db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint
) -> tuple[list[sqlite3.Row], Mapping[int, Standing]]:
    """Return the rows of the tasks that fit, and where they stand by the ids of their rows."""
    return _find_fitting(db, filters, _bind(db, filters), viewpoint)


def _find_fitting(
    db: sqlite3.Connection, filters: Filters, bound: Mapping[str, object], viewpoint: Viewpoint
) -> tuple[list[sqlite3.Row], Mapping[int, Standing]]:
    narrowed = (sql for name, sql in _NARROWED.items() if bound[name] is not None)
    rows = db.execute("".join((_TASKS, *narrowed, _IN_ORDER)), bound).fetchall()
    standings = find_standings(db, rows, viewpoint)
    return [row for row in rows if filters.fit(standings[row["row"]])], standings


def _complete_fitting(
    db: sqlite3.Connection, filters: Filters, bound: Mapping[str, object], viewpoint: Viewpoint | None
) -> tuple[TaskRow, ...]:
    return complete_tasks(db, *_find_fitting(db, filters, bound, viewpoint or usual_viewpoint(filters.as_of)))


def _first_due(task: TaskRow, filters: Filters) -> date:
    """Return the first of a task's days within the window that was asked for."""
    first, last = filters.due_after or date.min, filters.due_before or date.max
    days = (deadline.end or deadline.start for deadline in task.deadlines)
    return min((day for day in days if day and first <= day <= last), default=date.max)


def find_who(
    db: sqlite3.Connection, unit: UnitRef, filters: Filters, viewpoint: Viewpoint | None = None
) -> tuple[WhoRow, ...]:
    """Return what `unit` has to do: what it leads, then what it answers for, then where it helps."""
    tasks = _complete_fitting(db, filters, _bind(db, filters) | {"unit": unit.id}, viewpoint)
    texts = load_texts(db, {task.document.version for task in tasks})
    rows = [
        WhoRow(task, charge, sentence_at(texts[task.document.version], charge.span.start, charge.span.end))
        for task in tasks
        for charge in task.assignments
        if charge.unit_id == unit.id and filters.role in {None, charge.role}
    ]
    return tuple(sorted(rows, key=lambda row: list(Role).index(row.charge.role)))


def find_hits(
    db: sqlite3.Connection, text: str, filters: Filters, viewpoint: Viewpoint | None = None
) -> tuple[Hit, ...]:
    """Return where `text` stands: each task once, and passages outside tasks unless a filter speaks of tasks."""
    tasks = {task.row: task for task in find_tasks(db, replace(filters, text=text), viewpoint)}
    documents = {row.ref.version: row.ref for row in find_documents(db, filters)}
    texts = load_texts(db, documents)
    hits: dict[object, Hit] = {}
    for passage in find_passages(db, text):
        ref, task = documents.get(passage["version"]), tasks.get(passage["task"])
        if not ref or (task is None and (passage["task"] or filters.of_tasks)):
            continue
        start = passage["span_start"]
        found = passage["task_text"] if start is None else texts[ref.version][start : passage["span_end"]]
        if task:
            hits.setdefault(task.row, Hit(ref, task, quote_around(found, text)))
        elif quote := _quote_outside(found, text, [t.quote for t in tasks.values() if t.document == ref]):
            hits[ref.id, start] = Hit(ref, None, quote)
    return tuple(hits.values())


def _quote_outside(found: str, text: str, tasks: Iterable[str]) -> str | None:
    """Return the words around `text` in a passage, unless they only repeat what tasks that were found say."""
    folded = fold(text)
    sentences = [sentence for sentence in iter_sentences(found) if folded in fold(sentence)]
    outside = [sentence for sentence in sentences if not any(sentence in task for task in tasks)]
    return outside[0] if outside else None if sentences else found


def find_documents(db: sqlite3.Connection, filters: Filters) -> tuple[DocumentRow, ...]:
    """Return the documents in force; of the filters, `doc`, `year` and `as_of` apply."""
    document = resolve_document(db, filters.doc) if filters.doc else None
    rows = db.execute(_DOCUMENTS, {"as_of": _iso(filters.as_of), "document": document, "year": filters.year})
    return tuple(document_row(row) for row in rows)


def load_task(db: sqlite3.Connection, row: int, viewpoint: Viewpoint | None = None) -> TaskRow:
    rows = db.execute(_TASK_ROW, [row]).fetchall()
    return complete_tasks(db, rows, find_standings(db, rows, viewpoint or usual_viewpoint()))[0]


def find_tasks_in_force(db: sqlite3.Connection, tasks: Iterable[str], viewpoint: Viewpoint) -> Mapping[str, TaskRow]:
    """Return tasks by the ids that they are named by; a reworded one as it is worded now, a vanished one not at all."""
    roots = find_roots(db, tasks)
    rows = db.execute(_IN_FORCE, {"roots": json.dumps(list(roots.values()))}).fetchall()
    found = {task.root: task for task in complete_tasks(db, rows, find_standings(db, rows, viewpoint))}
    return {task: found[root] for task, root in roots.items() if root in found}


def count_tasks(db: sqlite3.Connection, document: str) -> int:
    """Return how many tasks all versions of a document have had."""
    return int(db.execute(_TASK_COUNT, [document]).fetchone()[0])


def _bind(db: sqlite3.Connection, filters: Filters) -> dict[str, object]:
    document = resolve_document(db, filters.doc) if filters.doc else None
    unit = resolve_unit(db, filters.unit, document=document)[0] if filters.unit else None
    hits = find_passages(db, filters.text) if filters.text else []
    return {
        "as_of": _iso(filters.as_of),
        "day": _iso(filters.as_of or now().date()),
        "document": document,
        "year": filters.year,
        "kind": filters.kind,
        "due_before": _iso(filters.due_before),
        "due_after": _iso(filters.due_after),
        "unit": unit.id if unit else None,
        "role": filters.role,
        "rows": json.dumps([hit["task"] for hit in hits if hit["task"]]) if filters.text else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
