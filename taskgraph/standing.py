"""Where a task stands on a day, all told: state, deadline, pace, light. Computed from its plan and its events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.model import State, Target
from taskgraph.events import OPEN, EventKind, Extension, LifeState, Step
from taskgraph.glance import Glance, see
from taskgraph.lights import RuleSet, Signal, find_signal
from taskgraph.pro_rata import Pace, expected_share, find_pace, plan_start
from taskgraph.situation import Light, Need, Situation
from taskgraph.states import Course
from taskgraph.verdicts import TargetResult, find_results


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What documents say of a task that its standing depends on.

    `due` is the latest dated end among its deadlines, rhythms aside, and `due_text` its words; `starts` are the days on
    which the plan may have begun, the surest first: its period's, its year's, its own date; `end` is its last day.
    """

    due: date | None
    due_text: str | None
    starts: tuple[date | None, ...] = ()
    targets: tuple[Target, ...] = ()
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A task's deadline. `planned` and `text` are the document's; `reason` tells why `day` is another one."""

    day: date
    planned: date | None
    text: str | None
    extended_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`misfits` are events on record that are impossible where they stand: a person must correct one of them."""

    signal: Signal
    due: Due | None
    due_soon: bool
    misfits: tuple[Step, ...] = ()
    results: tuple[TargetResult, ...] = ()

    @property
    def situation(self) -> Situation:
        return self.signal.situation

    @property
    def state(self) -> LifeState:
        return self.situation.state

    @property
    def light(self) -> Light:
        return self.signal.light

    @property
    def overdue(self) -> bool:
        return self.situation.overdue

    @property
    def closed_late(self) -> bool:
        return self.situation.closed_late

    @property
    def pace(self) -> Pace | None:
        return self.situation.pace

    @property
    def last_report(self) -> date | None:
        return self.situation.last_report

    @property
    def said(self) -> State | None:
        """The newest state that a report gives in words."""
        return self.situation.said

    @property
    def glance(self) -> Glance:
        return see(self.state, self.light, self.needs, self.due.day if self.due else None)

    @property
    def needs(self) -> tuple[Need, ...]:
        return tuple(self._iter_needs())

    def _iter_needs(self) -> Iterator[Need]:
        if self.overdue:
            yield Need.OVERDUE
        if self.state not in OPEN:
            return
        if self.light is Light.RED:
            yield Need.RED
        if self.light in {Light.YELLOW, Light.ORANGE}:
            yield Need.YELLOW
        if self.due_soon:
            yield Need.DUE_SOON
        if self.last_report is None:
            yield Need.NO_REPORT


def find_standing(plan: Plan, course: Course, day: date, rules: RuleSet) -> Standing:
    """Return where a task stands on `day`, by what happened up to then and the office's light rules."""
    due = find_due(plan, course)
    situation = _situation(plan, course, due.day if due else None, day)
    return Standing(
        signal=find_signal(situation, rules),
        due=due,
        due_soon=course.state in OPEN and rules.is_soon(situation),
        misfits=course.misfits,
        results=find_results(course.steps, plan.targets, _end(plan, due)) if plan.targets else (),
    )


def _end(plan: Plan, due: Due | None) -> date | None:
    """Return the day from which on a number is final: the end of the plan's time, or a deadline after it."""
    days = [day for day in (plan.end, due.day if due else None) if day]
    return max(days, default=None)


def find_due(plan: Plan, course: Course) -> Due | None:
    """Return the deadline: that of the last extension, else the document's."""
    last = next((step for step in reversed(course.steps) if step.kind is EventKind.EXTENDED), None)
    if last and isinstance(last.detail, Extension):
        return Due(
            day=last.detail.due,
            planned=plan.due,
            text=plan.due_text,
            extended_on=last.happened_on,
            reason=last.detail.reason,
        )
    return Due(day=plan.due, planned=plan.due, text=plan.due_text) if plan.due else None


def _situation(plan: Plan, course: Course, due: date | None, day: date) -> Situation:
    start = plan_start(plan.starts, due or date.max)
    pace = None
    if start and due and plan.targets:
        pace = find_pace(course.reports, plan.targets, expected_share(start, due, day))
    return Situation(
        day=day,
        state=course.state,
        start=start,
        due=due,
        finished_on=course.finished_on,
        last_report=course.last_report,
        said=course.said,
        pace=pace,
    )
