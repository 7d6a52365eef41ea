"""The records of an explanation: passages of the text, each with the notes on the facts that were found in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model import SURE, Task
from ingest.span import Span


class NoteKind(StrEnum):
    UNIT = "unit"
    DEADLINE = "deadline"
    TARGET = "target"
    PROGRESS = "progress"


KIND_NAMES = {
    NoteKind.UNIT: "单位",
    NoteKind.DEADLINE: "时限",
    NoteKind.TARGET: "指标",
    NoteKind.PROGRESS: "进展",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One fact: where its words stand, how they were read, by which rule, how surely."""

    number: int  # counts from 1 within its passage
    kind: NoteKind
    span: Span
    words: str
    reading: str
    rule: str
    confidence: float
    subject: str = ""  # the task or report that it is a fact of, where that is asked for

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the text: a task with its number, or what stands between tasks (`task` None).

    `notes` are of its own facts; a unit that a heading above names for several tasks stands outside `span`.
    """

    span: Span
    task: Task | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    title: str
    about: tuple[str, ...]  # 文号, issuer, source …
    text: str
    passages: tuple[Passage, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(note for passage in self.passages for note in passage.notes)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch within a passage over which the same notes hold, the longest first."""

    span: Span
    notes: tuple[Note, ...]
