from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlite_utils import Database

from extract import schema
from extract.model import (
    Assignment,
    Basis,
    Change,
    Deadline,
    Extraction,
    Modality,
    Op,
    Progress,
    Role,
    State,
    Target,
    Task,
    TaskKind,
)
from extract.store import store_extraction
from ingest import schema as ingest_schema
from ingest.model import Document, Meta, Span
from ingest.store import store_document

EVIDENCE = {"span": Span(2, 6), "rule": "r", "confidence": 0.5}
TASK = Task(
    id="t1", path="1", kind=TaskKind.TASK, title="改造危房", text="改造危房40户", page=1,
    assignments=(Assignment(unit="县住建局", role=Role.LEAD, **EVIDENCE),),
    deadlines=(Deadline(text="6月底前", start=None, end=date(2026, 6, 30), every=None, rrule=None, basis=Basis.EXACT,
                        anchor_event=None, **EVIDENCE),),
    targets=(Target(text="40户", metric="危房", op=Op.RANGE, value=Decimal("40.50"), value_max=Decimal(60), unit="户",
                    change=Change.INCREASE, baseline="上年", modality=Modality.BINDING, **EVIDENCE),),
    **EVIDENCE,
)  # fmt: skip
PROGRESS = Progress(
    text="已完成", metric="", value=None, unit=None, change=None, state=State.DONE, as_of=None, **EVIDENCE
)


@pytest.fixture
def db() -> Database:
    db = Database(memory=True)
    db.execute("PRAGMA foreign_keys = ON")
    ingest_schema.migrations.apply(db)
    schema.migrations.apply(db)
    return db


@pytest.fixture
def version(db: Database) -> int:
    doc = Document(key="k", sha256="00", source="a.txt", text="一、改造危房40户", blocks=(), meta=Meta())
    return store_document(db, doc, loaded_at="2026-03-02").id


def test_every_fact_has_a_row_with_its_span_rule_and_confidence(db: Database, version: int) -> None:
    stored = store_extraction(db, version, Extraction((TASK,), (PROGRESS,)))
    assert [(task.task.id, len(task.assignment_rows)) for task in stored] == [("t1", 1)]
    for table in ("task", "assignment", "deadline", "target", "progress"):
        row = next(iter(db.table(table).rows))
        assert (row["span_start"], row["span_end"], row["rule"], row["confidence"]) == (2, 6, "r", 0.5), table


def test_numbers_are_stored_without_rounding(db: Database, version: int) -> None:
    store_extraction(db, version, Extraction((TASK,)))
    row = next(iter(db.table("target").rows))
    assert (row["value"], row["value_max"], row["op"], row["change"]) == ("40.50", "60", "range", "increase")


def test_facts_go_with_their_version(db: Database, version: int) -> None:
    store_extraction(db, version, Extraction((TASK,), (PROGRESS,)))
    db.execute("DELETE FROM document")
    assert [db.table(t).count for t in ("task", "assignment", "deadline", "target", "progress")] == [0] * 5


def test_migrations_run_once(db: Database) -> None:
    schema.migrations.apply(db)
    assert [migration.name for migration in schema.migrations.applied(db)] == ["m001_facts"]
