from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingest.model import Block, BlockKind, Document, Meta, OffsetMap, Place, Span
from ingest.schema import migrations
from ingest.store import Change, drop_original, keep_original, original_path, remove_document, store_document

MORNING, EVENING = "2026-03-02T09:00:00+08:00", "2026-03-02T19:00:00+08:00"


@pytest.fixture
def db() -> Database:
    db = Database(memory=True)
    db.execute("PRAGMA foreign_keys = ON")
    migrations.apply(db)
    return db


@pytest.fixture
def doc() -> Document:
    block = Block(
        kind=BlockKind.PARAGRAPH,
        span=Span(0, 5),
        place=Place(page=2, box=(1.0, 2.0, 3.0, 4.0)),
        raw="青山县\n要点",
        offsets=OffsetMap((0, 3), (0, 4)),
        cells=(Span(0, 3),),
    )
    meta = Meta(title="青山县要点", year=2026)
    return Document(key="青发〔2026〕1号", sha256="ab12", source="a.txt", text="青山县要点", blocks=(block,), meta=meta)


def reworded(doc: Document, text: str, **changes: object) -> Document:
    return replace(doc, text=text, blocks=(replace(doc.blocks[0], span=Span(0, len(text))),), **changes)


def test_a_new_text_becomes_the_version_in_force(db: Database, doc: Document) -> None:
    assert store_document(db, doc, loaded_at=MORNING).change is Change.NEW
    assert [row["title"] for row in db.table("version").rows_where("superseded_at IS NULL")] == ["青山县要点"]


def test_the_same_text_again_only_adds_its_source(db: Database, doc: Document) -> None:
    first = store_document(db, doc, loaded_at=MORNING)
    again = store_document(db, replace(doc, source="b.pdf", sha256="cd34"), loaded_at=EVENING)
    assert (again.change, again.id) == (Change.UNCHANGED, first.id)
    assert db.table("version").count == 1
    assert [row["source"] for row in db.table("carrier").rows] == ["a.txt", "b.pdf"]


def test_a_changed_text_supersedes_the_old_one_and_keeps_it(db: Database, doc: Document) -> None:
    store_document(db, doc, loaded_at=MORNING)
    changed = store_document(db, reworded(doc, "青山县要点二", sha256="ef56"), loaded_at=EVENING)
    assert (changed.change, changed.number) == (Change.SUPERSEDED, 2)
    assert [row["superseded_at"] for row in db.table("version").rows] == [EVENING, None]


def test_an_older_text_loaded_again_does_not_come_back_into_force(db: Database, doc: Document) -> None:
    store_document(db, doc, loaded_at=MORNING)
    store_document(db, reworded(doc, "青山县要点二"), loaded_at=EVENING)
    assert store_document(db, doc, loaded_at=EVENING).change is Change.UNCHANGED
    assert [row["number"] for row in db.table("version").rows_where("superseded_at IS NULL")] == [2]


def test_blocks_keep_their_place_and_the_way_back_to_the_raw_text(db: Database, doc: Document) -> None:
    store_document(db, doc, loaded_at=MORNING)
    row = next(iter(db.table("block").rows))
    assert (row["page"], row["box"], row["raw"]) == (2, "[1.0, 2.0, 3.0, 4.0]", "青山县\n要点")
    assert (row["offsets"], row["cells"]) == ("[[0, 3], [0, 4]]", "[[0, 3]]")


def test_removing_a_document_names_the_originals_that_nothing_else_needs(db: Database, doc: Document) -> None:
    other = replace(doc, key="other", text="别的要点", sha256="ab12")
    for each in (doc, replace(doc, sha256="cd34"), other):
        store_document(db, each, loaded_at=MORNING)
    document = next(row["id"] for row in db.table("document").rows_where("key = ?", [doc.key]))
    assert remove_document(db, document) == ("cd34",)
    assert [row["key"] for row in db.table("document").rows] == ["other"]
    assert db.table("block").count == 1


def test_an_original_is_kept_unchanged_under_its_hash(tmp_path: Path) -> None:
    path = keep_original(tmp_path, "abcd", b"one")
    assert path == original_path(tmp_path, "abcd") == tmp_path / "sha256" / "ab" / "abcd"
    written = path.stat().st_ino
    keep_original(tmp_path, "abcd", b"one")
    assert path.stat().st_ino == written
    assert [p.name for p in path.parent.iterdir()] == ["abcd"]


def test_a_damaged_original_is_mended_by_the_same_file(tmp_path: Path) -> None:
    path = keep_original(tmp_path, "abcd", b"one")
    path.write_bytes(b"on")
    keep_original(tmp_path, "abcd", b"one")
    assert path.read_bytes() == b"one"


def test_an_original_that_is_gone_can_be_dropped(tmp_path: Path) -> None:
    keep_original(tmp_path, "abcd", b"one")
    drop_original(tmp_path, "abcd")
    drop_original(tmp_path, "abcd")
    assert not original_path(tmp_path, "abcd").exists()
