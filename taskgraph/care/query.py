"""Reading what is stored to see whether it agrees with itself. Nothing here judges; `checks` does."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from taskgraph.care.model import Quote, Text

_VERSIONS = "SELECT id, coalesce(title, document), text, text_hash FROM version ORDER BY id"
_BLOCKS = "SELECT span_start, span_end FROM block WHERE version = ? ORDER BY seq"
# What people have put right does not stand in the text as they write it.
_QUOTES = """
SELECT '任务“' || title || '”', text, span_start, span_end FROM task WHERE version = :version
UNION ALL SELECT '进展', text, span_start, span_end FROM progress WHERE version = :version AND rule <> 'person'
UNION ALL SELECT '任务“' || task.title || '”的' || fact.what, fact.words, fact.span_start, fact.span_end
FROM task JOIN (
  SELECT '单位' AS what, task, unit AS words, span_start, span_end, rule FROM assignment
  UNION ALL SELECT '时限', task, text, span_start, span_end, rule FROM deadline
  UNION ALL SELECT '指标', task, text, span_start, span_end, rule FROM target
) AS fact ON fact.task = task.id
WHERE task.version = :version AND fact.rule <> 'person'
"""
_WITHOUT_VERSION = "SELECT key FROM document WHERE id NOT IN (SELECT document FROM version WHERE superseded_at IS NULL)"
_WITHOUT_CARRIER = """
SELECT coalesce(title, document) FROM version WHERE id NOT IN (SELECT version FROM carrier)
"""
_WITHOUT_UNIT = """
SELECT task.title, assignment.unit FROM assignment JOIN task ON task.id = assignment.task
WHERE assignment.id NOT IN (SELECT assignment FROM assignment_unit)
"""
_DEADLINES = """
SELECT task.title, deadline.text, deadline.start_date, deadline.end_date
FROM deadline JOIN task ON task.id = deadline.task WHERE start_date IS NOT NULL OR end_date IS NOT NULL
"""
_ORIGINALS = "SELECT sha256, min(source) FROM carrier GROUP BY sha256 ORDER BY sha256"
_PASSAGES = "SELECT id, task, span_start, span_end, title, folded FROM passage WHERE version = ? ORDER BY id"
_RANKS = "SELECT id FROM passage_fts_docsize ORDER BY id"
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, passage_fts, row)"
_WORDS = "SELECT term, cnt FROM temp.word"


def find_breaks(db: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with the file, in its own words."""
    found = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def count_loose_rows(db: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """Return how many rows of which table name a row of which other table that is not there."""
    return Counter((table, parent) for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"))


def iter_texts(db: sqlite3.Connection) -> Iterator[Text]:
    for version, name, text, text_hash in db.execute(_VERSIONS):
        quotes = db.execute(_QUOTES, {"version": version})
        yield Text(
            version=version,
            name=name,
            text=text,
            text_hash=text_hash,
            blocks=tuple(map(tuple, db.execute(_BLOCKS, [version]))),
            quotes=tuple(Quote(what=what, words=words, start=a, end=b) for what, words, a, b in quotes),
        )


def find_empty_documents(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute(_WITHOUT_VERSION)]


def find_uncarried(db: sqlite3.Connection) -> list[str]:
    """Return the names of versions of which no file is known."""
    return [row[0] for row in db.execute(_WITHOUT_CARRIER)]


def find_unplaced(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return tasks and the words for a unit that no unit is known for."""
    return [(title, unit) for title, unit in db.execute(_WITHOUT_UNIT)]


def iter_dates(db: sqlite3.Connection) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield tasks with the words and the first and last day of their deadlines."""
    yield from (tuple(row) for row in db.execute(_DEADLINES))


def load_originals(db: sqlite3.Connection) -> dict[str, str]:
    """Return the hash of every original and one name that it came by."""
    return dict(map(tuple, db.execute(_ORIGINALS)))


def load_logged(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT task FROM tracked_task ORDER BY task")]


def load_corrected_ids(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT DISTINCT subject FROM correction ORDER BY subject")]


def load_passage_rows(db: sqlite3.Connection, version: int) -> list[dict[str, Any]]:
    names = ("id", "task", "span_start", "span_end", "title", "folded")
    return [dict(zip(names, row, strict=True)) for row in db.execute(_PASSAGES, [version])]


def load_index_ranks(db: sqlite3.Connection) -> list[int]:
    """Return the ids that the index of words has an entry for, in order."""
    return [row[0] for row in db.execute(_RANKS)]


def load_index_words(db: sqlite3.Connection) -> Counter[str]:
    """Return how often the index has each word."""
    db.execute(_VOCABULARY)
    return Counter(dict(map(tuple, db.execute(_WORDS))))


def is_carried(db: sqlite3.Connection, sha256: str) -> bool:
    return db.execute("SELECT 1 FROM carrier WHERE sha256 = ?", [sha256]).fetchone() is not None
