"""From the store back to what was read: a version's document and what was found in it.

A block comes without its place in the original: what reads a text again needs only its kind, span and cells.
"""

from __future__ import annotations

import json
import sqlite3

from ingest.model import Block, BlockKind, Document, DocumentType, Meta, Period, Span
from taskgraph.extraction_query import load_extraction
from taskgraph.facts import parse_day
from taskgraph.tracking.model import Reading

_VERSION = """
SELECT version.*, document.key FROM version JOIN document ON document.id = version.document WHERE version.id = ?
"""
_BLOCKS = "SELECT kind, span_start, span_end, table_no, row_no, cells FROM block WHERE version = ? ORDER BY seq"


def load_reading(db: sqlite3.Connection, version: int) -> Reading:
    return Reading(doc=load_text(db, version), extraction=load_extraction(db, version))


def load_text(db: sqlite3.Connection, version: int) -> Document:
    row = db.execute(_VERSION, [version]).fetchone()
    return Document(
        key=row["key"],
        sha256="",
        source="",
        text=row["text"],
        blocks=tuple(map(_block, db.execute(_BLOCKS, [version]))),
        meta=_meta(row),
    )


def _block(row: sqlite3.Row) -> Block:
    cells = json.loads(row["cells"])
    return Block(
        kind=BlockKind(row["kind"]),
        span=Span(row["span_start"], row["span_end"]),
        table=row["table_no"],
        row=row["row_no"],
        cells=tuple(Span(start, end) for start, end in cells),
    )


def _meta(row: sqlite3.Row) -> Meta:
    return Meta(
        title=row["title"],
        doc_number=row["doc_number"],
        issuer=row["issuer"],
        published=parse_day(row["published"]),
        written=parse_day(row["written"]),
        year=row["year"],
        type=DocumentType(row["type"]),
        period=Period(parse_day(row["period_start"]), parse_day(row["period_end"])),
    )
