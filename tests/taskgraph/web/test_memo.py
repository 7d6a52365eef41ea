"""What pages remember is forgotten once the graph changes, the day is over, or the rules change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from taskgraph.store import open_store
from taskgraph.viewpoint import usual_viewpoint
from taskgraph.web import memo as memo_module
from taskgraph.web.memo import LONGEST, MOST, Memo

DAY = usual_viewpoint(date(2026, 8, 31))


class Counted:
    """Something to compute, which knows how often it was."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def store_dir(tmp_path: Path) -> Path:
    with open_store(tmp_path):
        return tmp_path


def test_a_value_is_computed_once(store_dir: Path) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()
    assert [memo.recall("a", compute) for _ in range(3)] == [1, 1, 1]
    assert memo.recall("b", compute) == 2


def write(store_dir: Path, sql: str) -> None:
    with open_store(store_dir) as store, store.db.atomic():
        store.db.execute(sql)


DOCUMENT = "INSERT INTO document (id, key) VALUES ('d1', '青政发〔2026〕1号')"
SAVED = "INSERT INTO saved_search (name, options) VALUES ('甲', '[]')"


def test_what_another_process_writes_into_the_graph_makes_values_void(store_dir: Path) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()
    memo.recall("a", compute)
    write(store_dir, DOCUMENT)
    assert memo.recall("a", compute) == 2


def test_what_is_written_beside_the_graph_leaves_them(store_dir: Path) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()
    memo.recall("a", compute)
    write(store_dir, SAVED)
    assert memo.recall("a", compute) == 1


def test_a_value_that_can_be_renewed_is(store_dir: Path) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()

    def renew(known: int, since: int) -> int:
        return known + 100 * (since + 1)

    assert memo.recall("a", compute, renew) == 1
    assert memo.recall("a", compute, renew) == 1
    write(store_dir, DOCUMENT)
    assert memo.recall("a", compute, renew) == 101


def write_documents(store_dir: Path, *numbers: int) -> None:
    for number in numbers:
        write(store_dir, f"INSERT INTO document (id, key) VALUES ('d{number}', '青政发〔2026〕{number}号')")


class Clock:
    """Time that passes only where a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(memo_module, "monotonic", lambda: self.now)


@pytest.mark.parametrize(("cost", "kept"), [(1, 10), (600, LONGEST)], ids=["dear", "very dear"])
def test_while_others_write_a_dear_value_is_kept_for_a_while(
    store_dir: Path, monkeypatch, cost: int, kept: int
) -> None:
    clock, memo, compute = Clock(monkeypatch), Memo(store_dir, lambda: DAY, patience=10), Counted()

    def compute_slowly() -> int:
        clock.now += cost
        return compute()

    assert memo.recall("a", compute_slowly) == 1
    write_documents(store_dir, 1)
    clock.now += kept - 0.5
    assert memo.recall("a", compute_slowly) == 1
    clock.now += 1
    assert memo.recall("a", compute_slowly) == 2


def test_what_the_desk_itself_writes_counts_at_once(store_dir: Path, monkeypatch) -> None:
    clock, memo, compute = Clock(monkeypatch), Memo(store_dir, lambda: DAY, patience=10), Counted()

    def compute_slowly() -> int:
        clock.now += 2
        return compute()

    memo.recall("a", compute_slowly)
    write_documents(store_dir, 1)
    memo.note_own_write()
    assert memo.recall("a", compute_slowly) == 2


def test_while_one_renews_a_value_the_others_are_shown_the_old_one(store_dir: Path, monkeypatch) -> None:
    clock, memo, begun, end = Clock(monkeypatch), Memo(store_dir, lambda: DAY, patience=10), Barrier(2), Barrier(2)

    def compute_slowly() -> int:
        begun.wait(timeout=10)
        end.wait(timeout=10)
        return 2

    assert memo.recall("a", lambda: 1) == 1
    write_documents(store_dir, 1)
    clock.now += 1
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(memo.recall, "a", compute_slowly)
        begun.wait(timeout=10)
        assert memo.recall("a", compute_slowly) == 1
        end.wait(timeout=10)
        assert first.result(timeout=10) == 2
    assert memo.recall("a", compute_slowly) == 2


def test_who_comes_while_a_value_is_computed_takes_it_over(store_dir: Path) -> None:
    memo, compute, asked = Memo(store_dir, lambda: DAY), Counted(), Barrier(2)

    def compute_slowly() -> int:
        asked.wait(timeout=10)
        return compute()

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(memo.recall, "a", compute_slowly)
        second = threads.submit(memo.recall, "a", compute_slowly)
        asked.wait(timeout=10)
        assert {first.result(timeout=10), second.result(timeout=10)} == {1}


@pytest.mark.parametrize(
    "later",
    [replace(DAY, day=date(2026, 9, 1)), replace(DAY, rules=replace(DAY.rules, title="另一套"))],
    ids=["a new day", "other rules"],
)
def test_another_view_makes_values_void(store_dir: Path, later) -> None:
    seen = [DAY]
    memo, compute = Memo(store_dir, lambda: seen[-1]), Counted()
    memo.recall("a", compute)
    seen.append(later)
    assert [memo.recall("a", compute) for _ in range(2)] == [2, 2]


def test_another_database_in_its_place_makes_values_void(store_dir: Path, tmp_path_factory) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()
    memo.recall("a", compute)
    other = tmp_path_factory.mktemp("other")
    with open_store(other):
        pass
    (other / "duban.db").replace(store_dir / "duban.db")
    assert memo.recall("a", compute) == 2


def test_values_that_were_not_asked_for_lately_go_first(store_dir: Path) -> None:
    memo, compute = Memo(store_dir, lambda: DAY), Counted()
    for name in range(MOST):
        memo.recall(name, compute)
    assert memo.recall(0, compute) == 1
    memo.recall("one too many", compute)
    assert memo.recall(0, compute) == 1
    assert memo.recall(1, compute) == MOST + 2
