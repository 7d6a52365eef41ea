"""What pages cost is in proportion to what they show: as many queries in a small store as in one four times as large."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extract.model import Extraction
from taskgraph.config import Settings
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store
from taskgraph.web import desk as desk_module
from taskgraph.web.app import create_app

pytestmark = pytest.mark.e2e  # quick one by one, long together

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SIZES = (30, 120)  # documents of a few tasks each; both fill a page
PAGES = (
    "/",
    "/tasks",
    "/tasks?light=unknown",
    "/tasks?need=no_report&role=lead",
    "/calendar?month=2026-06",
    "/gantt?doc=plan-7",
    "/graph",
    "/graph?around=00000a&depth=1",
    "/units",
    "/units/县住建局?doc=plan-7",
    "/tasks/00000a",
    "/help",
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, make_plan: Callable) -> dict[int, Path]:
    """A data directory with so many plans, by their number; the tasks of each have ids of their own."""
    made = {size: tmp_path_factory.mktemp(f"plans{size}") for size in SIZES}
    for size, folder in made.items():
        with open_store(folder) as store:
            for number in range(size):
                plan = make_plan(key=f"plan-{number}", source=f"{number}.txt", title=f"第{number}号工作要点")
                tasks = tuple(
                    replace(task, id=f"{number:05x}{place:x}")
                    for place, task in enumerate(plan.extraction.tasks, start=10)
                )
                load_document(store, plan.doc, Extraction(tasks), plan.data + b"%d" % number, now=NOW)
    return made


@contextmanager
def count_queries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    said: list[str] = []

    @contextmanager
    def open_counted(data_dir: Path) -> Iterator[sqlite3.Connection]:
        with open_reader(data_dir) as db:
            db.set_trace_callback(said.append)
            yield db

    with monkeypatch.context() as patch:
        patch.setattr(desk_module, "open_reader", open_counted)
        yield said


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_however_much_there_is(stores: dict[int, Path], monkeypatch, page: str) -> None:
    counts = {}
    for size, folder in stores.items():
        desk = TestClient(create_app(Settings(folder)), base_url="http://127.0.0.1:8765")
        assert desk.get(page).status_code == 200
        with count_queries(monkeypatch) as said:
            desk.get(page)
        counts[size] = len(said)
    assert len(set(counts.values())) == 1, counts
    assert max(counts.values()) <= 40
