"""The types of what the API tells: the objects of the JSON contract, as `views`, `status` and `show` write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from extract.model import Basis, Change, Modality, Op, Role, State, TaskKind
from taskgraph.events import LifeState
from taskgraph.situation import Light, Need
from taskgraph.verdicts import Verdict

Item = TypeVar("Item")
Amount = int | float
Span = Annotated[
    tuple[int, int], Field(description="Half-open, in code points of the document's canonical text: [start, end).")
]


class Record(BaseModel):
    """What the API tells; a field that no type names would be a fault of ours."""

    model_config = ConfigDict(extra="forbid")


class Rows(Record, Generic[Item]):
    items: list[Item]


class Page(Record, Generic[Item]):
    items: list[Item]
    total: Annotated[int, Field(description="How many rows all pages have.")]
    next: Annotated[str | None, Field(description="What `after` must be for the next page; null on the last one.")]


class DocumentRef(Record):
    key: str
    title: str | None
    doc_number: str | None


class Charge(Record):
    unit: Annotated[str, Field(description="As the text prints it.")]
    canonical: str
    role: Role


class Evidence(Record):
    text: str
    span: Span
    rule: str
    confidence: float


class Deadline(Evidence):
    start: date | None
    end: date | None
    every: Annotated[str | None, Field(description="day, week, month, quarter, half-year, year, or as `2 week`.")]
    rrule: str | None
    basis: Basis
    anchor_event: str | None


class Target(Evidence):
    metric: str
    op: Op
    value: Amount
    value_max: Amount | None
    unit: str | None
    change: Change | None
    baseline: str | None
    modality: Modality | None


class Progress(Evidence):
    metric: str
    value: Amount | None
    unit: str | None
    change: Change | None
    state: State | None
    as_of: date | None


class TaskRow(Record):
    """A task as lists have it."""

    task: str
    title: str
    document: DocumentRef
    path: str
    kind: TaskKind
    assignments: list[Charge]
    deadlines: list[Deadline]
    targets: list[Target]
    state: LifeState
    light: Light
    quote: str


Day = date  # a field of this name hides it


class Due(Record):
    """The deadline that counts; `planned` is the document's, where `extended_on` tells of an extension."""

    date: Day
    planned: Day | None
    text: str | None
    extended_on: Day | None
    reason: str | None


class Pace(Record):
    """序时进度: the share of the target that is expected by now, and the one reported."""

    expected: float
    reported: float
    gap: float
    target: str


class AimedAt(Record):
    text: str
    metric: str
    op: Op
    value: float
    unit: str | None


class Result(Record):
    target: AimedAt
    value: float
    day: date
    verdict: Verdict


class Task(TaskRow):
    """A task as lists have it, with what its light was judged by."""

    needs: list[Need]
    why: Annotated[str, Field(description="Why the light is as it is, for people.")]
    rule: str | None
    due: Due | None
    overdue: bool
    closed_late: bool
    pace: Pace | None
    last_report: date | None
    said: State | None
    misfits: Annotated[list[int], Field(description="Events on record that cannot have happened where they stand.")]
    results: list[Result]


class PlacedCharge(Charge):
    span: Span
    quote: str
    place: Annotated[str, Field(description="Where to look in the original, for people.")]


class Kin(Record):
    """Another wording of a task, in another version of its document."""

    task: str
    title: str
    score: float


class End(Record):
    id: str
    title: str
    document: str


class Link(Record):
    """What ties two documents or two tasks; the source rests on the target, or ends it."""

    link: int
    kind: Literal["document", "task"]
    relation: str
    source: End | None
    target: Annotated[End | None, Field(description="Null where it is not loaded; `printed` is its name then.")]
    printed: str | None
    status: Literal["proposed", "confirmed", "rejected"]
    confidence: float
    rule: str
    quote: str | None
    span: Span | None
    evidence: dict[str, object]
    since: date | None
    decided: bool


class Head(Record):
    kind: TaskKind
    title: str


class ReadCharge(Record):
    unit: str
    role: Role
    span: Span
    rule: str
    confidence: float


Fact = Deadline | Target | Progress | ReadCharge | Head | None


class Outcome(Record):
    """What became of a correction after a later reading."""

    kind: str
    quote: str
    fate: Literal["applied", "agrees", "differs", "gone"]
    numbers: list[int]
    was: Fact
    read: Fact
    says: Fact


class ShownTask(Task):
    """All that is known of one task."""

    assignments: list[PlacedCharge]  # type: ignore[assignment] # more than lists tell of them
    span: Span
    page: int | None
    in_force: bool
    replaces: Kin | None
    replaced_by: Kin | None
    repealed: date | None
    links: list[Link]
    corrections: list[Outcome]
    place: str
    possible: Annotated[list[str], Field(description="The kinds of events that may be recorded next.")]


class Event(Record):
    """One event of a task's log; what it says beyond its kind depends on the kind."""

    task: str
    number: int
    kind: str
    happened_on: date
    recorded_at: str
    by: str | None
    note: str | None
    counts: Annotated[bool, Field(description="False where it was taken back, or cannot have happened.")]
    value: float | None = None
    unit: str | None = None
    metric: str | None = None
    state: State | None = None
    quote: str | None = None
    source: Annotated[str | None, Field(description="The report that tells of it.")] = None
    due: date | None = None
    reason: str | None = None
    corrects: int | None = None


class FacetCount(Record):
    facet: str
    value: str
    label: str
    count: Annotated[int, Field(description="How many rows the list has with the filter of this value added.")]
