"""Writing what search looks through: every task and every other block, folded, with its tokens.

The id of a passage is its rank: search reads the index in the order of its ids and stops when a page is full. From the
highest bits on: the tier (a task's title, a task, other text), the document's age (the newest first), a hash of the
document (so that the order does not depend on when documents came), the place in the document.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from ingest.span import BlockKind, Span
from ingest.store import Executor
from taskgraph.folding import fold, tokens
from taskgraph.search import OTHER_TIER, TASK_TIER

_DAY_BITS, _HASH_BITS, _PLACE_BITS = 16, 24, 20  # with the tier's two they leave the sign alone
_FIRST_DAY = date(1900, 1, 1).toordinal()

_OF_VERSION = "SELECT id, title, folded FROM passage WHERE version = ?"
_DATED = "SELECT document, coalesce(written, published, year || '-01-01') FROM version WHERE id = ?"
_TAKEN = "SELECT 1 FROM passage WHERE id BETWEEN :first AND :last LIMIT 1"
_ADD = """
INSERT INTO passage (id, version, task, span_start, span_end, title, folded)
VALUES (:id, :version, :task, :start, :end, :title, :folded)
"""
_ADD_TOKENS = "INSERT INTO passage_fts (rowid, body) VALUES (?, ?)"
_FORGET_TOKENS = "INSERT INTO passage_fts (passage_fts, rowid, body) VALUES ('delete', ?, ?)"
_TEXT = "SELECT text FROM version WHERE id = ?"
_TASKS = "SELECT id, title, span_start, span_end FROM task WHERE version = ? ORDER BY id"
_BLOCKS = "SELECT span_start, span_end FROM block WHERE version = ? AND kind <> ? ORDER BY seq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a document's text that search takes for one: a task (its row and title), or a block outside tasks."""

    span: Span
    task: int | None = None
    title: str | None = None


def index_passages(db: Database, version: int) -> None:
    """Make every task and every other block of a stored version searchable."""
    text = db.execute(_TEXT, [version]).fetchone()[0]
    passages = find_passages(db, version)
    base = _free_rank(db, version, len(passages))
    rows = [_passage_row(base + place, version, passage, text) for place, passage in enumerate(passages)]
    db.conn.executemany(_ADD, rows)
    db.conn.executemany(_ADD_TOKENS, [*iter_tokens(rows)])


def find_passages(db: Executor, version: int) -> tuple[Passage, ...]:
    """Return the passages of a stored version, whether or not they are in the index."""
    tasks = (Passage(span=Span(a, b), task=row, title=title) for row, title, a, b in db.execute(_TASKS, [version]))
    blocks = (Span(start, end) for start, end in db.execute(_BLOCKS, [version, BlockKind.FURNITURE]))
    return cut_passages(tuple(tasks), tuple(blocks))


def cut_passages(tasks: tuple[Passage, ...], blocks: tuple[Span, ...]) -> tuple[Passage, ...]:
    """Widen each task to the blocks that it fills (its number stands in them); other blocks stand by themselves."""
    widened = {task.task: task for task in tasks}
    others = []
    for block in blocks:
        inside = [task for task in tasks if _shared(task.span, block) > 0]
        if len(inside) == 1 and 2 * _shared(inside[0].span, block) > block.end - block.start:
            task = widened[inside[0].task]
            span = Span(min(task.span.start, block.start), max(task.span.end, block.end))
            widened[task.task] = replace(task, span=span)
        elif not any(task.span.start <= block.start and block.end <= task.span.end for task in inside):
            others.append(Passage(span=block))
    return (*widened.values(), *others)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _free_rank(db: Database, version: int, count: int) -> int:
    """Return the lowest of `count` ranks in one row, among those of the version's day, that no passage has."""
    document, dated = db.execute(_DATED, [version]).fetchone()
    rank = base_rank(document, date.fromisoformat(dated) if dated else None)
    taken = [tier + rank for tier in (TASK_TIER, OTHER_TIER)]
    while any(db.execute(_TAKEN, {"first": at, "last": at + count}).fetchone() for at in taken):
        rank += 1 << _PLACE_BITS
        taken = [tier + rank for tier in (TASK_TIER, OTHER_TIER)]
    return rank


def base_rank(document: str, day: date | None) -> int:
    """Return where a document's passages begin within a tier: newer days first, undated documents last."""
    age = (1 << _DAY_BITS) - 1
    if day:
        age -= min(max(day.toordinal() - _FIRST_DAY, 1), age)
    return (age << _HASH_BITS | zlib.crc32(document.encode()) >> (32 - _HASH_BITS)) << _PLACE_BITS


def _passage_row(rank: int, version: int, passage: Passage, text: str) -> dict[str, Any]:
    return {
        "id": rank + (OTHER_TIER if passage.task is None else TASK_TIER),
        "version": version,
        "task": passage.task,
        "start": passage.span.start,
        "end": passage.span.end,
        "title": None if passage.title is None else fold(passage.title),
        "folded": fold(passage.span.of(text)),
    }


def iter_tokens(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """Yield what stands in the index, in the order of ranks: the titles of tasks, then whole tasks and other text."""
    for row in rows:
        if row["title"] is not None:
            yield row["id"] - TASK_TIER, tokens(row["title"])
    for row in rows:
        yield row["id"], tokens(row["folded"])


def forget_passages(db: Database, version: int) -> None:
    """Take a version out of the index, which must be told the tokens that it is to forget."""
    rows = [dict(zip(("id", "title", "folded"), row, strict=True)) for row in db.execute(_OF_VERSION, [version])]
    db.conn.executemany(_FORGET_TOKENS, [*iter_tokens(rows)])
    db.execute("DELETE FROM passage WHERE version = ?", [version])
