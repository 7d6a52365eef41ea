"""The records of review. A statement is known over readings of its report by its words, not by its offsets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extract.model import State
from ingest.span import Span
from taskgraph.events import Report


class Ground(StrEnum):
    """By what a statement was likened to a task: number to target, words to text, or a person's decision."""

    NUMBER = "number"
    WORDS = "words"
    PERSON = "person"


class Doubt(StrEnum):
    """Why a candidate is not linked."""

    UNSURE = "unsure"  # not likely enough
    SECOND = "second"  # another task or another statement fits better
    UNCITED = "uncited"  # the report names other plans as those that it reports on
    IMPOSSIBLE = "impossible"  # the task's log refuses the event
    REJECTED = "rejected"  # a person said that it does not belong
    CORRECTED = "corrected"  # it was linked, and a person took the event back


class Outcome(StrEnum):
    """What became of a statement."""

    LINKED = "linked"
    PROPOSED = "proposed"
    REJECTED = "rejected"  # by a person, from all of its candidates
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement of a report. `nth` counts statements with the same `quote`; `wording` is the quote as it is
    remembered: without numbers, dates and marks. `day` is the day that it speaks of.
    """

    quote: str
    nth: int
    span: Span
    wording: str
    value: Decimal | None
    unit: str | None
    state: State | None
    day: date
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A task that a statement may speak of, and what it then says of the task: a value of the target `metric`, a state.

    `chosen`: nothing fits better. `cited`: the report names the task's plan, or no plan at all.
    """

    task: str
    ground: Ground
    score: float
    chosen: bool
    cited: bool
    metric: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    state: State | None = None

    @property
    def report(self) -> Report:
        """What it would say of the task, without the words."""
        return Report(value=self.value, unit=self.unit, metric=self.metric, state=self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stored candidate with what became of it: linked by an event of the task's log, or in doubt."""

    candidate: Candidate
    doubt: Doubt | None
    detail: str | None
    event: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How sure the program was that a statement belongs to a task, and whether a person agreed."""

    ground: Ground
    score: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What became of a report's statements; `taken_back` are links of an earlier reading that no longer hold."""

    document: str
    title: str
    statements: int
    linked: int
    proposed: int
    unmatched: int
    taken_back: int
