"""The tables of links; `taskgraph/schema.py` has the migration that makes them."""

from __future__ import annotations

# Under which folded 文号 and titles a document in force may be named (links/names.py).
_DOCUMENT_NAME = """
CREATE TABLE document_name (
  name     TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  PRIMARY KEY (name, document)
) STRICT, WITHOUT ROWID
"""

# Links between documents (by id) and between tasks (by root). `name`: the other's id, or the folded words that name a
# document, which may not be loaded (`target` NULL); `alias`: its second name. A person's decision (decided_at) outlives
# the texts; a person's own link without a document behind it has the source ''.
_LINK = """
CREATE TABLE link (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL CHECK (kind IN ('document', 'task')),
  relation   TEXT NOT NULL CHECK (relation IN ('cites', 'carries_out', 'forwards', 'repeals', 'supersedes',
                                               'succeeds', 'duplicates')),
  source     TEXT NOT NULL,
  name       TEXT NOT NULL,
  alias      TEXT,
  target     TEXT,
  printed    TEXT,
  status     TEXT NOT NULL CHECK (status IN ('proposed', 'confirmed', 'rejected')),
  score      REAL NOT NULL,
  rule       TEXT NOT NULL,
  quote      TEXT,
  span_start INTEGER,
  span_end   INTEGER,
  evidence   TEXT NOT NULL DEFAULT '{}',
  since      TEXT CHECK (since IS NULL OR date(since, '+0 days') = since),
  decided_at TEXT,
  UNIQUE (kind, relation, source, name)
) STRICT
"""
_INDEXES = (
    "CREATE INDEX task_line_by_root ON task_line(root)",
    "CREATE INDEX document_name_by_document ON document_name(document)",
    "CREATE INDEX link_by_source ON link(source)",
    "CREATE INDEX link_by_target ON link(target)",
    "CREATE INDEX link_by_name ON link(name)",
    "CREATE INDEX link_by_alias ON link(alias)",
)
LINK_TABLES = (_DOCUMENT_NAME, _LINK, *_INDEXES)

# For which regions and year a document in force speaks: its own (distance 0), and those above it.
_DOCUMENT_HOME = """
CREATE TABLE document_home (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  region   TEXT NOT NULL,
  distance INTEGER NOT NULL,
  year     INTEGER,
  PRIMARY KEY (document, region)
) STRICT, WITHOUT ROWID
"""
# Tasks in force that say much the same share a band (similar.py); region and year are part of the hash.
_TASK_BAND = """
CREATE TABLE task_band (
  hash INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  PRIMARY KEY (hash, task)
) STRICT, WITHOUT ROWID
"""
KIN_TABLES = (
    _DOCUMENT_HOME,
    _TASK_BAND,
    "CREATE INDEX document_home_by_region ON document_home(region, year, distance)",
    "CREATE INDEX task_band_by_task ON task_band(task)",
)
