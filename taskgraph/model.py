"""What the store gives back: tasks with their document and units, as every list, file and page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from extract.model import Deadline, Role, Target, TaskKind
from ingest.span import Span
from taskgraph.events import LifeState
from taskgraph.glance import Glance
from taskgraph.levels import IssuerLevel
from taskgraph.situation import Light, Need
from taskgraph.standing import Standing

YEARS = range(1900, 3000)  # of days that people name: calculations about them stay within what a date can be

_OF_DOCUMENTS = frozenset({"doc", "issuer", "level", "year", "as_of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which tasks are asked for; None asks for all. Days are inclusive, names as a person types them."""

    unit: str | None = None
    role: Role | None = None
    doc: str | None = None
    issuer: str | None = None
    level: IssuerLevel | None = None
    year: int | None = None
    kind: TaskKind | None = None
    status: LifeState | None = None
    light: Light | None = None
    overdue: bool | None = None
    need: Need | None = None
    due_before: date | None = None
    due_after: date | None = None
    no_deadline: bool | None = None
    no_lead: bool | None = None
    has_target: bool | None = None
    as_of: date | None = None
    text: str | None = None

    @property
    def of_documents(self) -> Filters:
        """Only what speaks of documents."""
        return Filters(**{name: getattr(self, name) for name in _OF_DOCUMENTS})

    @property
    def of_tasks(self) -> bool:
        """Whether a filter speaks of tasks, so that words outside all tasks cannot fit it."""
        return any(getattr(self, name) is not None for name in self.__slots__ if name not in _OF_DOCUMENTS)

    @property
    def of_standings(self) -> bool:
        """Whether a filter speaks of what is computed from events."""
        return any(value is not None for value in (self.status, self.light, self.overdue, self.need))

    def fit(self, seen: Glance) -> bool:
        """Whether a task that stands so is asked for."""
        asked = (self.status, seen.state), (self.light, seen.light), (self.overdue, seen.overdue)
        return all(wanted in {None, found} for wanted, found in asked) and (
            self.need is None or self.need in seen.needs
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """The version of a document that a row comes from; `period` as (start, end)."""

    id: str
    version: int
    number: int
    key: str
    title: str | None
    doc_number: str | None
    issuer: str | None
    type: str
    year: int | None
    dated: date | None  # the written date, else the published one
    period: tuple[date | None, date | None]
    loaded_at: str
    repealed: date | None  # the day from which it is no longer in force

    @property
    def name(self) -> str:
        year = f"{self.year}年" if self.year else ""
        return self.title or f"{self.issuer or ''}{year}{self.type}(无标题,编号 {self.id})"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRole:
    """A unit's charge with a task: as printed, as it is called in full, in which role, and where it says so."""

    unit: str
    canonical: str
    role: Role
    unit_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a task's course or facts were changed by what people recorded, and when for the last time."""

    count: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as stored. `row` is its row, `id` the id that lasts over versions; `quote` is the text of its span.

    `root` is the id under which it is tracked: the one that it had before it was reworded.
    """

    row: int
    id: str
    root: str
    title: str
    path: str
    kind: TaskKind
    span: Span
    page: int | None
    document: DocumentRef
    assignments: tuple[UnitRole, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    quote: str
    standing: Standing
    revision: Revision = field(compare=False)  # of two equal tasks one may have been changed and changed back


@dataclass(frozen=True, slots=True)
class WhoRow:
    """A task with the role that the unit asked for has in it, and the words that say so.

    `collective`: the charge is not the unit's own, but that of a collective which covers it.
    """

    task: TaskRow
    charge: UnitRole
    quote: str
    collective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPlace:
    """Where a word stands that was asked for: the sentence, and the task in which it is, if in one."""

    word: str
    task: str | None
    title: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What fits the words asked for: a task, another place of a document (`task` None), or a document as a whole.

    `marks` are the places of the words in `quote`; `rank` is where the hit stands in the order of all. A document that
    fits only as a whole says in `places` where each word stands.
    """

    document: DocumentRef
    task: TaskRow | None
    quote: str
    rank: int
    marks: tuple[Span, ...] = ()
    places: tuple[WordPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRef:
    id: int
    label: str
    region: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """How many tasks a unit has, by role and state."""

    unit: UnitRef
    counts: Mapping[tuple[Role, LifeState], int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def count(self, role: Role, state: LifeState | None = None) -> int:
        """Return the tasks in one role, in one state or in all."""
        return sum(count for (r, s), count in self.counts.items() if r is role and state in {None, s})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document with what was found in its version in force."""

    ref: DocumentRef
    published: date | None
    written: date | None
    loaded_at: str
    tasks: int
    progress: int
    sources: tuple[str, ...]  # the first is the one that the text was read from
    warnings: tuple[str, ...]
