"""The tables of the graph: units, which assignment charges which unit, and what search looks through.

Migrations are append-only: a released one is never edited.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from taskgraph.finding_schema import SAVED_SEARCH, create_finding, index_lists
from taskgraph.links.schema import KIN_TABLES, LINK_TABLES
from taskgraph.review.schema import create_review

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

_LINK_INDEXES = (
    "CREATE INDEX signature_band_by_version ON signature_band(version)",
    "CREATE INDEX document_link_by_other ON document_link(other)",
)


# What events speak of, in its own words: it outlives the versions of its document, and the document.
_TRACKED_TASK = """
CREATE TABLE tracked_task (
  task         TEXT PRIMARY KEY,
  document_key TEXT NOT NULL,
  title        TEXT NOT NULL,
  quote        TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

# The log of each task (events.py), numbered from 1; clustered by task, so that one task's log is read in one place.
_EVENT = """
CREATE TABLE event (
  task         TEXT NOT NULL REFERENCES tracked_task(task),
  number       INTEGER NOT NULL CHECK (number > 0),
  kind         TEXT NOT NULL CHECK (kind IN ('registered', 'assigned', 'accepted', 'progress', 'extended', 'resumed',
                                             'submitted', 'returned', 'closed', 'suspended', 'cancelled', 'corrected')),
  happened_on  TEXT NOT NULL CHECK (date(happened_on, '+0 days') = happened_on),
  recorded_at  TEXT NOT NULL,
  who          TEXT,
  note         TEXT,
  value        TEXT,
  unit         TEXT,
  metric       TEXT,
  state        TEXT CHECK (state IN ('done', 'under_way', 'not_started', 'blocked')),
  quote        TEXT,
  source       TEXT,
  source_start INTEGER,
  source_end   INTEGER,
  due          TEXT CHECK ((due IS NOT NULL) = (kind = 'extended') AND (due IS NULL OR date(due, '+0 days') = due)),
  reason       TEXT CHECK ((reason IS NOT NULL) = (kind = 'extended')),
  corrects     INTEGER CHECK ((corrects IS NOT NULL) = (kind = 'corrected')),
  PRIMARY KEY (task, number),
  FOREIGN KEY (task, corrects) REFERENCES event(task, number)
) STRICT, WITHOUT ROWID
"""

_EVENTS_STAY = (
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    """CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END""",
    """CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE task = NEW.task AND number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'an event is never replaced'); END""",
)

# A task that took the place of another in a later reading of its document, and the id under which both are tracked.
# Like events, it outlives the versions of the document.
_TASK_LINE = """
CREATE TABLE task_line (
  task           TEXT PRIMARY KEY,
  root           TEXT NOT NULL,
  replaces       TEXT NOT NULL,
  replaced_title TEXT NOT NULL,
  score          REAL NOT NULL,
  evidence       TEXT NOT NULL,
  CHECK (task <> replaces AND task <> root)
) STRICT
"""
_LINE_INDEX = "CREATE INDEX task_line_by_replaces ON task_line(replaces)"

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
_READING_INDEX = "CREATE INDEX reading_by_subject ON reading(subject)"

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


@migrations()
def m001_graph(db: Database) -> None:
    for statement in (_UNIT, _UNIT_FORM, _ASSIGNMENT_UNIT, _PASSAGE, _PASSAGE_FTS, *_INDEXES):
        db.execute(statement)


@migrations()
def m002_similar_documents(db: Database) -> None:
    for statement in (_SIGNATURE, _SIGNATURE_BAND, _DOCUMENT_LINK, *_LINK_INDEXES):
        db.execute(statement)


@migrations()
def m003_events(db: Database) -> None:
    for statement in (_TRACKED_TASK, _EVENT, *_EVENTS_STAY):
        db.execute(statement)


@migrations()
def m004_task_lines(db: Database) -> None:
    for statement in (_TASK_LINE, _LINE_INDEX):
        db.execute(statement)


@migrations()
def m008_ledger(db: Database) -> None:
    for statement in (_LEDGER_CELL, _LEDGER_COLUMN, _LEDGER_MAPPING):
        db.execute(statement)


@migrations()
def m006_corrections(db: Database) -> None:
    for statement in (_CORRECTION, *_CORRECTIONS_STAY, _READING, _READING_INDEX):
        db.execute(statement)


@migrations()
def m005_progress_from_reports(db: Database) -> None:
    create_review(db)


@migrations()
def m009_links(db: Database) -> None:
    for statement in LINK_TABLES:
        db.execute(statement)


@migrations()
def m010_kin(db: Database) -> None:
    for statement in KIN_TABLES:
        db.execute(statement)


@migrations()
def m007_finding(db: Database) -> None:
    create_finding(db, _PASSAGE_FTS)


@migrations()
def m006_office_units(db: Database) -> None:
    for statement in (_OFFICE_UNIT, _OFFICE_NAME):
        db.execute(statement)


@migrations()
def m007_list_indexes(db: Database) -> None:
    index_lists(db)


@migrations()
def m007_saved_searches(db: Database) -> None:
    db.execute(SAVED_SEARCH)
