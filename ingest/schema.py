"""The tables of documents. Migrations are append-only: a released one is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("ingest")

_DOCUMENT = """
CREATE TABLE document (
  id  TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT
"""

# One row per text that a document has had; the one without superseded_at is in force.
_VERSION = """
CREATE TABLE version (
  id            INTEGER PRIMARY KEY,
  document      TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  text_hash     TEXT NOT NULL,
  text          TEXT NOT NULL,
  title         TEXT,
  doc_number    TEXT,
  issuer        TEXT,
  published     TEXT,
  written       TEXT,
  year          INTEGER,
  type          TEXT NOT NULL,
  period_start  TEXT,
  period_end    TEXT,
  loaded_at     TEXT NOT NULL,
  superseded_at TEXT,
  UNIQUE (document, number),
  UNIQUE (document, text_hash)
) STRICT
"""

_ONE_IN_FORCE = "CREATE UNIQUE INDEX version_in_force ON version(document) WHERE superseded_at IS NULL"

_CARRIER = """
CREATE TABLE carrier (
  version   INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  sha256    TEXT NOT NULL,
  source    TEXT NOT NULL,
  loaded_at TEXT NOT NULL,
  PRIMARY KEY (version, sha256, source)
) STRICT
"""

_BLOCK = """
CREATE TABLE block (
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  page       INTEGER,
  box        TEXT,
  sheet      TEXT,
  cell       TEXT,
  paragraph  INTEGER,
  table_no   INTEGER,
  row_no     INTEGER,
  raw        TEXT NOT NULL,
  offsets    TEXT NOT NULL,
  cells      TEXT NOT NULL,
  PRIMARY KEY (version, seq)
) STRICT
"""


@migrations()
def m001_documents(db: Database) -> None:
    for statement in (_DOCUMENT, _VERSION, _ONE_IN_FORCE, _CARRIER, _BLOCK):
        db.execute(statement)


@migrations()
def m002_recognised_words(db: Database) -> None:
    """What recognition was unsure of, what the user was warned of, and a way from a file's hash to its document."""
    db.execute("ALTER TABLE block ADD COLUMN confidence REAL")
    db.execute("ALTER TABLE version ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]'")
    db.execute("CREATE INDEX carrier_by_sha256 ON carrier(sha256)")
