"""Writing the graph: one document with its facts, units and search passages in one transaction.

Reading is `query.py`; it needs neither this module nor sqlite-utils.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

import extract.schema
import ingest.schema
from extract.model import Extraction
from extract.store import forget_extraction, store_extraction
from ingest.model import Document, Meta
from ingest.store import (
    Carrier,
    Change,
    StoredVersion,
    add_carrier,
    drop_original,
    drop_version,
    find_original_version,
    find_same_text,
    keep_original,
    remove_document,
    rewrite_version,
    store_document,
)
from taskgraph import schema
from taskgraph.correcting import Outcome
from taskgraph.correction_store import forget_readings, hold_corrections
from taskgraph.datadir import DATABASE, FILES, lock_for_writing, make_data_dir, refuse_network_share
from taskgraph.levels import find_level, load_level_rules
from taskgraph.lineage import Piece
from taskgraph.lineage_store import Tied, load_pieces, load_pieces_before, tie_lines
from taskgraph.link_store import link_similar
from taskgraph.links.kin_store import link_tasks, place_document
from taskgraph.links.store import link_citations, loosen_links
from taskgraph.passages import forget_passages, index_passages
from taskgraph.reader import open_reader
from taskgraph.review.scopes import wait_for_review
from taskgraph.review.statements import move_statements
from taskgraph.schema_version import SCHEMA_VERSION, refuse_newer
from taskgraph.unit_store import drop_orphaned_units, link_units
from taskgraph.units import Home, find_home, load_unit_rules

MIGRATIONS = (ingest.schema.migrations, extract.schema.migrations, schema.migrations)

# FULL: what was acknowledged outlives a power cut.
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000")

_UNINDEXED = "SELECT id, document, issuer, title FROM version WHERE id NOT IN (SELECT version FROM passage)"
_ONLY_CARRIED = """
SELECT version.id, version.document FROM version JOIN carrier ON carrier.version = version.id
WHERE version.document <> :document GROUP BY version.id HAVING min(carrier.sha256 = :sha256)
"""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and the folder of originals beside it."""

    db: Database
    files: Path


