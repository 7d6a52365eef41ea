"""The tables of what happens to tasks, and of tasks in others' place; `schema.py` has the migrations that make them."""

from __future__ import annotations

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

EVENT_TABLES = (_TRACKED_TASK, _EVENT, *_EVENTS_STAY)
LINE_TABLES = (_TASK_LINE, "CREATE INDEX task_line_by_replaces ON task_line(replaces)")
EVENT_INDEXES = ("CREATE INDEX event_by_due ON event(due) WHERE due IS NOT NULL",)
