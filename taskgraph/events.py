"""What happens to a task, as an append-only log: no event is ever changed or taken away.

An event has two times: the day on which it happened and the moment at which it was recorded. What follows from
events (the state, overdue, the light) is computed by `states` and `standing` and never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Protocol

from extract.model import State
from ingest.span import Span


class EventKind(StrEnum):
    """In the order in which events of one day are taken to have happened, as far as they can have."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    PROGRESS = "progress"
    EXTENDED = "extended"
    RESUMED = "resumed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"


class LifeState(StrEnum):
    """Where a task stands between being set and being closed."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


AT_WORK = (
    LifeState.REGISTERED,
    LifeState.ASSIGNED,
    LifeState.ACCEPTED,
    LifeState.UNDER_WAY,
    LifeState.RETURNED,
)
# Of several words for one task the first of these counts: one of which a part is blocked is not done.
LEAST_ADVANCED = (State.BLOCKED, State.NOT_STARTED, State.UNDER_WAY, State.DONE)
OPEN = frozenset({*AT_WORK, LifeState.SUBMITTED})  # not done with, nor standing still


@dataclass(frozen=True, slots=True)
class Source:
    """The report that tells of an event: its document's id, and where in the report's text."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How far a task has come: a number reached so far this period, a state in words, or both.

    `metric` names the target's metric where a task has several targets in one unit.
    """

    value: Decimal | None = None
    unit: str | None = None
    metric: str | None = None
    state: State | None = None
    quote: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A new deadline; the one that the document sets stays on record."""

    due: date
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier event of the same task, by its number, that was recorded in error and no longer counts."""

    number: int


Detail = Report | Extension | Correction | None
DETAILS: Mapping[EventKind, type] = {
    EventKind.PROGRESS: Report,
    EventKind.EXTENDED: Extension,
    EventKind.CORRECTED: Correction,
}


class Step(Protocol):
    """What the course of a task depends on; an Event has more."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def happened_on(self) -> date: ...
    @property
    def detail(self) -> Detail: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a task; `number` counts the task's events from 1 in the order of recording."""

    task: str
    number: int
    kind: EventKind
    happened_on: date
    recorded_at: datetime
    by: str | None = None
    note: str | None = None
    detail: Detail = None

    def __post_init__(self) -> None:
        wanted = DETAILS.get(self.kind, NoneType)
        if not isinstance(self.detail, wanted):
            raise TypeError(f"a {self.kind} event has a detail of {wanted}, got {self.detail!r}")
        if self.recorded_at.tzinfo is None:
            raise ValueError(f"recorded_at must name its time zone, got {self.recorded_at!r}")

    def same_content(self, other: Event) -> bool:
        """Whether both say the same of the same task, whoever recorded it and when."""
        mine = (self.task, self.kind, self.happened_on, self.note, self.detail)
        return mine == (other.task, other.kind, other.happened_on, other.note, other.detail)
