"""The life of a task as a table of steps, and the state that a log of events gives for any day.

The state depends on what happened when, never on the order in which it was recorded: a day's events are taken in
the order of EventKind, as far as that is possible. An event that is impossible at its place changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from extract.model import State
from taskgraph.bounds import explain_day, explain_number
from taskgraph.errors import ImpossibleStepError, NoSuchEventError
from taskgraph.events import AT_WORK, LEAST_ADVANCED, Correction, Event, EventKind, Extension, LifeState, Report, Step
from taskgraph.terms import EVENTS, STATES

StepT = TypeVar("StepT", bound=Step)

_NEW = (LifeState.REGISTERED, LifeState.ASSIGNED)


class Rule(NamedTuple):
    """From any of these states the event leads to `after`; None: the state stays as it is."""

    before: tuple[LifeState, ...]
    event: EventKind
    after: LifeState | None


STEPS = (
    Rule((LifeState.REGISTERED,), EventKind.REGISTERED, None),
    Rule(AT_WORK, EventKind.ASSIGNED, LifeState.ASSIGNED),
    Rule(_NEW, EventKind.ACCEPTED, LifeState.ACCEPTED),
    Rule(AT_WORK, EventKind.PROGRESS, LifeState.UNDER_WAY),
    Rule((LifeState.SUBMITTED, LifeState.CLOSED, LifeState.SUSPENDED), EventKind.PROGRESS, None),
    Rule((*AT_WORK, LifeState.SUBMITTED, LifeState.SUSPENDED), EventKind.EXTENDED, None),
    Rule((LifeState.SUSPENDED,), EventKind.RESUMED, LifeState.UNDER_WAY),
    Rule(AT_WORK, EventKind.SUBMITTED, LifeState.SUBMITTED),
    Rule((LifeState.SUBMITTED, LifeState.CLOSED), EventKind.RETURNED, LifeState.RETURNED),
    Rule((*AT_WORK, LifeState.SUBMITTED), EventKind.CLOSED, LifeState.CLOSED),
    Rule((*AT_WORK, LifeState.SUBMITTED), EventKind.SUSPENDED, LifeState.SUSPENDED),
    Rule((*AT_WORK, LifeState.SUBMITTED, LifeState.SUSPENDED), EventKind.CANCELLED, LifeState.CANCELLED),
)
_ORDER = {kind: place for place, kind in enumerate(EventKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a task up to a day: its state, the events that took place in their order, and `misfits`,
    events that are on record but impossible where they stand."""

    state: LifeState = LifeState.REGISTERED
    steps: tuple[Step, ...] = ()
    misfits: tuple[Step, ...] = ()

    @property
    def last_report(self) -> date | None:
        """The day of the last statement on how far the task has come; applying for closure is one."""
        told = (EventKind.PROGRESS, EventKind.SUBMITTED)
        return next((step.happened_on for step in reversed(self.steps) if step.kind in told), None)

    @property
    def reports(self) -> Iterator[Report]:
        """What was reported, the newest first."""
        of_progress = (step for step in reversed(self.steps) if step.kind is EventKind.PROGRESS)
        return (report for step in of_progress if isinstance(report := step.detail, Report))

    @property
    def said(self) -> State | None:
        """What the last day of reports says in words, the least advanced state: of a task of which a part is blocked
        not all is done. A later number outdates an earlier word.
        """
        told: list[State] = []
        day = None
        for step in reversed(self.steps):
            if step.kind is not EventKind.PROGRESS:
                continue
            if day not in {None, step.happened_on}:
                break
            day = step.happened_on
            if isinstance(step.detail, Report) and step.detail.state:
                told.append(step.detail.state)
        return min(told, key=LEAST_ADVANCED.index, default=None)

    @property
    def finished_on(self) -> date | None:
        """The day on which the unit was done: when it applied for the closure that stands, else of the closure."""
        if self.state not in {LifeState.SUBMITTED, LifeState.CLOSED}:
            return None
        kept = (EventKind.PROGRESS, EventKind.EXTENDED)
        ending = [step for step in self.steps if step.kind not in kept][-2:]
        if len(ending) == 2 and ending[0].kind is EventKind.SUBMITTED:
            return ending[0].happened_on
        return ending[-1].happened_on


@cache
def _table() -> dict[tuple[LifeState, EventKind], LifeState]:
    return {(before, rule.event): rule.after or before for rule in STEPS for before in rule.before}


def next_state(state: LifeState, kind: EventKind) -> LifeState | None:
    """Return the state that an event leads to; None where it is impossible."""
    return _table().get((state, kind))


def possible_events(state: LifeState) -> tuple[EventKind, ...]:
    return tuple(kind for kind in EventKind if (state, kind) in _table())


def trace(events: Iterable[Event], day: date | None = None, *, known_at: datetime | None = None) -> Course:
    """Return the course of one task's events that happened by `day` and were recorded by `known_at` (None: all)."""
    known = _without_corrected([event for event in events if known_at is None or event.recorded_at <= known_at])
    return follow([event for event in known if day is None or event.happened_on <= day])


