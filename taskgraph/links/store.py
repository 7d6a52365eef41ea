"""Writing links: what a document's text says of others, resolved when the other is loaded, before or after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ingest.model import Document
from taskgraph.errors import LinkConflictError
from taskgraph.lineage_query import with_root
from taskgraph.links.citations import find_citations
from taskgraph.links.model import ONE_WAY, SYMMETRIC, Citation, Kind, Status
from taskgraph.links.names import name_document
from taskgraph.links.opposites import settle_opposites
from taskgraph.viewpoint import write_moment

SURE = 0.9

_PUT = """
INSERT INTO link (kind, relation, source, name, alias, target, printed, status, score, rule, quote, span_start,
  span_end, evidence, since)
VALUES (:kind, :relation, :source, :name, :alias, :target, :printed, :status, :score, :rule, :quote, :span_start,
  :span_end, :evidence, CASE WHEN :relation IN ('repeals', 'supersedes') THEN coalesce(:since, (
    SELECT substr(loaded_at, 1, 10) FROM version WHERE document = :source AND superseded_at IS NULL)) END)
ON CONFLICT (kind, relation, source, name) DO UPDATE SET
  alias = excluded.alias, printed = excluded.printed, score = excluded.score, rule = excluded.rule,
  quote = excluded.quote, span_start = excluded.span_start, span_end = excluded.span_end,
  evidence = excluded.evidence, since = coalesce(excluded.since, since),
  status = CASE WHEN decided_at IS NULL THEN excluded.status ELSE status END
WHERE rule <> 'hand'
"""
_FORGET_UNSAID = """
DELETE FROM link WHERE kind = 'document' AND source = :source AND decided_at IS NULL
  AND relation || ' ' || name NOT IN (SELECT value FROM json_each(:said))
"""
_NAMED = """
SELECT number, name, alias, source FROM link WHERE kind = 'document' AND rule <> 'hand' AND (source = :document
  OR target = :document OR name IN (SELECT value FROM json_each(:names))
  OR alias IN (SELECT value FROM json_each(:names)))
"""
# A document named by its 文号 bears that number or none; a title that two documents bear names neither.
_BEARERS = """
SELECT document_name.document, version.doc_number IS NOT NULL FROM document_name
JOIN version ON version.document = document_name.document AND version.superseded_at IS NULL
WHERE document_name.name = :name AND document_name.document <> :source
"""
_RESOLVE = "UPDATE link SET target = ? WHERE number = ?"
_FORGET_NAMES = "DELETE FROM document_name WHERE document = ?"
_LOOSEN = (
    "DELETE FROM link WHERE kind = 'document' AND source = :document AND decided_at IS NULL",
    "UPDATE link SET target = NULL WHERE kind = 'document' AND target = :document AND rule <> 'hand'",
    with_root("""
    WITH gone (root) AS (
      SELECT {root}
      FROM task JOIN version ON version.id = task.version WHERE version.document = :document)
    DELETE FROM link WHERE kind = 'task' AND decided_at IS NULL AND number IN (
      SELECT number FROM link JOIN gone ON link.source = gone.root
      UNION SELECT number FROM link JOIN gone ON link.target = gone.root)
    """),
)
_OPPOSITE = """
SELECT number FROM link WHERE kind = ? AND relation = ? AND source = ? AND target = ? AND status = 'confirmed'
"""
_ENDS = "SELECT kind, relation, source, target FROM link WHERE number = ?"
_DECIDE = "UPDATE link SET status = ?, decided_at = ? WHERE number = ?"
_ADD = """
INSERT INTO link (kind, relation, source, name, target, status, score, rule, quote, since, decided_at)
VALUES (:kind, :relation, :source, :target, :target, 'confirmed', 1.0, 'hand', :quote, :since, :decided_at)
ON CONFLICT (kind, relation, source, name) DO UPDATE SET status = 'confirmed', rule = 'hand', score = 1.0,
  quote = coalesce(excluded.quote, quote), since = coalesce(excluded.since, since), decided_at = excluded.decided_at
