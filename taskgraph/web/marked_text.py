"""A text cut into lines and these into pieces, so that every fact can be marked in it; values in, values out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from extract.model import SURE, Extraction, Task
from ingest.span import Span
from taskgraph.explain.build import Fact, cut_pieces, note_fact
from taskgraph.explain.model import Note, Piece

_LINE = re.compile(r"[^\n]+")
Struck: TypeAlias = Mapping[str, frozenset[int]]
HEAD = 0  # the number of the task itself among its facts


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the text with the tasks that begin in it."""

    tasks: tuple[Task, ...]
    pieces: tuple[tuple[str, Piece], ...]  # the words with their notes


@dataclass(frozen=True, slots=True, order=True)
class DoubtPlace:
    """Where something doubtful stands, and its name."""

    at: int
    key: str


def name_note(note: Note) -> str:
    """Return the name of a fact in addresses: its task or report, and its number there."""
    return f"{note.subject}.{note.number}"


def name_anchor(key: str) -> str:
    """Return the name of a fact's place in the text: without dots, as style sheets and scripts have names."""
    return f"m-{key.replace('.', '-')}"


def note_facts(text: str, extraction: Extraction, report: str, struck: Struck) -> tuple[Note, ...]:
    """Return a note for every fact, numbered as people name it; those of progress belong to the document itself.

    `struck`: by task or report the numbers of what people struck out, which nothing else has.
    """
    return (
        *(note for task in extraction.tasks for note in _note_task(text, task, struck)),
        *(note_fact(text, n, fact, report) for n, fact in _number(extraction.progress, struck.get(report))),
    )


def _note_task(text: str, task: Task, struck: Struck) -> Iterator[Note]:
    facts: tuple[Fact, ...] = (*task.assignments, *task.deadlines, *task.targets)
    return (note_fact(text, n, fact, task.id) for n, fact in _number(facts, struck.get(task.id)))


def _number(facts: Sequence[Fact], struck: frozenset[int] | None) -> Iterator[tuple[int, Fact]]:
    return zip((n for n in count(1) if n not in (struck or ())), facts, strict=False)


def mark_lines(text: str, notes: Sequence[Note], tasks: Sequence[Task]) -> tuple[MarkedLine, ...]:
    """Return the lines that hold words; longer notes come before shorter ones within a piece."""
    spans = [Span(*found.span()) for found in _LINE.finditer(text)]
    ends = [span.end for span in spans]
    held: list[list[Note]] = [[] for _ in spans]
    begun: list[list[Task]] = [[] for _ in spans]
    for note in sorted(notes, key=lambda note: (note.span.start - note.span.end, note.subject, note.number)):
        for n in _lines_of(note.span, spans, ends):
            held[n].append(note)
    for task in tasks:
        for n in _lines_of(task.span, spans, ends)[:1]:
            begun[n].append(task)
    return tuple(
        MarkedLine(tuple(begun[n]), tuple((piece.span.of(text), piece) for piece in cut_pieces(span, held[n])))
        for n, span in enumerate(spans)
    )


def _lines_of(span: Span, lines: Sequence[Span], ends: Sequence[int]) -> range:
    first = last = bisect_left(ends, span.start + 1)
    while last < len(lines) and lines[last].start < span.end:
        last += 1
    return range(first, last)


def find_doubts(notes: Iterable[Note], tasks: Iterable[Task], judged: frozenset[str]) -> tuple[str, ...]:
    """Return the names of what wants a look, as it stands in the text; `judged` tasks were looked at by a person."""
    facts = [DoubtPlace(note.span.start, name_note(note)) for note in notes if not note.sure]
    heads = [
        DoubtPlace(task.span.start, f"{task.id}.{HEAD}")
        for task in tasks
        if task.confidence < SURE and task.id not in judged
    ]
    return tuple(doubt.key for doubt in sorted(facts + heads))


def step_from(doubts: Sequence[str], places: Sequence[str], key: str | None) -> tuple[str | None, str | None]:
    """Return the doubts before and after what is looked at, in the order of all `places`; round and round."""
    if not doubts:
        return None, None
    order = {place: n for n, place in enumerate(places)}
    here = order.get(key or "", -1)
    after = next((doubt for doubt in doubts if order[doubt] > here), doubts[0])
    before = next((doubt for doubt in reversed(doubts) if order[doubt] < here), doubts[-1])
    return before, after
