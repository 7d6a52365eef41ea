"""The tables of the graph: units, which assignment charges which unit, and what search looks through.

Migrations are append-only: a released one is never edited.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("taskgraph")

_UNIT = """
CREATE TABLE unit (
  id         INTEGER PRIMARY KEY,
  region     TEXT NOT NULL,
  name       TEXT NOT NULL,
  label      TEXT NOT NULL,
  collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
  UNIQUE (region, name)
) STRICT
"""

# Every way to name a unit. `tier`: 1 its full name, 2 as some text prints it, 3 without its region.
_UNIT_FORM = """
CREATE TABLE unit_form (
  form TEXT NOT NULL,
  unit INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
  tier INTEGER NOT NULL,
  PRIMARY KEY (form, unit)
) STRICT, WITHOUT ROWID
"""

_ASSIGNMENT_UNIT = """
CREATE TABLE assignment_unit (
  assignment INTEGER PRIMARY KEY REFERENCES assignment(id) ON DELETE CASCADE,
  unit       INTEGER NOT NULL REFERENCES unit(id)
) STRICT
"""

# What search looks through: a task's text (no span), or a block (`task`: the task whose item it stands in).
_PASSAGE = """
CREATE TABLE passage (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       INTEGER REFERENCES task(id) ON DELETE CASCADE,
  span_start INTEGER,
  span_end   INTEGER,
  folded     TEXT NOT NULL
) STRICT
"""

# Tokens are hexadecimal code points (search.tokens): FTS5's own classes are those of Unicode 6.1.
_PASSAGE_FTS = "CREATE VIRTUAL TABLE passage_fts USING fts5(body, content='', tokenize='ascii')"

_INDEXES = (
    "CREATE INDEX assignment_unit_by_unit ON assignment_unit(unit)",
    "CREATE INDEX unit_form_by_unit ON unit_form(unit)",
    "CREATE INDEX passage_by_version ON passage(version)",
    "CREATE INDEX passage_by_task ON passage(task)",
)


@migrations()
def m001_graph(db: Database) -> None:
    for statement in (_UNIT, _UNIT_FORM, _ASSIGNMENT_UNIT, _PASSAGE, _PASSAGE_FTS, *_INDEXES):
        db.execute(statement)
