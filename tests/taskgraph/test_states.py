from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgraph.errors import ImpossibleStepError
from taskgraph.events import Correction, Event, EventKind, Extension, LifeState, Report
from taskgraph.states import STEPS, next_state, possible_events, take_step, trace

FIRST = date(2026, 1, 1)
MOMENT = datetime(2026, 1, 1, 9, tzinfo=UTC)
DETAILS = {EventKind.PROGRESS: Report(), EventKind.EXTENDED: Extension(date(2026, 9, 30), "汛期")}
K, S = EventKind, LifeState


def event(kind: EventKind, day: int = 0, number: int = 1, detail: object = None) -> Event:
    return Event(
        task="aa11", number=number, kind=kind, happened_on=FIRST + timedelta(days=day),
        recorded_at=MOMENT + timedelta(hours=number), detail=detail or DETAILS.get(kind),
    )  # fmt: skip


def history(*kinds: EventKind, same_day: bool = False) -> list[Event]:
    """Events on one day after another, as they were recorded."""
    return [event(kind, 0 if same_day else n, n + 1) for n, kind in enumerate(kinds)]


@st.composite
def _events(draw: st.DrawFn) -> list[Event]:
    count = draw(st.integers(0, 9))
    made = []
    for number in range(1, count + 1):
        kinds = list(EventKind) if number > 1 else [k for k in EventKind if k is not K.CORRECTED]
        kind = draw(st.sampled_from(kinds))
        detail = {
            K.PROGRESS: st.builds(Report, value=st.integers(0, 3).map(Decimal), unit=st.just("户")),
            K.EXTENDED: st.builds(Extension, st.dates(FIRST, date(2026, 12, 31)), st.sampled_from("甲乙")),
            K.CORRECTED: st.builds(Correction, st.integers(1, max(1, number - 1))),
        }.get(kind, st.none())
        made.append(event(kind, draw(st.integers(0, 4)), number, draw(detail)))
    return made


LIVES = [
    ([], S.REGISTERED),
    ([K.REGISTERED, K.ASSIGNED], S.ASSIGNED),
    ([K.ACCEPTED], S.ACCEPTED),
    ([K.ASSIGNED, K.ACCEPTED, K.PROGRESS], S.UNDER_WAY),
    ([K.PROGRESS, K.SUBMITTED], S.SUBMITTED),
    ([K.SUBMITTED, K.RETURNED], S.RETURNED),
    ([K.SUBMITTED, K.RETURNED, K.PROGRESS, K.SUBMITTED, K.CLOSED], S.CLOSED),
    ([K.CLOSED, K.PROGRESS], S.CLOSED),
    ([K.CLOSED, K.RETURNED], S.RETURNED),
    ([K.ACCEPTED, K.SUSPENDED, K.EXTENDED], S.SUSPENDED),
    ([K.SUSPENDED, K.RESUMED], S.UNDER_WAY),
    ([K.ACCEPTED, K.CANCELLED], S.CANCELLED),
    ([K.ACCEPTED, K.PROGRESS, K.ASSIGNED], S.ASSIGNED),
]


@pytest.mark.parametrize(("kinds", "state"), LIVES, ids=lambda v: str(v) if isinstance(v, LifeState) else None)
def test_a_log_gives_the_state_of_its_last_day(kinds: list[EventKind], state: LifeState) -> None:
    assert trace(history(*kinds)).state is state
    assert trace(history(*kinds)).misfits == ()


@pytest.mark.parametrize("kinds", [kinds for kinds, _ in LIVES], ids=str)
def test_a_possible_life_can_be_recorded_step_by_step(kinds: list[EventKind]) -> None:
    taken: list[Event] = []
    for step in history(*kinds):
        take_step(taken, step)
        taken.append(step)
    assert trace(taken).steps == tuple(taken)


@pytest.mark.parametrize(
    ("kinds", "wrong", "message"),
    [
        ([K.CLOSED], K.CLOSED, "处于“已办结”,不能办结。此时可以:反馈进展、退回"),
        ([K.ACCEPTED], K.ACCEPTED, "处于“已签收”,不能签收"),
        ([K.ACCEPTED], K.RETURNED, "处于“已签收”,不能退回"),
        ([K.ACCEPTED], K.RESUMED, "处于“已签收”,不能恢复"),
        ([K.SUSPENDED], K.CLOSED, "处于“已中止”,不能办结。此时可以:反馈进展、延期、恢复、撤销"),
        ([K.CANCELLED], K.PROGRESS, "处于“已撤销”,不能反馈进展。此时可以:无"),
        ([K.CLOSED], K.EXTENDED, "不能延期"),
    ],
    ids=lambda v: v if isinstance(v, str) else None,
)
def test_an_impossible_step_says_what_is_and_what_is_possible(kinds, wrong, message) -> None:
    taken = history(*kinds)
    with pytest.raises(ImpossibleStepError, match=message):
        take_step(taken, event(wrong, 20, 99))


@pytest.mark.parametrize("value", ["1e400", "1e18", "-1e18", "1e-9", "NaN", "Infinity"])
def test_a_number_that_nobody_can_mean_is_refused(value: str) -> None:
    wrong = replace(event(K.PROGRESS, 5, 1), detail=Report(value=Decimal(value), unit="亩"))
    with pytest.raises(ImpossibleStepError, match="请核对小数点和单位"):
        take_step([], wrong)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1989, 12, 31), date(9999, 12, 31)], ids=str)
