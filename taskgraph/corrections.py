"""What people correct of what was read: one log a task (or report), append-only, each entry anchored to printed words.

What follows from a log (which facts count, where a newer reading differs) is computed by `correcting`. A correction
never names an offset: the fact is found again by its kind, its words and its place among equal ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from extract.model import Assignment, Basis, Deadline, Progress, Target, TaskKind
from extract.recurrence import write_rrule
from ingest.span import Span

RULE = "person"  # the rule of a fact that a person has set
_PLACE = frozenset({"span", "rule", "confidence"})
_DERIVED = frozenset({"basis", "rrule", "anchor_event"})


class FactKind(StrEnum):
    TASK = "task"
    ASSIGNMENT = "assignment"
    DEADLINE = "deadline"
    TARGET = "target"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class TaskHead:
    """What may be corrected of a task itself."""

    kind: TaskKind
    title: str


Fact: TypeAlias = TaskHead | Assignment | Deadline | Target | Progress
KINDS: dict[type, FactKind] = {
    TaskHead: FactKind.TASK,
    Assignment: FactKind.ASSIGNMENT,
    Deadline: FactKind.DEADLINE,
    Target: FactKind.TARGET,
    Progress: FactKind.PROGRESS,
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fact is found again: its kind, its printed words, and which it is of those with equal words."""

    kind: FactKind
    quote: str
    ordinal: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One fact as it was, and as it should be. Without `before` it was missed, without `after` it is none.

    `read` is what the rules read at that time; it is `before`, unless the fact had been corrected already.
    """

    anchor: Anchor
    read: Fact | None = None
    before: Fact | None = None
    after: Fact | None = None

    def __post_init__(self) -> None:
        given = [fact for fact in (self.read, self.before, self.after) if fact]
        if not (self.before or self.after) or any(KINDS[type(fact)] is not self.anchor.kind for fact in given):
            raise TypeError(f"an edit of a {self.anchor.kind} has facts of that kind, got {given!r}")


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier entry of the same log, by its number, that no longer counts."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says; `subject` is the id of the task, or that of the report whose progress it is about."""

    subject: str
    detail: Edit | Undo
    happened_on: date
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction on record; `number` counts those of its subject from 1."""

    number: int
    recorded_at: datetime
    correction: Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A fact, where it is anchored, what the rules read of it, and the numbers of what corrected it.

    One that people struck out does not count; it keeps its place and number.
    """

    anchor: Anchor
    fact: Fact
    read: Fact | None
    entries: tuple[int, ...] = ()
    counts: bool = True


def find_active(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that are not undone; an undo may be undone as well."""
    undone: set[int] = set()
    active: list[Entry] = []
    for entry in reversed(tuple(log)):
        if entry.number not in undone:
            active.append(entry)
            if isinstance(entry.correction.detail, Undo):
                undone.add(entry.correction.detail.number)
    return tuple(reversed(active))


def content(fact: Fact) -> dict[str, object]:
    """Return what a fact says, without where and how it was found."""
    return {f.name: getattr(fact, f.name) for f in fields(fact) if f.name not in _PLACE}


def same_values(one: Fact, other: Fact, names: Iterable[str]) -> bool:
    """Whether two facts of one kind agree in these fields, what is derived from others left aside."""
    return all(getattr(one, name) == getattr(other, name) for name in names if name not in _DERIVED)


def changed_fields(before: Fact, after: Fact) -> frozenset[str]:
    return frozenset(name for name, value in content(after).items() if getattr(before, name) != value)


def quote_of(fact: Fact) -> str:
    """Return the printed words that a fact is anchored to."""
    match fact:
        case TaskHead():
            return fact.title
        case Assignment():
            return fact.unit
        case _:
            return fact.text


def anchor_facts(facts: Iterable[Fact]) -> tuple[Anchor, ...]:
    """Return an anchor for each fact, in their order."""
    anchors: list[Anchor] = []
    for fact in facts:
        kind, quote = KINDS[type(fact)], quote_of(fact)
        anchors.append(Anchor(kind, quote, next_ordinal(anchors, kind, quote)))
    return tuple(anchors)


def next_ordinal(anchors: Iterable[Anchor], kind: FactKind, quote: str) -> int:
    return 1 + max((a.ordinal for a in anchors if (a.kind, a.quote) == (kind, quote)), default=-1)


def change(held: Held, after: Fact) -> Edit:
    """Say that a fact should be read as `after`."""
    return Edit(anchor=held.anchor, read=held.read, before=held.fact, after=vouched(after))


def reject(held: Held) -> Edit:
    """Say that a fact, or a task by its head, is none."""
    return Edit(anchor=held.anchor, read=held.read, before=held.fact)


def add(held: Iterable[Held], fact: Fact, quote: str) -> Edit:
    """Say that a fact was missed; `held` are the facts that count already, `quote` the words that it stands by."""
    kind = KINDS[type(fact)]
    ordinal = next_ordinal((h.anchor for h in held), kind, quote)
    return Edit(anchor=Anchor(kind, quote, ordinal), after=vouched(fact))


def vouched(fact: Fact) -> Fact:
    """Return a fact as a person's own: sure, by no rule of ours."""
    if isinstance(fact, TaskHead):
        return fact
    return replace(fact, rule=RULE, confidence=1.0)


def move_deadline(
    deadline: Deadline, *, start: date | None, end: date | None, every: str | None, text: str | None = None
) -> Deadline:
    """Return a deadline on other days or in another rhythm, with all that follows from them."""
    rrule = deadline.rrule if every == deadline.every else write_rrule(every) if every else None
    basis = Basis.EXACT if start or end or every else Basis.OPEN
    words = deadline.text if text is None else text
    moved = replace(deadline, text=words, start=start, end=end, every=every, rrule=rrule, basis=basis)
    return replace(moved, anchor_event=None) if start or end else moved


def find_words(words: str, text: str) -> tuple[Span, ...]:
    """Return where words stand in a text; a number is not found in a longer one: 3个 not in 13个."""
    head, tail = (r"(?<![\d.])" if words[:1].isdigit() else ""), (r"(?![\d.])" if words[-1:].isdigit() else "")
    found = re.finditer(f"{head}{re.escape(words)}{tail}", text) if words else ()
    return tuple(Span(*match.span()) for match in found)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words in which facts are found again: the span of a task in the canonical text of its document."""

    text: str
    span: Span

    def find(self, quote: str, ordinal: int = 0) -> Span | None:
        """Return where a quote stands; the last place of it, if there are fewer than the ordinal says."""
        places = find_words(quote, self.span.of(self.text))
        return places[min(ordinal, len(places) - 1)].shifted(self.span.start) if places else None

    def find_anywhere(self, quote: str, ordinal: int = 0) -> Span | None:
        """Return where a quote stands in the task, else where it first stands in the document."""
        return self.find(quote, ordinal) or Passage(self.text, Span(0, len(self.text))).find(quote)


def keep_counting(listed: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(held for held in listed if held.counts)


def list_facts(held: Iterable[Held]) -> tuple[Held, ...]:
    """Return the facts of a task or report in the order in which people see them numbered from 1.

    What was struck out is numbered, too: no number changes by it.
    """
    facts = (h for h in held if h.anchor.kind is not FactKind.TASK)
    return tuple(sorted(facts, key=lambda h: list(FactKind).index(h.anchor.kind)))
