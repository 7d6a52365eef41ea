"""The records of tracking. All are made from two readings alone; nothing here knows of a store."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.model import Extraction, Progress, State, Target, Task
from ingest.model import Document, Span


class Kind(StrEnum):
    """Whether a number is a level or a step: 达到42亿元 is a level, 增长9% a rise."""

    LEVEL = "level"
    RISE = "rise"
    FALL = "fall"


class Flow(StrEnum):
    """Whether what is counted came about within the time told (新增4家) or is all there is (达到68家)."""

    ADDED = "added"
    HELD = "held"


class Scope(StrEnum):
    """The time that a number speaks of, where it is not simply the year of the plan."""

    TERM = "term"  # several years: 五年累计, 年均
    AT_END = "at end"  # 年末
    AVERAGE = "average"  # 全年平均
    PART = "part"  # part of the year: 上半年, 截至9月底
    SHARE = "share"  # a share of the plan, not of the thing: 完成年度任务的80%


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number with what it counts. `core` names that, `context` is the sentence with the headings above it.

    Both are folded (`wording.fold`). `words` is the shortest run that holds name and number, `clause` the clause;
    `place` tells how far down its part of the document the number stands, from 0 to 1. A number that only raises
    the one before it (增长7%以上、力争达到8%) `repeats` that one's quantity.
    """

    value: Decimal | None
    unit: str | None
    kind: Kind
    flow: Flow | None
    scopes: frozenset[Scope]
    core: str
    context: str
    words: Span
    clause: Span
    place: float
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and what was found in it."""

    doc: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTarget:
    """A numeric target, the task that holds it (none where it stands in a preamble) and its printed words."""

    key: str  # of the document
    task: Task | None
    target: Target
    text: str
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A progress statement with its printed words, `text`, which stand at `span`; `clause` is the whole clause."""

    progress: Progress
    span: Span
    text: str
    clause: str
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the report says of a target: a number, or (`value` None) only that it is done."""

    text: str
    value: Decimal | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLink:
    """A target and its result, None where the report gives none; `met` is None where the numbers do not tell.

    `confidence` is the probability that the link is right, or that there is none to be found.
    """

    planned: PlannedTarget
    result: Result | None
    met: bool | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """How far a task has come, by one clause of the report."""

    task: Task
    state: State
    text: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """A link for each target of the plans, and a state for each task that the report tells of."""

    links: tuple[TargetLink, ...]
    states: tuple[TaskState, ...]
    part: bool  # the report covers a part of the year only
