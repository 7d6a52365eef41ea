"""Pages on which documents are checked ask the store as many questions for many tasks as for few."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

import taskgraph.web.desk
from extract.model import Role
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def count_statements(desk, address: str, monkeypatch) -> int:
    asked: list[str] = []

    @contextmanager
    def traced(data_dir):
        with open_reader(data_dir) as db:
            db.set_trace_callback(asked.append)
            yield db

    monkeypatch.setattr(taskgraph.web.desk, "open_reader", traced)
    assert desk.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "page", ["{document}", "{document}?fact=t000000001.1", "/tasks/t000000001", "/inbox", "/review"]
)
def test_a_page_costs_a_constant_number_of_queries(
    page: str, tmp_path, empty_desk, make_plan, make_item, monkeypatch
) -> None:
    counts = []
    for many in (3, 40):
        lines = [f"{n}.任务之{n:03}。\n牵头单位:县{n % 7}局\n完毕{n:03}" for n in range(many)]
        items = [
            make_item(f"任务之{n:03}", f"完毕{n:03}", f"t{n:09}", units=((f"县{n % 7}局", Role.LEAD),))
            for n in range(many)
        ]
        sample = make_plan("工作要点\n" + "\n".join(lines), items)
        with open_store(tmp_path) as store:
            load_document(store, sample.doc, sample.extraction, sample.data, now=NOW)
        (address,) = set(re.findall(r'href="(/documents/\w+)"', empty_desk.get("/documents").text))
        counts.append(count_statements(empty_desk, page.format(document=address), monkeypatch))
        monkeypatch.undo()
    assert counts[0] == counts[1]
    assert counts[0] < 60
