"""The table of files that could not be loaded, with the reason for each."""

from __future__ import annotations

FAILED_LOADS = """
CREATE TABLE failed_load (
  id        INTEGER PRIMARY KEY,
  source    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  message   TEXT NOT NULL,
  failed_at TEXT NOT NULL
) STRICT
"""
