"""Reading what gaps are found in: superior documents, their tasks, and what tasks promise."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from taskgraph.facts import load_targets, parse_day
from taskgraph.lineage_query import with_root
from taskgraph.links.gaps import Conflict, Orphan, Promise, find_conflicts
from taskgraph.links.model import Kind, Relation
from taskgraph.links.query import Link, LinkFilters, find_links, load_task_ends

# Tasks of a document in force, safeguards apart, that no link carries out; those of a repealed document are no duties.
_UNCARRIED = with_root("""
SELECT {root} AS root, version.document
FROM task JOIN version ON version.id = task.version AND version.superseded_at IS NULL
WHERE version.document IN (SELECT value FROM json_each(:documents)) AND task.kind = 'task'
  AND root NOT IN (SELECT target FROM link WHERE kind = 'task' AND relation = 'carries_out' AND status <> 'rejected')
  AND NOT EXISTS (SELECT 1 FROM link WHERE link.target = version.document AND link.kind = 'document'
    AND link.status = 'confirmed' AND link.relation IN ('repeals', 'supersedes'))
ORDER BY version.year, version.document, task.id
""")
_DUES = """
SELECT task, max(end_date) FROM deadline
WHERE task IN (SELECT value FROM json_each(?)) AND every IS NULL AND end_date IS NOT NULL GROUP BY task
"""
_REGIONS = """
SELECT document, region FROM document_home WHERE distance = 0 AND document IN (SELECT value FROM json_each(?))
"""
_CARRYING = (Relation.CARRIES_OUT, Relation.FORWARDS)


def find_orphans(db: sqlite3.Connection, ends: tuple[str, ...] | None = None) -> tuple[Orphan, ...]:
    """Return the superiors' tasks that no task carries out, of documents that some document says it carries out."""
    carrying = defaultdict(list)
    for relation in _CARRYING:
        for link in find_links(db, LinkFilters(relation=relation, ends=ends)):
            if link.kind is Kind.DOCUMENT and link.source and link.target:
                carrying[link.target.id].append(link.source)
    rows = db.execute(_UNCARRIED, {"documents": json.dumps(list(carrying))}).fetchall()
    tasks = load_task_ends(db, [row["root"] for row in rows])
    return tuple(Orphan(tasks[row["root"]], tuple(carrying[row["document"]])) for row in rows)


def find_all_conflicts(db: sqlite3.Connection, ends: tuple[str, ...] | None = None) -> tuple[Conflict, ...]:
    """Return where tasks promise less, or later, than the superior's tasks that they carry out."""
    found = find_links(db, LinkFilters(relation=Relation.CARRIES_OUT, ends=ends))
    links = [link for link in found if link.kind is Kind.TASK]
    promises = _load_promises(db, links)
    return tuple(
        conflict
        for link in links
        if link.source and link.target
        for conflict in find_conflicts(link, promises[link.source.id], promises[link.target.id])
    )


def _load_promises(db: sqlite3.Connection, links: Sequence[Link]) -> Mapping[str, Promise]:
    ends = [end for link in links for end in (link.source, link.target) if end and end.row]
    rows = [end.row for end in ends if end.row]
    dues = dict(db.execute(_DUES, [json.dumps(rows)]).fetchall())
    regions = dict(db.execute(_REGIONS, [json.dumps([end.document for end in ends])]).fetchall())
    targets = load_targets(db, rows)
    return {
        end.id: Promise(
            due=parse_day(dues.get(end.row)),
            targets=targets.get(end.row or 0, ()),
            region=regions.get(end.document),
        )
        for end in ends
    }
