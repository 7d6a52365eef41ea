"""The tables of review; `taskgraph/schema.py` has the migration that makes them."""

from __future__ import annotations

# Of what a version speaks (scopes.py): its region, the years that it plans for, the year that it reports on and
# that report's day. `waits`: it has yet to be surveyed (no region), or its statements to be matched.
_SCOPE = """
CREATE TABLE scope (
  version    INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  waits      INTEGER NOT NULL CHECK (waits IN (0, 1)),
  region     TEXT,
  plans_from INTEGER,
  plans_to   INTEGER,
  reports    INTEGER
) STRICT
"""

# What a report says (its version in force), known over readings by its words and its place among equals.
_STATEMENT = """
CREATE TABLE statement (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  document   TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  quote      TEXT NOT NULL,
  nth        INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  wording    TEXT NOT NULL,
  value      TEXT,
  unit       TEXT,
  state      TEXT,
  day        TEXT NOT NULL,
  note       TEXT,
  UNIQUE (document, quote, nth)
) STRICT
"""

# A task that a statement may speak of and what it then says of it. `doubt`: why it is not linked; `event`: the number
# of the event in the task's log that it is linked by.
_CANDIDATE = """
CREATE TABLE candidate (
  statement INTEGER NOT NULL REFERENCES statement(id) ON DELETE CASCADE,
  task      TEXT NOT NULL,
  ground    TEXT NOT NULL CHECK (ground IN ('number', 'words', 'person')),
  score     REAL NOT NULL,
  chosen    INTEGER NOT NULL CHECK (chosen IN (0, 1)),
  cited     INTEGER NOT NULL CHECK (cited IN (0, 1)),
  metric    TEXT,
  value     TEXT,
  unit      TEXT,
  state     TEXT,
  doubt     TEXT,
  detail    TEXT,
  event     INTEGER,
  PRIMARY KEY (statement, task)
) STRICT, WITHOUT ROWID
"""

# What people decided of statements and tasks (by the root of its line); kept by the statement's words, so that it
# outlives the report. `ground`, `score`: how sure the program was, null where it would not have chosen the task.
_DECISION = """
CREATE TABLE decision (
  id         INTEGER PRIMARY KEY,
  region     TEXT NOT NULL,
  wording    TEXT NOT NULL,
  task       TEXT NOT NULL,
  belongs    INTEGER NOT NULL CHECK (belongs IN (0, 1)),
  ground     TEXT,
  score      REAL,
  document   TEXT NOT NULL,
  quote      TEXT NOT NULL,
  nth        INTEGER NOT NULL,
  decided_at TEXT NOT NULL,
  who        TEXT,
  undone_at  TEXT
) STRICT
"""

_INDEXES = (
    "CREATE INDEX scope_waiting ON scope(version) WHERE waits",
    "CREATE INDEX scope_by_plan ON scope(region, plans_from, plans_to) WHERE plans_from IS NOT NULL",
    "CREATE INDEX scope_by_report ON scope(region, reports) WHERE reports IS NOT NULL",
    "CREATE INDEX candidate_by_task ON candidate(task)",
    "CREATE INDEX decision_by_wording ON decision(wording) WHERE undone_at IS NULL",
)
# All texts that are stored already wait to be surveyed.
_ALL_WAIT = "INSERT INTO scope (version, waits) SELECT id, 1 FROM version"
REVIEW_TABLES = (_SCOPE, _STATEMENT, _CANDIDATE, _DECISION, *_INDEXES, _ALL_WAIT)
