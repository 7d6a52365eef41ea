"""The tables of what was found in each version of a document. Migrations are append-only.

A new version of a document brings its own rows, so that the old state stays readable; only what people correct
takes the place of what was found.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("extract")

# `task` is the lasting id that versions of a document share; `id` is one version's row.
_TASK = """
CREATE TABLE task (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       TEXT NOT NULL,
  path       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('objective', 'task', 'safeguard')),
  title      TEXT NOT NULL,
  text       TEXT NOT NULL,
  page       INTEGER,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL,
  UNIQUE (version, task)
) STRICT
"""

_TASK_BY_ID = "CREATE INDEX task_by_id ON task(task)"

_ASSIGNMENT = """
CREATE TABLE assignment (
  id         INTEGER PRIMARY KEY,
  task       INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  unit       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('lead', 'responsible', 'cooperating')),
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
"""

_DEADLINE = """
CREATE TABLE deadline (
  id           INTEGER PRIMARY KEY,
  task         INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  text         TEXT NOT NULL,
  start_date   TEXT,
  end_date     TEXT,
  every        TEXT,
  rrule        TEXT,
  basis        TEXT NOT NULL CHECK (basis IN ('exact', 'inferred', 'open')),
  anchor_event TEXT,
  span_start   INTEGER NOT NULL,
  span_end     INTEGER NOT NULL,
  rule         TEXT NOT NULL,
  confidence   REAL NOT NULL
) STRICT
"""

# Numbers are kept as text: they are decimals, and no rounding may creep in.
_TARGET = """
CREATE TABLE target (
  id         INTEGER PRIMARY KEY,
  task       INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  metric     TEXT NOT NULL,
  op         TEXT NOT NULL,
  value      TEXT NOT NULL,
  value_max  TEXT,
  unit       TEXT,
  change     TEXT,
  baseline   TEXT,
  modality   TEXT,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
"""

_PROGRESS = """
CREATE TABLE progress (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  metric     TEXT NOT NULL,
  value      TEXT,
  unit       TEXT,
  change     TEXT,
  state      TEXT,
  as_of      TEXT,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
"""

_BY_OWNER = (
    "CREATE INDEX assignment_by_task ON assignment(task)",
    "CREATE INDEX deadline_by_task ON deadline(task)",
    "CREATE INDEX target_by_task ON target(task)",
    "CREATE INDEX progress_by_version ON progress(version)",
)


@migrations()
def m001_facts(db: Database) -> None:
    for statement in (_TASK, _TASK_BY_ID, _ASSIGNMENT, _DEADLINE, _TARGET, _PROGRESS, *_BY_OWNER):
        db.execute(statement)
