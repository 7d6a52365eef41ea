"""Writing what search looks through: every task's text and every other block, folded, with its tokens."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from extract.store import StoredTask
from ingest.model import Block, BlockKind, Document
from taskgraph.folding import fold, tokens

_OF_VERSION = "SELECT id, folded FROM passage WHERE version = ?"


def index_passages(db: Database, version: int, doc: Document, stored: tuple[StoredTask, ...]) -> None:
    """Make every task's text and every block searchable; a block that its task's text repeats is left out."""
    folded = {task.row: fold(task.task.text) for task in stored}
    for row, text in folded.items():
        _add_passage(db, {"version": version, "task": row, "folded": text})
    for block in doc.blocks:
        owner = _enclosing_task(block, stored)
        text = fold(block.span.of(doc.text))
        if block.kind is not BlockKind.FURNITURE and not (owner and text in folded[owner]):
            span = {"span_start": block.span.start, "span_end": block.span.end}
            _add_passage(db, {"version": version, "task": owner, "folded": text} | span)


def _enclosing_task(block: Block, stored: tuple[StoredTask, ...]) -> int | None:
    """Return the row of the task that holds most of a block; its number stands in the block, not in the task."""
    start, end = block.span.start, block.span.end
    shares = ((min(end, task.task.span.end) - max(start, task.task.span.start), task.row) for task in stored)
    share, row = max(shares, default=(0, 0))
    return row if 2 * share > end - start else None


def _add_passage(db: Database, row: dict[str, Any]) -> None:
    passage = db.table("passage").insert(row).last_pk
    db.execute("INSERT INTO passage_fts (rowid, body) VALUES (?, ?)", [passage, tokens(row["folded"])])


def forget_passages(db: Database, version: int) -> None:
    """Take a version out of the index, which must be told the tokens that it is to forget."""
    for passage, folded in db.execute(_OF_VERSION, [version]).fetchall():
        db.execute(
            "INSERT INTO passage_fts (passage_fts, rowid, body) VALUES ('delete', ?, ?)", [passage, tokens(folded)]
        )
    db.execute("DELETE FROM passage WHERE version = ?", [version])
