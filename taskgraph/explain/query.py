"""Everything that the store holds of the text and facts of a document's version in force."""

from __future__ import annotations

import sqlite3

from taskgraph.explain.build import Source
from taskgraph.extraction_query import load_extraction

_VERSION = """
SELECT version.id, version.text, version.title, version.doc_number, version.issuer, version.type, document.key,
  (SELECT source FROM carrier WHERE carrier.version = version.id ORDER BY rowid LIMIT 1) AS source
FROM version JOIN document ON document.id = version.document
WHERE version.document = ? AND version.superseded_at IS NULL
"""


def load_source(db: sqlite3.Connection, document: str) -> Source:
    """Return a stored document as it was read when it was loaded."""
    row = db.execute(_VERSION, [document]).fetchone()
    about = (row["doc_number"], row["issuer"], row["type"], row["source"])
    return Source(
        title=row["title"] or row["key"],
        about=tuple(str(part) for part in about if part),
        text=row["text"],
        extraction=load_extraction(db, row["id"]),
    )