RETURNING number
"""


def link_citations(db: Database, document: str, doc: Document) -> None:
    """Store what the text in force of a document says of others, and tie what others say of it."""
    names = name_document(doc.meta.title, doc.meta.doc_number).forms
    db.execute(_FORGET_NAMES, [document])
    db.table("document_name").insert_all({"name": name, "document": document} for name in names)
    citations = find_citations(doc)
    for citation in citations:
        db.execute(_PUT, _citation_row(document, citation))
    said = [f"{citation.relation} {citation.name.forms[0]}" for citation in citations]
    db.execute(_FORGET_UNSAID, {"source": document, "said": json.dumps(said)})
    _resolve(db, document, names)
    settle_opposites(db, document)


def _citation_row(document: str, citation: Citation) -> dict[str, Any]:
    name, *others = citation.name.forms
    return {
        "kind": Kind.DOCUMENT,
        "relation": citation.relation,
        "source": document,
        "name": name,
        "alias": others[0] if others else None,
        "target": None,
        "printed": citation.printed,
        "status": Status.CONFIRMED if citation.confidence >= SURE else Status.PROPOSED,
        "score": citation.confidence,
        "rule": citation.rule,
        "quote": citation.quote,
        "span_start": citation.span.start,
        "span_end": citation.span.end,
        "evidence": "{}",
        "since": citation.since.isoformat() if citation.since else None,
    }


def _resolve(db: Database, document: str, names: Iterable[str]) -> None:
    bound = {"document": document, "names": json.dumps(list(names))}
    for number, name, alias, source in db.execute(_NAMED, bound).fetchall():
        db.execute(_RESOLVE, [_find_bearer(db, source, name, alias), number])


def _find_bearer(db: Database, source: str, name: str, alias: str | None) -> str | None:
    """Return the one document of this name; one named by number and title may be known by its title alone."""
    bearers = [row[0] for row in db.execute(_BEARERS, {"name": name, "source": source})]
    if not bearers and alias:
        rows = db.execute(_BEARERS, {"name": alias, "source": source}).fetchall()
        bearers = [document for document, numbered in rows if not numbered]
    return bearers[0] if len(bearers) == 1 else None


def loosen_links(db: Database, document: str) -> None:
    """Forget the links of a document that is about to go; what others say of it names a document not loaded again."""
    for statement in _LOOSEN:
        db.execute(statement, {"document": document})


def refuse_opposite(db: Database, kind: str, relation: str, source: str | None, target: str | None) -> None:
    """Raise LinkConflictError where a confirmed link says the same the other way round."""
    opposite = db.execute(_OPPOSITE, [kind, relation, target, source]).fetchone() if relation in ONE_WAY else None
    if opposite:
        raise LinkConflictError(
            f"第 {opposite[0]} 号关系说的正相反,两者不能都成立。那一条不对的,请先否定它",
            command=f"duban links reject {opposite[0]}",
        )


def refuse_confirming(db: Database, number: int) -> None:
    """Raise LinkConflictError where a link would contradict one that stands."""
    refuse_opposite(db, *db.execute(_ENDS, [number]).fetchone())


def decide_link(db: Database, number: int, status: Status, *, now: datetime) -> None:
    """Keep a person's word on a link; reading texts again does not change it."""
    db.execute(_DECIDE, [status, write_moment(now), number])


def add_link(db: Database, row: Mapping[str, str | None], *, now: datetime) -> int:
    """Store a link that a person makes ({kind, relation, source, target, quote, since}); return its number.

    One that says the same both ways is stored once. Raise LinkConflictError for the opposite of one that stands.
    """
    if row["relation"] in SYMMETRIC:
        source, target = sorted((str(row["source"]), str(row["target"])))
        row = {**row, "source": source, "target": target}
    refuse_opposite(db, str(row["kind"]), str(row["relation"]), row["source"], row["target"])
    return int(db.execute(_ADD, {"quote": None, "since": None, **row, "decided_at": write_moment(now)}).fetchone()[0])
