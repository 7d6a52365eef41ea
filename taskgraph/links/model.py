"""The records of links. A link points from the later or lower one to the one that it rests on, or ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.span import Span


class Kind(StrEnum):
    DOCUMENT = "document"
    TASK = "task"


class Relation(StrEnum):
    CITES = "cites"
    CARRIES_OUT = "carries_out"
    FORWARDS = "forwards"
    REPEALS = "repeals"
    SUPERSEDES = "supersedes"
    SUCCEEDS = "succeeds"  # last year's task
    DUPLICATES = "duplicates"


class Status(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


ENDING = (Relation.REPEALS, Relation.SUPERSEDES)  # of documents: what they point to is no longer in force


SYMMETRIC = frozenset({Relation.DUPLICATES})
ONE_WAY = frozenset(Relation) - SYMMETRIC - {Relation.CITES}  # both ways they contradict each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """By what a document is named: its 文号 and its title, either or both, folded for comparison."""

    number: str | None
    titles: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.number, *self.titles) if self.number else self.titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a document that name another. `since`: the day from which the other is repealed."""

    relation: Relation
    name: Name
    printed: str
    quote: str
    span: Span
    rule: str
    confidence: float
    since: date | None = None
