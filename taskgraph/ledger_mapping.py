"""What people said of the columns of their own ledgers, by the heads of the tables: it holds when these come again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from ingest.model import Document
from ingest.store import Executor
from taskgraph.inputs import Read
from taskgraph.ledger_foreign import find_fingerprints, name_heads
from taskgraph.viewpoint import write_moment

_FIND = "SELECT meanings FROM ledger_mapping WHERE heads IN (SELECT value FROM json_each(?)) ORDER BY recorded_at"
_KEEP = "INSERT OR REPLACE INTO ledger_mapping (heads, meanings, recorded_at) VALUES (?, ?, ?)"


def find_mapping(db: Executor, doc: Document) -> dict[str, str]:
    """Return the keys of our columns by the heads of a document's tables, as far as people told them."""
    rows = db.execute(_FIND, [json.dumps(find_fingerprints(doc))]).fetchall()
    return {head: key for row in rows for head, key in json.loads(row[0]).items()}


def keep_mapping(db: Database, doc: Document, mapping: Mapping[str, str], now: datetime) -> None:
    for heads in find_fingerprints(doc) if mapping else ():
        db.execute(_KEEP, [heads, json.dumps(mapping, ensure_ascii=False), write_moment(now)])


def read_as_told(db: Executor, read: Read) -> Read:
    """Return a reading that heeds what people said of the columns of such tables."""
    mapping = find_mapping(db, read.doc)
    if not mapping:
        return read
    from extract.pipeline import extract  # noqa: PLC0415 - workers have extracted all others

    return replace(read, extraction=extract(read.doc, name_heads(mapping)))
