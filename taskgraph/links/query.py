"""Reading links, with what stands at both of their ends; by index, however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.span import Span
from taskgraph.facts import parse_day
from taskgraph.lineage_query import with_root
from taskgraph.links.model import Kind, Relation, Status

_LINKS = """
SELECT * FROM link WHERE (:relation IS NULL OR relation = :relation) AND (:status IS NULL OR status = :status)
"""
_NOT_REJECTED = " AND (status <> 'rejected' OR :status = 'rejected')"
_AROUND = """
 AND number IN (SELECT number FROM link WHERE source IN (SELECT value FROM json_each(:ends))
   UNION SELECT number FROM link WHERE target IN (SELECT value FROM json_each(:ends)))
"""
_IN_ORDER = " ORDER BY kind, relation, number"
_BY_NUMBER = "SELECT * FROM link WHERE number = ?"
_DOCUMENTS = """
SELECT document.id, version.title, document.key, version.doc_number FROM document
JOIN version ON version.document = document.id AND version.superseded_at IS NULL
WHERE document.id IN (SELECT value FROM json_each(?))
"""
# The wordings of lines that stand in texts in force.
_TASKS = """
WITH worded (root, task) AS (
  SELECT value, value FROM json_each(:roots)
  UNION ALL SELECT task_line.root, task_line.task FROM json_each(:roots) JOIN task_line ON task_line.root = value)
SELECT worded.root, task.task, task.title, version.document, version.title, document.key, version.doc_number, task.id
FROM worded JOIN task ON task.task = worded.task
JOIN version ON version.id = task.version AND version.superseded_at IS NULL
JOIN document ON document.id = version.document
"""
_ROOTS = with_root("""
SELECT {root} FROM task
JOIN version ON version.id = task.version AND version.superseded_at IS NULL WHERE version.document = ?
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What stands at one end of a link: a document, or a task (`row` is its row) in its document."""

    id: str
    title: str
    document: str
    document_name: str
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` None: a person's word; `target` None: a document that is not loaded, `printed` as it is named."""

    number: int
    kind: Kind
    relation: Relation
    status: Status
    score: float
    rule: str
    source: End | None
    target: End | None
    printed: str | None
    quote: str | None
    span: Span | None
    evidence: Mapping[str, Any]
    since: date | None
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFilters:
    """Which links are asked for; `ends` are ids of documents and roots of tasks at either end."""

    relation: Relation | None = None
    status: Status | None = None
    ends: tuple[str, ...] | None = None


def find_links(db: sqlite3.Connection, filters: LinkFilters) -> tuple[Link, ...]:
    """Return the links that fit; rejected ones only where they are asked for."""
    sql = "".join((_LINKS, _NOT_REJECTED, _AROUND if filters.ends is not None else "", _IN_ORDER))
    bound = {"relation": filters.relation, "status": filters.status, "ends": json.dumps(filters.ends)}
    return _complete(db, db.execute(sql, bound).fetchall())


def load_link(db: sqlite3.Connection, number: int) -> Link | None:
    return next(iter(_complete(db, db.execute(_BY_NUMBER, [number]).fetchall())), None)


def find_document_ends(db: sqlite3.Connection, document: str) -> tuple[str, ...]:
    """Return a document's id and the roots of its tasks in force."""
    return (document, *(row[0] for row in db.execute(_ROOTS, [document])))


def _complete(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> tuple[Link, ...]:
    """Put both ends to links; one of which an end has gone is left out."""
    documents = load_document_ends(db, _ids(rows, Kind.DOCUMENT))
    ends = {Kind.DOCUMENT: documents, Kind.TASK: load_task_ends(db, _ids(rows, Kind.TASK))}
    found = []
    for row in rows:
        here = ends[Kind(row["kind"])]
        source, target = here.get(row["source"]), here.get(row["target"])
        if (source or not row["source"]) and (target or row["target"] is None):
            found.append(_link(row, source, target))
    return tuple(found)


def _ids(rows: Iterable[sqlite3.Row], kind: Kind) -> list[str]:
    return sorted({end for row in rows if row["kind"] == kind for end in (row["source"], row["target"]) if end})


def load_document_ends(db: sqlite3.Connection, documents: Iterable[str]) -> Mapping[str, End]:
    rows = db.execute(_DOCUMENTS, [json.dumps(list(documents))])
    return {
        id_: End(id=id_, title=title or key, document=id_, document_name=number or title or key)
        for id_, title, key, number in rows
    }


def load_task_ends(db: sqlite3.Connection, roots: Iterable[str]) -> Mapping[str, End]:
    """Return the tasks in force by their roots."""
    return {
        root: End(id=task, title=title, document=document, document_name=name or key, row=row)
        for root, task, title, document, name, key, _, row in db.execute(_TASKS, {"roots": json.dumps(list(roots))})
    }


def _link(row: sqlite3.Row, source: End | None, target: End | None) -> Link:
    return Link(
        number=row["number"],
        kind=Kind(row["kind"]),
        relation=Relation(row["relation"]),
        status=Status(row["status"]),
        score=row["score"],
        rule=row["rule"],
        source=source,
        target=target,
        printed=row["printed"],
        quote=row["quote"],
        span=None if row["span_start"] is None else Span(row["span_start"], row["span_end"]),
        evidence=json.loads(row["evidence"]),
        since=parse_day(row["since"]),
        decided=row["decided_at"] is not None,
    )
