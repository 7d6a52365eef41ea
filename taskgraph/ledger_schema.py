"""The tables of what an office writes into its ledgers; `schema.py` has the migrations that make them."""

from __future__ import annotations

# What people wrote in a ledger's cell, by the key of a column of ours or the head of the office's own; the last counts.
# `events`: how long the task's log was when it was written.
_LEDGER_CELL = """
CREATE TABLE ledger_cell (
  task        TEXT NOT NULL,
  head        TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  text        TEXT NOT NULL,
  written_on  TEXT NOT NULL CHECK (date(written_on, '+0 days') = written_on),
  recorded_at TEXT NOT NULL,
  who         TEXT,
  events      INTEGER NOT NULL,
  PRIMARY KEY (task, head, number)
) STRICT, WITHOUT ROWID
"""

# The office's own columns, and after which column each stands.
_LEDGER_COLUMN = """
CREATE TABLE ledger_column (
  head  TEXT PRIMARY KEY,
  after TEXT NOT NULL,
  place INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""

# What the columns of an office's own ledger hold, by its heads.
_LEDGER_MAPPING = """
CREATE TABLE ledger_mapping (
  heads       TEXT PRIMARY KEY,
  meanings    TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

LEDGER_TABLES = (_LEDGER_CELL, _LEDGER_COLUMN, _LEDGER_MAPPING)