def follow(steps: Sequence[Step]) -> Course:
    """Return the course of one task's steps, in whatever order they come."""
    steps = _without_corrected(steps)
    days = [step.happened_on for step in steps]
    if all(one < other for one, other in pairwise(days)):  # as most logs are recorded
        settled = _settle(tuple((step.kind,) for step in steps))
    else:
        steps = sorted(steps, key=_place_in_time)
        groups = groupby(steps, key=lambda step: step.happened_on)
        settled = _settle(tuple(tuple(step.kind for step in group) for _, group in groups))
    return Course(
        state=settled.state,
        steps=tuple(steps[place] for place in settled.steps),
        misfits=tuple(steps[place] for place in settled.misfits),
    )


class _Settled(NamedTuple):
    """A state, and the places of the events that led to it and of those that could not happen."""

    state: LifeState
    steps: tuple[int, ...]
    misfits: tuple[int, ...]


@lru_cache(maxsize=65536)
def _settle(days: tuple[tuple[EventKind, ...], ...]) -> _Settled:
    """Take the events of day after day, of each day always the first that is possible. Logs follow few patterns."""
    state, steps, misfits = LifeState.REGISTERED, list[int](), list[int]()
    places = iter(range(sum(map(len, days))))
    for kinds in days:
        pending = [(next(places), kind) for kind in kinds]
        while fitting := next((one for one in pending if next_state(state, one[1])), None):
            state = next_state(state, fitting[1]) or state
            pending.remove(fitting)
            steps.append(fitting[0])
        misfits += [place for place, _ in pending]
    return _Settled(state, tuple(steps), tuple(misfits))


def _without_corrected(steps: Sequence[StepT]) -> list[StepT]:
    """Return the steps that no correction took back, without the corrections."""
    corrections = [step for step in steps if step.kind is EventKind.CORRECTED]
    if not corrections:
        return list(steps)
    taken_back = {step.detail.number for step in corrections if isinstance(step.detail, Correction)}
    return [step for step in steps if step.kind is not EventKind.CORRECTED and step.number not in taken_back]


def stands(history: Sequence[Event], number: int) -> bool:
    """Whether the log has an event of this number that no correction took back."""
    return any(event.number == number for event in _without_corrected(history))


def _place_in_time(step: Step) -> tuple[object, ...]:
    """Order steps by day and kind; of one day's reports the higher number, of its extensions the later day is last."""
    detail = step.detail
    last: tuple[object, ...] = ()
    if isinstance(detail, Report):
        words = (detail.state, detail.unit, detail.metric)
        last = (detail.value is not None, detail.value or 0, *(str(word or "") for word in words))
    elif isinstance(detail, Extension):
        last = (detail.due, detail.reason)
    return (step.happened_on, _ORDER[step.kind], last)


def take_step(history: Sequence[Event], event: Event) -> Course:
    """Return the course with `event` added; raise ImpossibleStepError where it cannot have happened.

    It must be possible on its day, must not undo what is on record for later, and must not leave open in which
    order it and other events of its day happened.
    """
    _refuse_absurd(event)
    before, course = trace(history), trace([*history, event])
    if isinstance(event.detail, Correction):
        _refuse_idle_correction(history, event.detail)
    elif event in course.misfits:
        raise ImpossibleStepError(_describe_impossible(history, event))
    elif _is_unclear(history, event):
        raise ImpossibleStepError(_describe_unclear(event))
    if undone := [other for other in course.misfits if other not in before.misfits]:
        raise ImpossibleStepError(_describe_undone(event, undone))
    return course


def _refuse_absurd(event: Event) -> None:
    """Raise ImpossibleStepError for a number or a day that nobody can mean."""
    detail = event.detail
    value = detail.value if isinstance(detail, Report) else None
    days = (event.happened_on, detail.due) if isinstance(detail, Extension) else (event.happened_on,)
    problem = next(filter(None, map(explain_day, days)), None) or (value is not None and explain_number(value))
    if problem:
        raise ImpossibleStepError(problem)


def _refuse_idle_correction(history: Sequence[Event], correction: Correction) -> None:
    standing = [event.number for event in _without_corrected(history)]
    if correction.number not in standing:
        listed = "、".join(map(str, sorted(standing))) or "无"
        never = correction.number not in {event.number for event in history}
        raise (NoSuchEventError if never else ImpossibleStepError)(
            f"没有可更正的第 {correction.number} 条记录。可更正的记录:{listed}",
            command="duban report 任务 history 列出全部",
        )


def _is_unclear(history: Sequence[Event], event: Event) -> bool:
    day = event.happened_on
    meant = next_state(trace(history, day).state, event.kind)
    return meant is not None and trace([*history, event], day).state is not meant


def _describe_impossible(history: Sequence[Event], event: Event) -> str:
    state = trace(history, event.happened_on).state
    possible = "、".join(EVENTS[kind] for kind in possible_events(state)) or "无"
    return f"任务在 {event.happened_on} 处于“{STATES[state]}”,不能{EVENTS[event.kind]}。此时可以:{possible}"


def _describe_unclear(event: Event) -> str:
    return (
        f"{event.happened_on} 当天已有别的记录,分不清“{EVENTS[event.kind]}”与它们的先后。"
        "请用 --on 写明另一个日期,或先用 correct 更正当天记错的一条"
    )


def _describe_undone(event: Event, undone: Sequence[Step]) -> str:
    later = "、".join(f"{other.happened_on} 的“{EVENTS[other.kind]}”(第 {other.number} 条)" for other in undone)
    return (
        f"若在 {event.happened_on} {EVENTS[event.kind]},已记录的 {later} 就不能成立。请先更正后面的记录,或改用别的日期"
    )
