"""What is due in a period: the same whether a task's days are read from the table or told by the task itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from taskgraph.due_query import find_due_days
from taskgraph.dues import iter_dues
from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind, Extension
from taskgraph.filter_query import ask
from taskgraph.model import Filters
from taskgraph.occurrences import find_occurrences
from taskgraph.query import find_tasks
from taskgraph.viewpoint import usual_viewpoint

STILL = """青山县2026年项目清单
1.修桥。6月底前完成设计,6月底前完成审批,9月底前开工。
牵头单位:县交通局
"""
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SEEN = usual_viewpoint(date(2026, 8, 31))


@pytest.fixture
def db(store, load, plan, make_plan, make_item):
    load(plan)
    dates = [
        ("6月底前完成设计", date(2026, 6, 30)),
        ("6月底前完成审批", date(2026, 6, 30)),
        ("9月底前", date(2026, 9, 30)),
    ]
    load(make_plan(STILL, [make_item("修桥", "县交通局", "bb11cc22dd", dates=dates)], key="plan-2", source="2.txt"))
    return store.db.conn


def put_off(store, task: str, due: date) -> None:
    event = Event(
        task=task, number=1, kind=EventKind.EXTENDED, happened_on=date(2026, 5, 1), recorded_at=datetime(2026, 5, 1, tzinfo=UTC),
        detail=Extension(due, "汛期"),
    )  # fmt: skip
    with store.db.atomic():
        record_event(store.db, event)


def find_slowly(db) -> set[tuple[date, int]]:
    """Return what each task tells of itself."""
    return {
        (day, task.row)
        for task in find_tasks(db, Filters(), SEEN)
        for due in iter_dues(task)
        for day in (find_occurrences(due.recurrence, *YEAR) if due.recurrence else [due.day])
    }


@pytest.mark.parametrize("moved", [(), ("bb11cc22dd",), ("aa77dd88ee", "bb11cc22dd")], ids=["none", "one", "two"])
def test_what_stands_still_and_what_moves_is_due_as_each_task_tells(db, store, moved) -> None:
    for task in moved:
        put_off(store, task, date(2026, 11, 20))
    found = find_due_days(db, ask(db, Filters()), SEEN, YEAR)
    assert {(due.day, due.row) for due in found} == find_slowly(db)
    assert [due.day for due in found] == sorted(due.day for due in found)
    assert len(found) == len({(due.day, due.row) for due in found})


def test_two_deadlines_on_one_day_are_one_due(db) -> None:
    june = find_due_days(db, ask(db, Filters(doc="plan-2")), SEEN, (date(2026, 6, 1), date(2026, 6, 30)))
    assert [(due.day, due.again) for due in june] == [(date(2026, 6, 30), False)]


def test_only_what_is_asked_for_is_due(db) -> None:
    rows = {task.row for task in find_tasks(db, Filters(unit="县住建局"), SEEN)}
    assert {due.row for due in find_due_days(db, ask(db, Filters(unit="县住建局")), SEEN, YEAR)} == rows
