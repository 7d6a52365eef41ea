"""Writing documents: their texts, blocks and carriers into the database, their bytes into a folder.

The caller opens the transaction; a document is stored with all that follows from it or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ingest.model import Block, Document, Meta


class Change(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # the document had another text until now


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """The row of a document's text, and what storing it changed."""

    id: int
    document: str
    number: int
    change: Change


def document_id(key: str) -> str:
    """Return the short id by which people name a document: it depends on the key alone."""
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def store_document(db: Database, doc: Document, *, loaded_at: str) -> StoredVersion:
    """Store `doc`, or find the version that already has its text; the source is recorded either way."""
    stored = _known_version(db, doc) or _add_version(db, doc, loaded_at)
    db.table("carrier").insert(
        {"version": stored.id, "sha256": doc.sha256, "source": doc.source, "loaded_at": loaded_at},
        pk=("version", "sha256", "source"),
        ignore=True,
    )
    return stored


def _known_version(db: Database, doc: Document) -> StoredVersion | None:
    where = "document = ? AND text_hash = ?"
    for row in db.table("version").rows_where(where, [document_id(doc.key), hash_text(doc.text)]):
        return StoredVersion(id=row["id"], document=row["document"], number=row["number"], change=Change.UNCHANGED)
    return None


def _add_version(db: Database, doc: Document, loaded_at: str) -> StoredVersion:
    document = document_id(doc.key)
    db.table("document").insert({"id": document, "key": doc.key}, pk="id", ignore=True)
    number = 1 + db.table("version").count_where("document = ?", [document])
    db.execute(
        "UPDATE version SET superseded_at = ? WHERE document = ? AND superseded_at IS NULL", [loaded_at, document]
    )
    row = {"document": document, "number": number, "text_hash": hash_text(doc.text), "text": doc.text}
    version = db.table("version").insert(row | _meta_row(doc.meta) | {"loaded_at": loaded_at}).last_pk
    blocks = ({"version": version, "seq": seq} | _block_row(block) for seq, block in enumerate(doc.blocks))
    db.table("block").insert_all(blocks, pk=("version", "seq"))
    change = Change.NEW if number == 1 else Change.SUPERSEDED
    return StoredVersion(id=int(str(version)), document=document, number=number, change=change)


def _meta_row(meta: Meta) -> dict[str, Any]:
    return {
        "title": meta.title,
        "doc_number": meta.doc_number,
        "issuer": meta.issuer,
        "published": _iso(meta.published),
        "written": _iso(meta.written),
        "year": meta.year,
        "type": meta.type.value,
        "period_start": _iso(meta.period.start),
        "period_end": _iso(meta.period.end),
    }


def _block_row(block: Block) -> dict[str, Any]:
    place = block.place
    return {
        "kind": block.kind.value,
        "span_start": block.span.start,
        "span_end": block.span.end,
        "page": place.page,
        "box": json.dumps(place.box) if place.box else None,
        "sheet": place.sheet,
        "cell": place.cell,
        "paragraph": place.paragraph,
        "table_no": block.table,
        "row_no": block.row,
        "raw": block.raw,
        "offsets": json.dumps(astuple(block.offsets)),
        "cells": json.dumps([astuple(cell) for cell in block.cells]),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def remove_document(db: Database, document: str) -> tuple[str, ...]:
    """Delete a document with all its versions; return the hashes of the originals that nothing else needs."""
    carried = "SELECT sha256 FROM carrier JOIN version ON version.id = carrier.version WHERE version.document = ?"
    hashes = {str(row[0]) for row in db.execute(carried, [document]).fetchall()}
    db.execute("DELETE FROM document WHERE id = ?", [document])
    return tuple(sorted(h for h in hashes if not db.table("carrier").count_where("sha256 = ?", [h])))


def original_path(files: Path, sha256: str) -> Path:
    return files / "sha256" / sha256[:2] / sha256


def keep_original(files: Path, sha256: str, data: bytes) -> Path:
    """Write the bytes of an original once, whole or not at all, and return where they are."""
    path = original_path(files, sha256)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(path)
    return path


def drop_original(files: Path, sha256: str) -> None:
    original_path(files, sha256).unlink(missing_ok=True)
