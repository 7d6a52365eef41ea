"""From Filters to SQL: one condition a filter, on `document`, `version` and `task`; names are resolved on the way."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace

from taskgraph.facts import write_day
from taskgraph.lookup import resolve_document, resolve_issuers, resolve_unit
from taskgraph.model import Filters
from taskgraph.viewpoint import now

_IN_FORCE = "version.superseded_at IS NULL"
# On a past day the version counts that was the newest by then. A text is there from its own date on, even if it was
# loaded later; one that is no younger than the text before it is there from the day on which it was loaded.
_IN_FORCE_THEN = """
  version.id IN (SELECT id FROM (
    SELECT one.id, max(one.number) FROM version AS one
    WHERE min(substr(one.loaded_at, 1, 10), CASE
      WHEN coalesce(one.written, one.published) > coalesce((
        SELECT max(coalesce(older.written, older.published)) FROM version AS older
        WHERE older.document = one.document AND older.number < one.number), '')
      THEN coalesce(one.written, one.published) ELSE '9999' END) <= :as_of
    GROUP BY one.document))
"""
_OF_DOCUMENT = {
    "document": "document.id = :document",
    "issuers": "version.issuer IN (SELECT value FROM json_each(:issuers))",
    "level": "version.id IN (SELECT version FROM version_level WHERE level = :level)",
    "year": "version.year = :year",
}
# Tasks of a repealed document are off the lists from that day on, unless the document is asked for by name.
_STANDING = """
  document.id NOT IN (SELECT link.target FROM link WHERE link.kind = 'document' AND link.target IS NOT NULL
    AND link.status = 'confirmed' AND link.relation IN ('repeals', 'supersedes')
    GROUP BY link.target HAVING min(link.since) <= :day)
"""
_DUE = """
  EXISTS (SELECT 1 FROM deadline WHERE deadline.task = task.id
    AND coalesce(end_date, start_date) <= coalesce(:due_before, '9999')
    AND coalesce(end_date, start_date) >= coalesce(:due_after, ''))
"""
_UNIT = """
  task.id IN (SELECT assignment.task FROM assignment_unit JOIN assignment ON assignment.id = assignment_unit.assignment
    WHERE assignment_unit.unit = :unit AND assignment.role = coalesce(:role, assignment.role))
"""
_OF_TASK = {
    "kind": "task.kind = :kind",
    "due_before": _DUE,
    "due_after": _DUE,
    "unit": _UNIT,
    "role": "EXISTS (SELECT 1 FROM assignment WHERE assignment.task = task.id AND assignment.role = :role)",
    "no_deadline": ":no_deadline = NOT EXISTS (SELECT 1 FROM deadline WHERE deadline.task = task.id)",
    "no_lead": """:no_lead = NOT EXISTS (
      SELECT 1 FROM assignment WHERE assignment.task = task.id AND assignment.role = 'lead')""",
    "has_target": ":has_target = EXISTS (SELECT 1 FROM target WHERE target.task = task.id)",
}
FEW = 1000  # tasks that are looked for one by one rather than among all documents
_NARROWED = "task.id IN (SELECT value FROM json_each(:narrowed))"
_AMONG = "task.id IN (SELECT value FROM json_each(:found))"
_HAVING_TEXT = "EXISTS (SELECT 1 FROM passage WHERE passage.task = task.id AND {fits})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What documents and tasks must fulfil, as SQL: `standing` those of a task's document.

    `narrow`: few tasks do, and an index finds them.
    """

    filters: Filters
    documents: str
    standing: str
    tasks: str
    bound: dict[str, object]
    narrow: bool


def ask(
    db: sqlite3.Connection, filters: Filters, unit: int | None = None, *, of_all: bool = False, repealed: bool = False
) -> Asked:
    """Return what is asked for; raise NotFoundError for a name that cannot be told, QueryError for the text.

    `unit` takes the place of the unit that the filters name. `of_all`: not only a first page is wanted;
    `repealed`: the tasks of repealed documents, too.
    """
    bound = _bind(db, filters, unit)
    asked = {name for name, value in bound.items() if value is not None}
    documents = [_IN_FORCE_THEN if filters.as_of else _IN_FORCE]
    documents += [sql for name, sql in _OF_DOCUMENT.items() if name in asked]
    tasks = dict.fromkeys(sql for name, sql in _OF_TASK.items() if name in asked)
    narrow = bool(asked & {"unit", "document"})
    if filters.text:
        sql, words, narrow = _find_text(db, filters.text, narrow=narrow, of_all=of_all)
        tasks[sql] = None
        bound |= words
    return Asked(
        filters=filters,
        documents=" AND ".join(documents),
        standing="TRUE" if filters.doc or repealed else _STANDING,
        tasks="".join(f" AND {sql}" for sql in tasks),
        bound=bound,
        narrow=narrow,
    )


def narrow_to(asked: Asked, rows: str, count: int) -> Asked:
    """Return the same asked of some tasks alone: the ids of their rows as a JSON array, and how many these are."""
    return replace(
        asked,
        tasks=f"{asked.tasks} AND {_NARROWED}",
        bound=asked.bound | {"narrowed": rows},
        narrow=asked.narrow or count < FEW,
    )


def _find_text(db: sqlite3.Connection, text: str, *, narrow: bool, of_all: bool) -> tuple[str, dict[str, object], bool]:
    """Return the condition on the text of tasks, its words, and whether the index finds the few that fit."""
    from taskgraph.search import RARE, compile_query, find_by_index  # noqa: PLC0415 - few lists ask for words
    from taskgraph.text_query import parse_query  # noqa: PLC0415 - as above

    sql = compile_query(parse_query(text), "text")
    found = None if narrow else find_by_index(db, sql, most=None if of_all else RARE)
    if found is None:
        return _HAVING_TEXT.replace("{fits}", sql.fits), sql.bound, narrow
    return _AMONG, {"found": json.dumps(found)}, True


def _bind(db: sqlite3.Connection, filters: Filters, unit: int | None) -> dict[str, object]:
    document = resolve_document(db, filters.doc) if filters.doc else None
    if unit is None and filters.unit:
        unit = resolve_unit(db, filters.unit, document=document)[0].id
    return {
        "as_of": write_day(filters.as_of),
        "day": write_day(filters.as_of or now().date()),
        "document": document,
        "issuers": json.dumps(resolve_issuers(db, filters.issuer)) if filters.issuer else None,
        "level": filters.level,
        "year": filters.year,
        "kind": filters.kind,
        "due_before": write_day(filters.due_before),
        "due_after": write_day(filters.due_after),
        "unit": unit,
        "role": filters.role,
        "no_deadline": filters.no_deadline,
        "no_lead": filters.no_lead,
        "has_target": filters.has_target,
    }
