"""The tables of corrections, and of what the rules read before them; `schema.py` has the migrations that make them."""

from __future__ import annotations

# What people correct (corrections.py), by task or report: like events, it outlives the versions of its document.
# `read`, `before`, `after` are facts as JSON; an undo has none and names the entry that no longer counts.
_CORRECTION = """
CREATE TABLE correction (
  subject     TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  document    TEXT NOT NULL,
  title       TEXT NOT NULL,
  happened_on TEXT NOT NULL CHECK (date(happened_on, '+0 days') = happened_on),
  recorded_at TEXT NOT NULL,
  who         TEXT,
  note        TEXT,
  kind        TEXT CHECK (kind IN ('task', 'assignment', 'deadline', 'target', 'progress')),
  quote       TEXT CHECK ((quote IS NOT NULL) = (kind IS NOT NULL)),
  ordinal     INTEGER CHECK ((ordinal IS NOT NULL) = (kind IS NOT NULL)),
  read        TEXT,
  before      TEXT,
  after       TEXT CHECK ((before IS NOT NULL OR after IS NOT NULL) = (kind IS NOT NULL)),
  undoes      INTEGER CHECK ((undoes IS NOT NULL) = (kind IS NULL)),
  PRIMARY KEY (subject, number),
  FOREIGN KEY (subject, undoes) REFERENCES correction(subject, number)
) STRICT, WITHOUT ROWID
"""

_CORRECTIONS_STAY = tuple(
    f"""CREATE TRIGGER correction_is_never_{done} BEFORE {verb} ON correction {condition}
    BEGIN SELECT RAISE(ABORT, 'a correction is never {done}'); END"""
    for done, verb, condition in (
        ("changed", "UPDATE", ""),
        ("deleted", "DELETE", ""),
        ("replaced", "INSERT",
         "WHEN EXISTS (SELECT 1 FROM correction WHERE subject = NEW.subject AND number = NEW.number)"),
    )
)  # fmt: skip

# What the rules read of a corrected task (`subject`: its id; `row`: its row) or of a corrected report's progress.
_READING = """
CREATE TABLE reading (
  version INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  row     INTEGER,
  facts   TEXT NOT NULL,
  PRIMARY KEY (version, subject)
) STRICT, WITHOUT ROWID
"""

CORRECTION_TABLES = (
    _CORRECTION,
    *_CORRECTIONS_STAY,
    _READING,
    "CREATE INDEX reading_by_subject ON reading(subject)",
)
