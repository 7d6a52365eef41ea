"""The records that extraction produces. gold/GUIDE.md defines what each of them means.

Every fact carries the span of its words in the canonical text, the id of the rule that found it
and a confidence between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ingest.span import Span

SURE = 0.9  # the confidence below which a person should look at a fact


class Role(StrEnum):
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"


class TaskKind(StrEnum):
    OBJECTIVE = "objective"
    TASK = "task"
    SAFEGUARD = "safeguard"


class Basis(StrEnum):
    EXACT = "exact"  # the text prints every part of the date
    INFERRED = "inferred"  # the year, or the day that 上旬 or 季度 stands for, comes from context
    OPEN = "open"  # no date can be known: an event whose day the text does not tell


class Op(StrEnum):
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"
    EQUAL = "="
    RANGE = "range"


class Change(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"


class Modality(StrEnum):
    BINDING = "binding"  # 约束性, 确保, 必须
    EXPECTED = "expected"  # 预期性, 力争, 争取


class State(StrEnum):
    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A unit that the text charges with a task; `unit` as printed but for spaces."""

    unit: str
    role: Role
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when, in which span of days (both inclusive) or in which rhythm (`every`) something is due."""

    text: str
    start: date | None
    end: date | None
    every: str | None  # "day", "week", "month", "quarter", "half-year", "year", or "2 week"
    rrule: str | None  # RFC 5545, where it repeats
    basis: Basis
    anchor_event: str | None  # 印发之日, if its date is not known
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A number to reach, keep or stay under; `value` in plain units (5.9万人 → 59000 人)."""

    text: str
    metric: str
    op: Op
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    change: Change | None
    baseline: str | None
    modality: Modality | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a report says has been reached: a number, a state, or both."""

    text: str
    metric: str
    value: Decimal | None
    unit: str | None
    change: Change | None
    state: State | None
    as_of: date | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An item of work; `text` is the whole item with its heading, without its number."""

    id: str
    path: str
    kind: TaskKind
    title: str
    text: str
    span: Span
    page: int | None
    rule: str
    confidence: float
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document, in the order of the text."""

    tasks: tuple[Task, ...] = ()
    progress: tuple[Progress, ...] = ()
