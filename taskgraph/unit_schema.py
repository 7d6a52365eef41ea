"""The tables of units, and of what the office says of them; `schema.py` has the migrations that make them."""

from __future__ import annotations

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

# What the office says of units (registry.py). It does not hang on the rows of `unit`, which come and go with documents.
_OFFICE_UNIT = """
CREATE TABLE office_unit (
  region     TEXT NOT NULL,
  name       TEXT NOT NULL,
  label      TEXT NOT NULL,
  level      TEXT,
  parent     TEXT,
  collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
  PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID
"""

# Names (folded, without the region) that mean a unit of the same region; `since`: a predecessor, and when it went in.
_OFFICE_NAME = """
CREATE TABLE office_name (
  region  TEXT NOT NULL,
  form    TEXT NOT NULL,
  printed TEXT NOT NULL,
  unit    TEXT NOT NULL,
  since   TEXT CHECK (since IS NULL OR date(since, '+0 days') = since),
  PRIMARY KEY (region, form),
  FOREIGN KEY (region, unit) REFERENCES office_unit(region, name)
) STRICT, WITHOUT ROWID
"""

UNIT_TABLES = (
    _UNIT,
    _UNIT_FORM,
    _ASSIGNMENT_UNIT,
    "CREATE INDEX assignment_unit_by_unit ON assignment_unit(unit)",
    "CREATE INDEX unit_form_by_unit ON unit_form(unit)",
)
OFFICE_TABLES = (_OFFICE_UNIT, _OFFICE_NAME)
