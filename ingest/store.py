"""Writing documents: their texts, blocks and carriers into the database, their bytes into a folder.

The caller opens the transaction; a document is stored with all that follows from it or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

from ingest.model import Block, Document, Meta
from ingest.wording import Wording, is_same_text, wording

_VERSIONS = """
SELECT id, document, number, text_hash = :text_hash AS same, text FROM version WHERE document = :document
ORDER BY same DESC, superseded_at IS NOT NULL, number DESC
"""
_BODY = """
SELECT span_start, span_end, confidence FROM block WHERE version = ? AND kind <> 'furniture' ORDER BY seq
"""
_LAST_NUMBER = "SELECT max(number) FROM version WHERE document = ?"
_REVIVE_LAST = """
UPDATE version SET superseded_at = NULL
WHERE document = :document AND number = (SELECT max(number) FROM version WHERE document = :document)
"""
_FIRST_CARRIED = """
SELECT version.id, version.document, version.number, version.superseded_at IS NULL FROM version
WHERE version.document = :document
  AND :sha256 = (SELECT sha256 FROM carrier WHERE carrier.version = version.id ORDER BY rowid LIMIT 1)
ORDER BY superseded_at IS NOT NULL, number DESC
"""


class Change(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # the document had another text until now
    REREAD = "reread"  # a new reading of the same file took the place of the old one


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """The row of a document's text, and what storing it changed."""

    id: int
    document: str
    number: int
    change: Change
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Carrier:
    """A file in which a text came."""

    sha256: str
    source: str


class Executor(Protocol):
    """What runs SQL: a sqlite-utils database, or a plain connection that only reads."""

    def execute(self, sql: str, parameters: Any = ..., /) -> sqlite3.Cursor: ...


def document_id(key: str) -> str:
    """Return the short id by which people name a document: it depends on the key alone."""
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def store_document(db: Database, doc: Document, *, loaded_at: str) -> StoredVersion:
    """Store `doc`, or find the version that already has its text; the source is recorded either way."""
    stored = find_same_text(db, doc) or _add_version(db, doc, loaded_at)
    add_carrier(db, stored.id, Carrier(doc.sha256, doc.source), loaded_at=loaded_at)
    return stored


def add_carrier(db: Database, version: int, carrier: Carrier, *, loaded_at: str) -> None:
    """Note down a file that carries a version's text; known ones stay as they are."""
    row = {"version": version, "sha256": carrier.sha256, "source": carrier.source, "loaded_at": loaded_at}
    db.table("carrier").insert(row, pk=("version", "sha256", "source"), ignore=True)


def find_same_text(db: Executor, doc: Document) -> StoredVersion | None:
    """Return the version that says the same as `doc` under its key, the one in force before older ones."""
    found = db.execute(_VERSIONS, {"document": document_id(doc.key), "text_hash": hash_text(doc.text)}).fetchall()
    own = wording(doc.text, doc.blocks)
    for id_, document, number, same, text in found:
        if same or is_same_text(own, _stored_wording(db, id_, text)):
            return StoredVersion(id=id_, document=document, number=number, change=Change.UNCHANGED)
    return None


def _stored_wording(db: Executor, version: int, text: str) -> Wording:
    rows = db.execute(_BODY, [version]).fetchall()
    return Wording(tuple(text[start:end] for start, end, _ in rows), any(row[2] is not None for row in rows))


def _add_version(db: Database, doc: Document, loaded_at: str) -> StoredVersion:
    document = document_id(doc.key)
    db.table("document").insert({"id": document, "key": doc.key}, pk="id", ignore=True)
    number = 1 + (db.execute(_LAST_NUMBER, [document]).fetchone()[0] or 0)
    db.execute(
        "UPDATE version SET superseded_at = ? WHERE document = ? AND superseded_at IS NULL", [loaded_at, document]
    )
    row = {"document": document, "number": number, "loaded_at": loaded_at}
    version = int(str(db.table("version").insert(row | _text_row(doc)).last_pk))
    _add_blocks(db, version, doc)
    change = Change.NEW if number == 1 else Change.SUPERSEDED
    return StoredVersion(id=version, document=document, number=number, change=change)


def rewrite_version(db: Database, version: int, doc: Document) -> None:
    """Put a better reading of the same file in the place of a version's text; all that was found in it must follow."""
    db.execute("DELETE FROM block WHERE version = ?", [version])
    db.table("version").update(version, _text_row(doc))
    _add_blocks(db, version, doc)


def find_original_version(db: Executor, doc: Document) -> StoredVersion | None:
    """Return the version of the document that was read from this very file, and not merely from another carrier."""
    row = db.execute(_FIRST_CARRIED, {"document": document_id(doc.key), "sha256": doc.sha256}).fetchone()
    if row is None:
        return None
    return StoredVersion(id=row[0], document=row[1], number=row[2], change=Change.UNCHANGED, in_force=bool(row[3]))


def drop_version(db: Database, version: int, document: str) -> None:
    """Delete a version; the newest that is left comes into force, and a document without versions goes."""
    db.execute("DELETE FROM version WHERE id = ?", [version])
    db.execute(_REVIVE_LAST, {"document": document})
    db.execute("DELETE FROM document WHERE id = ? AND id NOT IN (SELECT document FROM version)", [document])


def _add_blocks(db: Database, version: int, doc: Document) -> None:
    blocks = ({"version": version, "seq": seq} | _block_row(block) for seq, block in enumerate(doc.blocks))
    db.table("block").insert_all(blocks, pk=("version", "seq"))


def _text_row(doc: Document) -> dict[str, Any]:
    warnings = json.dumps(doc.warnings, ensure_ascii=False)
    return {"text_hash": hash_text(doc.text), "text": doc.text, "warnings": warnings} | _meta_row(doc.meta)


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
        "confidence": place.confidence,
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
    """Write the bytes of an original once, whole or not at all, and return where they are; mend a damaged one."""
    path = original_path(files, sha256)
    if path.exists() and path.read_bytes() == data:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
        try:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        except OSError:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(path)
    sync_folder(path.parent)
    return path


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut, where the platform can be asked to."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def drop_original(files: Path, sha256: str) -> None:
    original_path(files, sha256).unlink(missing_ok=True)
