"""Copying the database as it stands at one moment, while others read and write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from taskgraph.reader import connect_reader

_PAGES = 1024  # copied between two looks at how far it is
_HAS_SESSIONS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'session'"


def copy_database(data_dir: Path, copy: Path, told: Callable[[int, int], object]) -> None:
    """Write a copy without sessions: whoever restores it signs in again. `told` hears how many pages are done.

    One transaction holds the moment, so that what is written meanwhile does not make the copy start again.
    """
    with closing(connect_reader(data_dir)) as db, closing(sqlite3.connect(copy)) as out:
        db.execute("BEGIN")
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
        db.backup(out, pages=_PAGES, progress=lambda _, left, total: told(total - left, total))
        out.execute("PRAGMA journal_mode = DELETE")
        out.execute("PRAGMA secure_delete = ON")
        if out.execute(_HAS_SESSIONS).fetchone():
            out.execute("DELETE FROM session")
        out.commit()
