"""Writing the graph: one document with its facts, units and search passages in one transaction.

Reading is `query.py`; it needs neither this module nor sqlite-utils.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

import extract.schema
import ingest.schema
from extract.model import Extraction
from extract.store import StoredTask, store_extraction
from ingest.model import Block, BlockKind, Document
from ingest.store import Change, StoredVersion, drop_original, keep_original, remove_document, store_document
from taskgraph import schema
from taskgraph.datadir import DATABASE, FILES, lock_for_writing, make_data_dir, refuse_network_share
from taskgraph.folding import fold, fold_name, tokens
from taskgraph.units import Home, UnitIdentity, find_home, identify_unit, load_unit_rules

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 5000", "foreign_keys = ON")

_ADD_FORM = """
INSERT INTO unit_form (form, unit, tier) VALUES (?, ?, ?)
ON CONFLICT (form, unit) DO UPDATE SET tier = min(tier, excluded.tier)
"""
_PASSAGES_OF_DOCUMENT = """
SELECT passage.id, passage.folded FROM passage JOIN version ON version.id = passage.version WHERE version.document = ?
"""
_RETIRED = """
SELECT count(*) FROM task JOIN version ON version.id = task.version
WHERE version.document = :document AND version.number = :number - 1
  AND task.task NOT IN (SELECT task FROM task WHERE version = :version)
"""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and the folder of originals beside it."""

    db: Database
    files: Path


@dataclass(frozen=True, slots=True)
class Loaded:
    """`retired` tasks stood in the text that this one supersedes and are no longer there."""

    version: StoredVersion
    retired: int = 0


@contextmanager
def open_store(data_dir: Path) -> Iterator[Store]:
    """Open a data directory for writing, making or migrating its database; one process at a time."""
    refuse_network_share(data_dir)
    make_data_dir(data_dir)
    with lock_for_writing(data_dir):
        db = open_database(data_dir / DATABASE)
        try:
            yield Store(db, data_dir / FILES)
        finally:
            db.close()


def open_database(path: Path | str) -> Database:
    """Open or make a database with all its tables; ":memory:" gives one for tests."""
    db = Database(sqlite3.connect(path))
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    for migrations in (ingest.schema.migrations, extract.schema.migrations, schema.migrations):
        migrations.apply(db)
    return db


def load_document(store: Store, doc: Document, extraction: Extraction, data: bytes, *, now: datetime) -> Loaded:
    """Store a document and all that was found in it, or nothing; a text that is known already only gains a source."""
    keep_original(store.files, doc.sha256, data)
    with store.db.atomic():
        version = store_document(store.db, doc, loaded_at=now.isoformat(timespec="seconds"))
        if version.change is Change.UNCHANGED:
            return Loaded(version)
        stored = store_extraction(store.db, version.id, extraction)
        link_units(store.db, stored, find_home(doc.meta, version.document, load_unit_rules()))
        index_passages(store.db, version.id, doc, stored)
        place = {"document": version.document, "number": version.number, "version": version.id}
        return Loaded(version, retired=store.db.execute(_RETIRED, place).fetchone()[0])


def link_units(db: Database, stored: Iterable[StoredTask], home: Home) -> None:
    """Tie each assignment to the unit that its printed name means in a document from `home`."""
    units: dict[str, int] = {}
    links = []
    for task in stored:
        for assignment, row in zip(task.task.assignments, task.assignment_rows, strict=True):
            if assignment.unit not in units:
                units[assignment.unit] = _register_unit(db, assignment.unit, home)
            links.append({"assignment": row, "unit": units[assignment.unit]})
    db.table("assignment_unit").insert_all(links, pk="assignment")


def _register_unit(db: Database, printed: str, home: Home) -> int:
    identity = identify_unit(printed, home, load_unit_rules())
    known = list(db.table("unit").rows_where("region = ? AND name = ?", [identity.region, identity.name]))
    unit = known[0]["id"] if known else db.table("unit").insert(_unit_row(identity)).last_pk
    forms = [(identity.label, 1), (printed, 2), *((form, 3) for form in identity.bare)]
    for form, tier in forms:
        db.execute(_ADD_FORM, [fold_name(form), unit, tier])
    return int(str(unit))


def _unit_row(identity: UnitIdentity) -> dict[str, Any]:
    return {
        "region": identity.region,
        "name": identity.name,
        "label": identity.label,
        "collective": int(identity.collective),
    }


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


def forget_document(store: Store, document: str) -> None:
    """Delete a document, all its versions, what was found in them and the originals that only it had."""
    with store.db.atomic():
        for passage, folded in store.db.execute(_PASSAGES_OF_DOCUMENT, [document]).fetchall():
            store.db.execute(
                "INSERT INTO passage_fts (passage_fts, rowid, body) VALUES ('delete', ?, ?)", [passage, tokens(folded)]
            )
        orphans = remove_document(store.db, document)
        store.db.execute("DELETE FROM unit WHERE id NOT IN (SELECT unit FROM assignment_unit)")
    for sha256 in orphans:
        drop_original(store.files, sha256)
