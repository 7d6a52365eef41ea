"""Hand-made documents of invented places, so that the store is tested without reading or extracting anything."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from extract.model import Assignment, Basis, Deadline, Extraction, Op, Progress, Role, State, Target, Task, TaskKind
from ingest.model import Block, BlockKind, Document, DocumentType, Meta, Place, Span
from taskgraph.event_query import load_history
from taskgraph.event_store import next_number, record_event
from taskgraph.events import Detail, EventKind
from taskgraph.reporting import Wish
from taskgraph.store import Store, load_document, open_database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PLAN_TEXT = """青山县2026年乡村治理工作要点
1.健全监测机制。6月底前完成排查,每月25日前报送进展。
牵头单位:县乡村振兴局
责任单位:各乡镇、县发改局
2.改造农村危房。12月底前改造不少于40户,每季度通报。
牵头单位:县住建局
配合单位:青山县乡村振兴局
3.加强组织领导。把5G应用放在突出位置。
附则:本要点由县政府办负责解释。"""


@dataclass(frozen=True)
class Item:
    """A task to be: its words in the text, and (printed words, value) for each fact."""

    title: str
    until: str
    id: str
    kind: TaskKind = TaskKind.TASK
    units: Sequence[tuple[str, Role]] = ()
    dates: Sequence[tuple[str, date | None]] = ()
    rhythms: Sequence[tuple[str, str, str, date | None]] = ()
    targets: Sequence[tuple[str, str, int, str]] = ()
    extra: dict[str, object] = field(default_factory=dict)


PLAN_ITEMS = (
    Item(
        "健全监测机制", "县发改局", "aa11bb22cc",
        units=(("县乡村振兴局", Role.LEAD), ("各乡镇", Role.RESPONSIBLE), ("县发改局", Role.RESPONSIBLE)),
        dates=(("6月底前", date(2026, 6, 30)),),
        rhythms=(("每月25日前", "month", "FREQ=MONTHLY;BYMONTHDAY=25", date(2026, 1, 25)),),
    ),
    Item(
        "改造农村危房", "青山县乡村振兴局", "aa77dd88ee",
        units=(("县住建局", Role.LEAD), ("青山县乡村振兴局", Role.COOPERATING)),
        dates=(("12月底前", date(2026, 12, 31)),),
        rhythms=(("每季度", "quarter", "FREQ=MONTHLY;INTERVAL=3", None),),
        targets=(("不少于40户", "农村危房", 40, "户"),),
    ),
    Item("加强组织领导", "突出位置", "cc33dd44ee", kind=TaskKind.SAFEGUARD),
)  # fmt: skip


def make_document(text: str, *, key: str, source: str = "plan.txt", **meta: object) -> Document:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        kind = BlockKind.HEADING if number == 1 else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, span=Span(at, at + len(line)), place=Place(paragraph=number), raw=line))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(key=key, sha256=digest, source=source, text=text, blocks=tuple(blocks), meta=Meta(**meta))


def make_task(text: str, item: Item, path: str) -> Task:
    start = text.index(item.title)
    end = text.index(item.until, start) + len(item.until)

    def span(words: str) -> Span:
        at = text.index(words, start)
        return Span(at, at + len(words))

    evidence = {"rule": "hand", "confidence": 1.0}
    dated = [_deadline(words, span(words), end_date=day) for words, day in item.dates]
    rhythms = [_deadline(w, span(w), end_date=day, every=e, rrule=r) for w, e, r, day in item.rhythms]
    return Task(
        id=item.id, path=path, kind=item.kind, title=item.title, text=text[start:end], span=Span(start, end), page=None,
        assignments=tuple(Assignment(unit=u, role=r, span=span(u), **evidence) for u, r in item.units),
        deadlines=(*dated, *rhythms),
        targets=tuple(
            Target(text=words, metric=metric, op=Op.AT_LEAST, value=Decimal(value), value_max=None, unit=unit,
                   change=None, baseline=None, modality=None, span=span(words), **evidence)
            for words, metric, value, unit in item.targets
        ),
        **evidence,
    )  # fmt: skip


def _deadline(
    words: str, span: Span, *, end_date: date | None, every: str | None = None, rrule: str | None = None
) -> Deadline:
    return Deadline(text=words, start=None, end=end_date, every=every, rrule=rrule, basis=Basis.INFERRED,
                    anchor_event=None, span=span, rule="hand", confidence=1.0)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    doc: Document
    extraction: Extraction

    @property
    def data(self) -> bytes:
        return self.doc.text.encode()


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory that every command of this test uses."""
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., Sample]:
    """Return a builder of the plan; `text`, `items`, `key`, `issuer`, `title` and `source` may be changed."""

    def build(
        text: str = PLAN_TEXT,
        items: Sequence[Item] = PLAN_ITEMS,
        *,
        key: str = "青政发〔2026〕3号",
        issuer: str | None = "青山县人民政府",
        title: str | None = "青山县2026年乡村治理工作要点",
        source: str = "plan.txt",
    ) -> Sample:
        doc = make_document(text, key=key, source=source, title=title, issuer=issuer, doc_number=key, year=2026,
                            written=date(2026, 3, 1), type=DocumentType.WORK_POINTS)  # fmt: skip
        return Sample(doc, Extraction(tuple(make_task(text, item, str(n)) for n, item in enumerate(items, start=1))))

    return build


@pytest.fixture(scope="session")
def make_item() -> type[Item]:
    return Item


@pytest.fixture
def plan(make_plan: Callable[..., Sample]) -> Sample:
    return make_plan()


@pytest.fixture
def report() -> Sample:
    text = "青山县2026年上半年工作总结\n截至6月底,已改造农村危房26户。"
    doc = make_document(text, key="report", source="report.txt", title="青山县2026年上半年工作总结", year=2026,
                        type=DocumentType.REPORT)  # fmt: skip
    at = text.index("26户")
    found = Progress(text="26户", metric="农村危房", value=Decimal(26), unit="户", change=None, state=State.DONE,
                     as_of=date(2026, 6, 30), span=Span(at, at + 3), rule="hand", confidence=1.0)  # fmt: skip
    return Sample(doc, Extraction(progress=(found,)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    db = open_database(":memory:")
    db.conn.row_factory = sqlite3.Row
    return Store(db, tmp_path / "files")


@pytest.fixture
def load(store: Store) -> Callable[..., object]:
    def load_sample(sample: Sample, *, now: datetime = NOW) -> object:
        return load_document(store, sample.doc, sample.extraction, sample.data, now=now)

    return load_sample


@pytest.fixture
def record(store) -> Callable[..., None]:
    """Return what puts an event of a task on record."""

    def put(task: str, kind: EventKind, on: date, detail: Detail = None) -> None:
        wish = Wish(task=task, kind=kind, detail=detail, on=on, by=None, note=None)
        record_event(store.db, wish.event(next_number(load_history(store.db, task))))

    return put


@pytest.fixture
def now() -> datetime:
    return NOW
