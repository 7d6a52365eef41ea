"""Where each block of a stored text stands in the file that it was read from."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from ingest.span import BlockKind, Span

_PLACES = """
SELECT kind, span_start, span_end, page, box, sheet, cell, paragraph, table_no, row_no, confidence
FROM block WHERE version = ? ORDER BY seq
"""
_FIRST_HASH = "SELECT sha256 FROM carrier WHERE version = ? ORDER BY rowid LIMIT 1"
_FIRST_SOURCE = "SELECT source FROM carrier WHERE version = ? ORDER BY rowid LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A block of the text and where it stands in the original; what the format does not know is None."""

    kind: BlockKind
    span: Span
    page: int | None
    box: tuple[float, float, float, float] | None
    sheet: str | None
    cell: str | None
    paragraph: int | None
    table_no: int | None
    row_no: int | None
    confidence: float | None  # of the words, where they were read from a picture


def load_places(db: sqlite3.Connection, version: int) -> tuple[Place, ...]:
    """Return where each block of a version stands in its original, in the order of the text."""
    return tuple(_place(row) for row in db.execute(_PLACES, [version]))


def load_first_source(db: sqlite3.Connection, version: int) -> str:
    """Return the source that a version's text was read from; others only carry the same text."""
    return str(db.execute(_FIRST_SOURCE, [version]).fetchone()[0])


def load_original(db: sqlite3.Connection, version: int) -> str:
    """Return the hash of the file that a version's text was read from."""
    return str(db.execute(_FIRST_HASH, [version]).fetchone()[0])


def _place(row: sqlite3.Row) -> Place:
    return Place(
        kind=BlockKind(row["kind"]),
        span=Span(row["span_start"], row["span_end"]),
        page=row["page"],
        box=tuple(json.loads(row["box"])) if row["box"] else None,
        sheet=row["sheet"],
        cell=row["cell"],
        paragraph=row["paragraph"],
        table_no=row["table_no"],
        row_no=row["row_no"],
        confidence=row["confidence"],
    )
