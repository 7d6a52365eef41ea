"""The tables by which similar documents are found; `schema.py` has the migrations that make them."""

from __future__ import annotations

# What MinHash keeps of the text in force of a document (similar.py), whole and cut into bands for look-up.
_SIGNATURE = """
CREATE TABLE signature (
  version INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  hashes  BLOB NOT NULL
) STRICT
"""

_SIGNATURE_BAND = """
CREATE TABLE signature_band (
  band    INTEGER NOT NULL,
  hash    INTEGER NOT NULL,
  version INTEGER NOT NULL REFERENCES signature(version) ON DELETE CASCADE,
  PRIMARY KEY (band, hash, version)
) STRICT, WITHOUT ROWID
"""

# Relations between documents; a symmetric one ("similar") is stored once, the smaller id first.
_DOCUMENT_LINK = """
CREATE TABLE document_link (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  other    TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  score    REAL NOT NULL,
  PRIMARY KEY (document, other, relation)
) STRICT, WITHOUT ROWID
"""

SIMILAR_TABLES = (
    _SIGNATURE,
    _SIGNATURE_BAND,
    _DOCUMENT_LINK,
    "CREATE INDEX signature_band_by_version ON signature_band(version)",
    "CREATE INDEX document_link_by_other ON document_link(other)",
)