def test_a_day_of_another_age_is_refused(day: date) -> None:
    for wrong in (
        replace(event(K.CLOSED, 5, 1), happened_on=day),
        replace(event(K.EXTENDED, 5, 1), detail=Extension(day, "汛期")),
    ):
        with pytest.raises(ImpossibleStepError, match="请核对年份"):
            take_step([], wrong)


def test_a_step_may_not_undo_what_is_on_record_for_later() -> None:
    taken = [event(K.SUBMITTED, 10, 1), event(K.RETURNED, 12, 2)]
    with pytest.raises(ImpossibleStepError, match="2026-01-13 的“退回”"):
        take_step(taken, event(K.CANCELLED, 11, 3))


def test_what_is_recorded_late_stands_at_its_own_day() -> None:
    taken = [event(K.PROGRESS, 10, 1)]
    assert take_step(taken, event(K.ACCEPTED, 5, 2)).state is S.UNDER_WAY


def test_events_of_one_day_are_put_in_a_possible_order() -> None:
    kinds = (K.SUBMITTED, K.RETURNED, K.SUBMITTED, K.CLOSED)
    assert trace(history(*kinds, same_day=True)).state is S.CLOSED
    assert trace(history(*reversed(kinds), same_day=True)).misfits == ()


def test_a_day_whose_order_cannot_be_told_is_refused() -> None:
    taken = [event(K.SUBMITTED, 0, 1), event(K.CLOSED, 5, 2)]
    with pytest.raises(ImpossibleStepError, match="分不清"):
        take_step(taken, event(K.RETURNED, 5, 3))


def test_a_correction_takes_an_event_back_for_all_days() -> None:
    taken = [*history(K.ACCEPTED, K.CLOSED), event(K.CORRECTED, 9, 3, Correction(2))]
    assert trace(taken).state is S.ACCEPTED
    assert trace(taken, FIRST + timedelta(days=3)).state is S.ACCEPTED


def test_what_was_known_at_a_moment_ignores_later_corrections() -> None:
    taken = [*history(K.ACCEPTED, K.CLOSED), event(K.CORRECTED, 9, 3, Correction(2))]
    assert trace(taken, known_at=taken[1].recorded_at).state is S.CLOSED


@pytest.mark.parametrize("number", [1, 2, 7])
def test_only_an_event_that_counts_can_be_corrected(number: int) -> None:
    taken = [event(K.ACCEPTED), event(K.CORRECTED, 1, 2, Correction(1))]
    with pytest.raises(ImpossibleStepError, match="没有可更正的"):
        take_step(taken, event(K.CORRECTED, 2, 3, Correction(number)))


@pytest.mark.parametrize(
    ("kinds", "day"),
    [
        ([K.ACCEPTED], None),
        ([K.ACCEPTED, K.CLOSED], 1),
        ([K.ACCEPTED, K.SUBMITTED, K.CLOSED], 1),
        ([K.SUBMITTED, K.RETURNED, K.CLOSED], 2),
        ([K.SUBMITTED, K.PROGRESS, K.CLOSED, K.PROGRESS], 0),
    ],
)
def test_a_unit_is_done_when_it_applied_for_the_closure_that_stands(kinds, day) -> None:
    assert trace(history(*kinds)).finished_on == (None if day is None else FIRST + timedelta(days=day))


def test_an_event_has_the_detail_of_its_kind() -> None:
    with pytest.raises(TypeError):
        replace(event(K.CLOSED), detail=Report())
    with pytest.raises(TypeError):
        replace(event(K.EXTENDED), detail=None)


def test_every_state_can_be_reached_and_no_step_is_given_twice() -> None:
    assert {rule.after for rule in STEPS if rule.after} | {S.REGISTERED} == set(LifeState)
    steps = [(before, rule.event) for rule in STEPS for before in rule.before]
    assert len(steps) == len(set(steps))


@given(_events(), st.randoms(use_true_random=False), st.integers(0, 5))
def test_the_order_of_recording_does_not_matter(events: list[Event], random, days: int) -> None:
    day = FIRST + timedelta(days=days)
    shuffled = list(events)
    random.shuffle(shuffled)
    moments = sorted(made.recorded_at for made in events)
    again = [replace(made, recorded_at=moment) for made, moment in zip(shuffled, moments, strict=True)]
    one, other = trace(events, day), trace(again, day)
    assert one.state is other.state
    assert [step.kind for step in one.steps] == [step.kind for step in other.steps]
    assert [step.detail for step in one.steps] == [step.detail for step in other.steps]


@given(_events())
def test_as_of_the_last_day_is_now(events: list[Event]) -> None:
    last = max((made.happened_on for made in events), default=FIRST)
    assert trace(events, last) == trace(events)


@given(_events())
def test_no_log_makes_an_impossible_state(events: list[Event]) -> None:
    course = trace(events)
    state = S.REGISTERED
    for step in course.steps:
        assert step.kind in possible_events(state)
        state = next_state(state, step.kind)
    assert state is course.state
    assert len(course.steps) + len(course.misfits) <= len(events)


@given(_events())
def test_what_can_be_recorded_leaves_no_misfits_and_does_what_it_says(events: list[Event]) -> None:
    taken: list[Event] = []
    for step in events:
        try:
            course = take_step(taken, step)
        except ImpossibleStepError:
            continue
        taken.append(step)
        assert course == trace(taken)
        assert course.misfits == ()
