"""A store into which plans and reports of an invented county are loaded as the product loads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from extract.model import Task
from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.event_query import load_history
from taskgraph.events import Event
from taskgraph.review.desk import load_task
from taskgraph.review.linking import Decider
from taskgraph.review.matching import match_waiting
from taskgraph.review.model import Matched
from taskgraph.store import Loaded, Store, load_document
from taskgraph.viewpoint import BEIJING

PLAN = """石桥县2025年工作要点

石桥县人民政府办公室
2025年2月10日

一、重点任务

1.改造农村危房。全年改造农村危房40户以上。
责任单位:县住建局

2.建设产地冷库。新建产地冷库12座。
责任单位:县商务局

3.规范农民合作社。逐社走访,对名存实亡的合作社分类清理。
责任单位:县农业农村局
"""
REPORT = """石桥县2025年上半年工作总结

石桥县住房和城乡建设局
2025年7月8日

一、工作完成情况

改造农村危房26户。建成产地冷库5座。逐社走访工作尚未启动。
"""


@dataclass
class County:
    """A store with what its reports came to; texts are loaded by title."""

    store: Store
    now: datetime = datetime(2025, 7, 9, 9, 0, tzinfo=BEIJING)
    tasks: dict[str, str] = field(default_factory=dict)  # ids by title

    def load(self, text: str, name: str | None = None, *, again: bool = False) -> Loaded:
        return self.load_file(text.encode(), f"{name or text.split(maxsplit=1)[0]}.txt", again=again)

    def load_table(self, title: str, *rows: Sequence[object]) -> Loaded:
        """Load a workbook with a title and a table below it."""
        book, buffer = Workbook(), BytesIO()
        for row in ([title], *rows):
            book.active.append(list(row))
        book.save(buffer)
        return self.load_file(buffer.getvalue(), f"{title}.xlsx")

    def load_file(self, data: bytes, name: str, *, again: bool = False) -> Loaded:
        doc = read_document(data, name)
        extraction = extract(doc)
        self.tasks = {task.title: task.id for task in extraction.tasks} | self.tasks
        return load_document(self.store, doc, extraction, data, now=self.now, again=again)

    def match(self) -> tuple[Matched, ...]:
        return match_waiting(self.store.db, self.now)

    def number(self, quote: str) -> int:
        """Return the number of the last statement with these words."""
        rows = self.store.db.execute("SELECT id FROM statement WHERE quote = ? ORDER BY id DESC", [quote])
        return int(rows.fetchone()[0])

    @property
    def decider(self) -> Decider:
        return Decider(db=self.store.db, now=self.now, by="李四")

    def task(self, title: str) -> Task:
        row = self.store.db.execute("SELECT max(id) FROM task WHERE task = ?", [self.tasks[title]]).fetchone()[0]
        return load_task(self.decider, row)

    def log(self, title: str) -> tuple[Event, ...]:
        return load_history(self.store.db, self.tasks[title])


@pytest.fixture
def county(store: Store) -> County:
    return County(store)


@pytest.fixture
def reported(county: County) -> County:
    """The county with its plan and its half-year report."""
    county.load(PLAN)
    county.load(REPORT)
    county.match()
    return county


@pytest.fixture(scope="session")
def plan_text() -> str:
    return PLAN


@pytest.fixture(scope="session")
def report_text() -> Callable[..., str]:
    """Return a function from the words of a section to a half-year report, by default the usual one."""
    usual = REPORT.rstrip().rsplit("\n", 1)

    def build(words: str = usual[1], *, head: str = usual[0]) -> str:
        return f"{head}\n{words}\n"

    return build
