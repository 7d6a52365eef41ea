from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from extract.model import Op, State, Target
from ingest.span import Span
from taskgraph.events import Event, EventKind, Extension, Report
from taskgraph.light_rules import load_rule_set
from taskgraph.lights import RuleSet
from taskgraph.situation import Light, Need
from taskgraph.standing import Plan, Standing, find_standing
from taskgraph.states import trace

DUE = date(2026, 6, 30)
TARGET = Target(text="40户", metric="危房", op=Op.AT_LEAST, value=Decimal(40), value_max=None, unit="户", change=None,
                baseline=None, modality=None, span=Span(0, 1), rule="hand", confidence=1.0)  # fmt: skip
PLAN = Plan(due=DUE, due_text="6月底前", starts=(None, date(2026, 1, 1)), targets=(TARGET,))


def happened(kind: EventKind, on: date, detail: object = None) -> Event:
    return Event(task="aa11", number=on.timetuple().tm_yday, kind=kind, happened_on=on,
                 recorded_at=datetime(2026, 12, 1, tzinfo=UTC), detail=detail)  # fmt: skip


def progress(on: date, value: int | None = None, state: State | None = None) -> Event:
    detail = Report(value=None if value is None else Decimal(value), unit="户", state=state)
    return happened(EventKind.PROGRESS, on, detail)


def stand(*events: Event, day: date, plan: Plan = PLAN, rules: RuleSet | None = None) -> Standing:
    return find_standing(plan, trace(events, day), day, rules or load_rule_set("deadline"))


def test_a_task_without_a_report_is_unknown_until_its_deadline_is_near() -> None:
    early, near, late = (stand(day=date(2026, month, day)) for month, day in ((3, 1), (6, 29), (7, 1)))
    assert (early.light, early.needs) == (Light.UNKNOWN, (Need.NO_REPORT,))
    assert (near.light, near.needs) == (Light.YELLOW, (Need.YELLOW, Need.DUE_SOON, Need.NO_REPORT))
    assert (late.light, late.needs) == (Light.RED, (Need.OVERDUE, Need.RED, Need.NO_REPORT))


def test_an_extension_sets_another_deadline_and_keeps_the_first_on_record() -> None:
    extended = happened(EventKind.EXTENDED, date(2026, 6, 20), Extension(date(2026, 9, 30), "汛期"))
    before, after = (stand(extended, day=date(2026, 6, day)) for day in (19, 20))
    assert (before.due.day, before.due.reason) == (DUE, None)
    assert (after.due.day, after.due.planned, after.due.reason) == (date(2026, 9, 30), DUE, "汛期")
    assert not stand(extended, day=date(2026, 7, 15)).overdue
    assert stand(extended, day=date(2026, 10, 1)).overdue


def test_the_last_extension_counts() -> None:
    first = happened(EventKind.EXTENDED, date(2026, 6, 20), Extension(date(2026, 9, 30), "汛期"))
    second = happened(EventKind.EXTENDED, date(2026, 9, 20), Extension(date(2026, 12, 31), "资金"))
    assert stand(second, first, day=date(2026, 10, 1)).due.day == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("submitted", "closed", "late"),
    [
        (None, date(2026, 6, 30), False),
        (None, date(2026, 7, 1), True),
        (date(2026, 6, 30), date(2026, 7, 9), False),
        (date(2026, 7, 1), date(2026, 7, 9), True),
    ],
    ids=["in time", "late", "applied in time", "applied late"],
)
def test_closed_late_is_judged_by_the_day_of_the_application(submitted, closed, late) -> None:
    events = [happened(EventKind.CLOSED, closed)]
    if submitted:
        events.append(happened(EventKind.SUBMITTED, submitted))
    standing = stand(*events, day=date(2026, 8, 1))
    assert (standing.closed_late, standing.overdue, standing.needs) == (late, False, ())


def test_a_suspended_tasks_clock_stands_still() -> None:
    standing = stand(happened(EventKind.SUSPENDED, date(2026, 6, 1)), day=date(2026, 8, 1))
    assert (standing.overdue, standing.light, standing.needs) == (False, Light.OFF, ())


def test_the_pace_is_that_of_the_newest_number_by_then() -> None:
    events = [progress(date(2026, 3, 31), 10), progress(date(2026, 5, 31), 30)]
    rules = load_rule_set("pro_rata")
    march = stand(*events, day=date(2026, 3, 31), rules=rules)
    assert (march.pace.expected, march.pace.reported, march.light) == (Decimal("49.7"), Decimal(25), Light.YELLOW)
    assert march.signal.why == "序时进度应达49.7%,实际25%,差24.7个百分点(危房40户)"
    may = stand(*events, day=date(2026, 5, 31), rules=rules)
    assert (may.pace.expected, may.pace.reported, may.light) == (Decimal("83.4"), Decimal(75), Light.GREEN)


def test_a_number_without_a_target_or_a_deadline_has_no_pace() -> None:
    said = progress(date(2026, 3, 31), 10)
    assert stand(said, day=date(2026, 4, 1), plan=Plan(due=DUE, due_text="", starts=PLAN.starts)).pace is None
    undated = Plan(due=None, due_text=None, starts=PLAN.starts, targets=(TARGET,))
    assert stand(said, day=date(2026, 4, 1), plan=undated).pace is None


def test_the_newest_state_in_words_counts() -> None:
    events = [progress(date(2026, 3, 1), state=State.BLOCKED), progress(date(2026, 4, 1), state=State.UNDER_WAY)]
    assert stand(*events, day=date(2026, 3, 15)).light is Light.YELLOW
    assert stand(*events, day=date(2026, 4, 15)).light is Light.GREEN


def test_a_later_number_outdates_an_earlier_word() -> None:
    events = [progress(date(2026, 3, 1), state=State.BLOCKED), progress(date(2026, 4, 1), 10)]
    assert stand(*events, day=date(2026, 4, 15)).said is None


def test_of_one_days_words_the_least_advanced_counts() -> None:
    day = date(2026, 4, 1)
    events = [progress(day, state=State.DONE), progress(day, 10), progress(day, state=State.BLOCKED)]
    assert stand(*events, day=date(2026, 4, 15)).said is State.BLOCKED


def test_soon_may_be_counted_in_workdays() -> None:
    rules = load_rule_set("three_colours")
    said = progress(date(2026, 5, 20))
    assert not stand(said, day=date(2026, 6, 22), rules=rules).due_soon
    assert stand(said, day=date(2026, 6, 23), rules=rules).due_soon
