"""Each dated step of a task stands for itself; the deadline stays the last of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extract.model import Role, State
from taskgraph.event_store import record_event
from taskgraph.events import Detail, Event, EventKind, Extension, Report
from taskgraph.model import Filters, TaskRow
from taskgraph.nodes import NodeState, find_nodes
from taskgraph.query import find_tasks
from taskgraph.reasons import explain_light, likely_steps
from taskgraph.viewpoint import usual_viewpoint

TEXT = "青山县2026年乡村治理工作要点\n1.改造农村危房。3月底前开工,6月底前主体完工,9月底前改造不少于40户,每月通报。\n牵头单位:县住建局"
DATES = (("3月底前", date(2026, 3, 31)), ("6月底前", date(2026, 6, 30)), ("9月底前", date(2026, 9, 30)))
TASK = "aa77dd88ee"
EARLY = (EventKind.PROGRESS, Report(state=State.UNDER_WAY), date(2026, 3, 20))
LATER = (EventKind.PROGRESS, Report(state=State.UNDER_WAY), date(2026, 4, 2))
EXTENDED = (EventKind.EXTENDED, Extension(date(2026, 12, 31), "汛期"), date(2026, 5, 1))
MET = (EventKind.PROGRESS, Report(value=Decimal(40), unit="户"), date(2026, 6, 20))
SHORT = (EventKind.PROGRESS, Report(value=Decimal(39), unit="户"), date(2026, 6, 20))
CLOSED = (EventKind.CLOSED, None, date(2026, 6, 25))
SUBMITTED = (EventKind.SUBMITTED, None, date(2026, 6, 25))


@pytest.fixture
def see(store, load, make_plan, make_item, now):
    """Return what shows the task on a day after some events."""
    item = make_item(
        "改造农村危房", "县住建局", TASK, units=(("县住建局", Role.LEAD),), dates=DATES,
        rhythms=(("每月", "month", "FREQ=MONTHLY", None),), targets=(("不少于40户", "农村危房", 40, "户"),),
    )  # fmt: skip
    load(make_plan(TEXT, [item]))

    def see(day: date, *events: tuple[EventKind, Detail, date]) -> TaskRow:
        for number, (kind, detail, on) in enumerate(events, start=1):
            event = Event(task=TASK, number=number, kind=kind, happened_on=on, recorded_at=now, detail=detail)
            record_event(store.db, event)
        return find_tasks(store.db.conn, Filters(), usual_viewpoint(day))[0]

    return see


@pytest.mark.parametrize(
    ("day", "events", "states"),
    [
        pytest.param(date(2026, 3, 31), [], "next ahead ahead", id="on its day a node is still the next"),
        pytest.param(date(2026, 4, 1), [], "silent next ahead", id="passed in silence"),
        pytest.param(date(2026, 4, 1), [EARLY], "passed next ahead", id="passed with a report"),
        pytest.param(date(2026, 7, 1), [EARLY], "passed silent next", id="a report speaks of the node after it only"),
        pytest.param(date(2026, 7, 1), [LATER], "passed passed next", id="a later report speaks of both"),
        pytest.param(date(2026, 10, 1), [], "silent silent silent", id="all passed"),
        pytest.param(date(2026, 7, 1), [CLOSED], "passed passed ahead", id="nothing is awaited of a closed task"),
    ],
)
def test_each_node_stands_by_its_own_day_and_reports(see, day: date, events: list, states: str) -> None:
    assert [node.state.value for node in find_nodes(see(day, *events))] == states.split()


def test_the_last_node_goes_to_the_day_of_an_extension(see) -> None:
    *_, last = find_nodes(see(date(2026, 5, 2), EXTENDED))
    assert (last.day, last.put_off, last.state) == (date(2026, 12, 31), date(2026, 9, 30), NodeState.AHEAD)


def test_a_node_that_passed_makes_no_task_overdue(see) -> None:
    task = see(date(2026, 4, 1))
    assert not task.standing.overdue
    assert task.standing.due.day == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("day", "events", "why"),
    [
        pytest.param(
            date(2026, 4, 1),
            [],
            "无反馈:至今没有进展报告;节点2026-03-31已过,无反馈;下一节点2026-06-30",
            id="silent node",
        ),
        pytest.param(
            date(2026, 4, 5), [LATER], "2026-04-02有反馈,距时限2026-09-30还有178天;下一节点2026-06-30", id="next"
        ),
        pytest.param(date(2026, 10, 1), [], "逾期1天,时限2026-09-30", id="the deadline says it all"),
        pytest.param(
            date(2026, 10, 1),
            [MET],
            "逾期1天,时限2026-09-30;指标已达到,尚未办结,请申请办结或办结",
            id="only not closed",
        ),
        pytest.param(date(2026, 10, 1), [SHORT], "逾期1天,时限2026-09-30", id="a target that is not met"),
    ],
)
def test_a_light_is_explained_with_its_nodes_and_what_is_missing(see, day: date, events: list, why: str) -> None:
    assert explain_light(see(day, *events)) == why


@pytest.mark.parametrize(
    ("events", "steps"),
    [
        pytest.param([], "", id="nothing reported"),
        pytest.param([SHORT], "", id="not met"),
        pytest.param([MET], "submitted closed", id="met"),
        pytest.param([SUBMITTED], "closed returned", id="submitted"),
        pytest.param([MET, CLOSED], "", id="closed"),
    ],
)
def test_the_step_that_a_task_waits_for_is_known(see, events: list, steps: str) -> None:
    assert [kind.value for kind in likely_steps(see(date(2026, 10, 1), *events))] == steps.split()