@dataclass(frozen=True, slots=True)
class Loaded:
    """`tied`: what became of the tasks of the text that this one supersedes; `held`: what became of corrections."""

    version: StoredVersion
    tied: Tied = field(default_factory=Tied)
    held: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a text went, and the tasks that other readings of the same file had there or under another key."""

    version: StoredVersion
    reread: tuple[Piece, ...] = ()


class WritingDatabase(Database):
    """A database whose transactions write from their beginning.

    One that only reads at first could not write any more once somebody has logged in meanwhile: SQLite does not let it
    wait, for what it has read is no longer so.
    """

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        with self.conn:
            self.conn.execute("BEGIN IMMEDIATE")
            yield self


@contextmanager
def open_store(data_dir: Path, *, patience: float = 0) -> Iterator[Store]:
    """Open a data directory for writing, making or migrating its database; one at a time (`lock_for_writing`)."""
    refuse_network_share(data_dir)
    make_data_dir(data_dir)
    with lock_for_writing(data_dir, patience=patience):
        if not (data_dir / DATABASE).exists():
            (data_dir / DATABASE).touch(mode=0o600)  # it will hold hashes of passwords, wherever the office has it lie
        db = open_database(data_dir / DATABASE)
        try:
            yield Store(db, data_dir / FILES)
        finally:
            db.close()


@contextmanager
def open_rehearsal(data_dir: Path) -> Iterator[Store]:
    """Open a copy in memory of what is stored, an empty one where nothing is: what is written there is not kept."""
    with TemporaryDirectory() as files, closing(open_database(":memory:")) as db:
        if (data_dir / DATABASE).exists():
            with open_reader(data_dir) as stored:
                stored.backup(db.conn)
        yield Store(db, Path(files))


def open_database(path: Path | str) -> Database:
    """Open or make a database with all its tables; ":memory:" gives one for tests.

    Raise NewerStoreError, with nothing changed, if a newer version of the program made it.
    """
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    db = WritingDatabase(connection)
    try:
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: Database, path: Path | str) -> None:
    version = refuse_newer(db, path)
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    if version < SCHEMA_VERSION:
        _upgrade(db)
    db.execute("PRAGMA foreign_keys = ON")  # not before: rows must not go with a table that is made anew


def _upgrade(db: Database) -> None:
    """Bring the tables up to date, all the way or not at all."""
    with db.atomic():
        for migrations in MIGRATIONS:
            migrations.apply(db)
        index_unindexed(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def load_document(
    store: Store, doc: Document, extraction: Extraction, data: bytes, *, now: datetime, again: bool = False
) -> Loaded:
    """Store a document and all that was found in it, or nothing; a text that is known already only gains a source.

    With `again` what was read from the same file before is replaced by this reading.
    """
    keep_original(store.files, doc.sha256, data)
    loaded_at = now.isoformat(timespec="seconds")
    with store.db.atomic():
        placed = _place(store.db, doc, loaded_at, again=again)
        version = placed.version
        if version.change is Change.UNCHANGED:
            return Loaded(version)
        _store_findings(store.db, version, doc, extraction)
        tie_lines(store.db, version.id, placed.reread)
        before = load_pieces_before(store.db, version.document, version.number)
        tied = tie_lines(store.db, version.id, before)
        held = hold_corrections(store.db, version.id)
        if version.in_force:
            link_tasks(store.db, version.document)
        return Loaded(version, tied if version.change is Change.SUPERSEDED else Tied(), held)


def load_carrier(store: Store, version: int, carrier: Carrier, *, now: datetime) -> None:
    """Note down one more source of a text whose file is stored already."""
    with store.db.atomic():
        add_carrier(store.db, version, carrier, loaded_at=now.isoformat(timespec="seconds"))


def _place(db: Database, doc: Document, loaded_at: str, *, again: bool) -> _Placed:
    if again:
        return _reread(db, doc, loaded_at)
    return _Placed(store_document(db, doc, loaded_at=loaded_at))


def _reread(db: Database, doc: Document, loaded_at: str) -> _Placed:
    """Put a new reading of a stored file in the place of the old one, if no other version says the same."""
    own, same = find_original_version(db, doc), find_same_text(db, doc)
    if own is None or (same and same.id != own.id):
        version, pieces = store_document(db, doc, loaded_at=loaded_at), tuple[Piece, ...]()
    else:
        version, pieces = replace(own, change=Change.REREAD), load_pieces(db, own.id)
        _forget_findings(db, own.id)
        rewrite_version(db, own.id, doc)
        add_carrier(db, own.id, Carrier(doc.sha256, doc.source), loaded_at=loaded_at)
    return _Placed(version, (*pieces, *_forget_other_keys(db, doc, version)))


def _forget_other_keys(db: Database, doc: Document, version: StoredVersion) -> tuple[Piece, ...]:
    """Drop what the same file was stored as while its key was read otherwise; return the tasks that it had."""
    pieces: list[Piece] = []
    for old, document in db.execute(_ONLY_CARRIED, {"sha256": doc.sha256, "document": version.document}).fetchall():
        pieces += load_pieces(db, old)
        db.execute("UPDATE OR IGNORE carrier SET version = ? WHERE version = ?", [version.id, old])
        forget_passages(db, old)
        move_statements(db, document, version.document)
        loosen_links(db, document)
        drop_version(db, old, document)
    drop_orphaned_units(db)
    return tuple(pieces)


def _store_findings(db: Database, version: StoredVersion, doc: Document, extraction: Extraction) -> None:
    stored = store_extraction(db, version.id, extraction)
    home = find_home(doc.meta, version.document, load_unit_rules())
    link_units(db, stored, home)
    _index_version(db, version.id, home)
    wait_for_review(db, version.id)
    if version.in_force:
        link_similar(db, version.id, version.document, doc)
        link_citations(db, version.document, doc)
        place_document(db, version.document, doc)


def _index_version(db: Database, version: int, home: Home) -> None:
    """Make a stored version findable: its words, and the level of its issuer."""
    if level := find_level(home, load_level_rules()):
        db.table("version_level").upsert({"version": version, "level": level.value}, pk="version")
    index_passages(db, version)


def index_unindexed(db: Database) -> None:
    """Index the versions that were stored before there was such an index."""
    with db.atomic():
        for version, document, issuer, title in db.execute(_UNINDEXED).fetchall():
            _index_version(db, version, find_home(Meta(issuer=issuer, title=title), document, load_unit_rules()))


def rebuild_index(db: Database) -> None:
    """Make what search looks through anew from the texts."""
    with db.atomic():
        db.execute("DELETE FROM passage")
        db.execute("INSERT INTO passage_fts (passage_fts) VALUES ('delete-all')")
        index_unindexed(db)


def _forget_findings(db: Database, version: int) -> None:
    forget_readings(db, version)
    forget_passages(db, version)
    forget_extraction(db, version)
    drop_orphaned_units(db)


def forget_document(store: Store, document: str, *, first: Callable[[Database], object] = lambda _: None) -> None:
    """Delete a document, all its versions, what was found in them and, once that is done, the originals that only it
    had; `first` is done in the same transaction.
    """
    with store.db.atomic():
        first(store.db)
        for (version,) in store.db.execute("SELECT id FROM version WHERE document = ?", [document]).fetchall():
            forget_passages(store.db, version)
        loosen_links(store.db, document)
        orphans = remove_document(store.db, document)
        drop_orphaned_units(store.db)
    for sha256 in orphans:
        drop_original(store.files, sha256)
