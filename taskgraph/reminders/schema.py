"""The table of reminders that went out: as many a day as there were letters, each under its Message-ID."""

from __future__ import annotations

_REMINDER = """
CREATE TABLE reminder (
  message_id TEXT PRIMARY KEY,
  day        TEXT NOT NULL CHECK (date(day, '+0 days') = day),
  region     TEXT NOT NULL,
  unit       TEXT NOT NULL,
  recipients TEXT NOT NULL,
  tasks      TEXT NOT NULL,
  sent_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
_BY_DAY = "CREATE INDEX reminder_by_day ON reminder(day, region, unit)"
REMINDER_TABLES = (_REMINDER, _BY_DAY)
