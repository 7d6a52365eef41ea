"""Extraction → Explanation: cut the text into passages and number the facts of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from ingest.span import Span
from taskgraph.errors import NotFoundError
from taskgraph.explain.model import Explanation, Note, NoteKind, Passage, Piece
from taskgraph.explain.wording import read_assignment, read_deadline, read_progress, read_target

Fact = Assignment | Deadline | Target | Progress

_LONGEST_NUMBER = 12  # characters that an item's number takes before it: 第三十二条
_MOST_CANDIDATES = 8
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is to be explained: a text with what was found in it, and what people call it."""

    title: str
    about: tuple[str, ...]
    text: str
    extraction: Extraction


def explain(source: Source) -> Explanation:
    """Return the whole text in passages, in its order."""
    return _explain(source, tuple(_iter_passages(source)))


def explain_task(source: Source, name: str) -> Explanation:
    """Return one task alone. Raises NotFoundError where `name` is no path, id or part of a title, or of several."""
    task = find_task(source.extraction.tasks, name)
    return _explain(source, (_task_passage(source.text, task),))


def find_task(tasks: Sequence[Task], name: str) -> Task:
    """Return the task with this path, the beginning of its id, or these words in its title."""
    name = name.strip()
    found = (
        [task for task in tasks if task.path == name]
        or [task for task in tasks if len(name) >= 4 and task.id.startswith(name.lower())]
        or [task for task in tasks if name and name in task.title]
    )
    if len(found) == 1:
        return found[0]
    listed = [f"{task.path} {task.title}" for task in (found or tasks)][:_MOST_CANDIDATES]
    reason = f"“{name}”可指 {len(found)} 项任务" if found else f"没有找到任务“{name}”"
    raise NotFoundError(f"{reason}。请写任务序号、编号或标题,如:{'、'.join(listed) or '(这份文件没有任务)'}")


def cut_pieces(span: Span, notes: Iterable[Note]) -> tuple[Piece, ...]:
    """Cut a passage where a note begins or ends, so that nested and overlapping ones can all be shown."""
    inside = [note for note in notes if note.span.overlaps(span)]
    edges = {edge for note in inside for edge in (note.span.start, note.span.end) if span.start < edge < span.end}
    return tuple(
        Piece(Span(start, end), tuple(n for n in inside if n.span.start <= start and end <= n.span.end))
        for start, end in pairwise([span.start, *sorted(edges), span.end])
        if end > start
    )


def marks_in(explanation: Explanation, passage: Passage) -> tuple[Note, ...]:
    """Return the notes to mark in a passage: its own, and those of tasks whose units a heading in it names."""
    others = (note for other in explanation.passages if other is not passage for note in other.notes)
    shared = {(note.kind, note.span): note for note in others if passage.span.covers(note.span)}
    own = {(note.kind, note.span): note for note in passage.notes}
    return tuple(sorted((shared | own).values(), key=lambda note: (note.span.start, -note.span.end)))


def _explain(source: Source, passages: tuple[Passage, ...]) -> Explanation:
    return Explanation(title=source.title, about=source.about, text=source.text, passages=passages)


def _iter_passages(source: Source) -> Iterator[Passage]:
    at = 0
    for task in sorted(source.extraction.tasks, key=lambda task: task.span):
        passage = _task_passage(source.text, task)
        yield from _iter_between(source, Span(at, max(at, passage.span.start)))
        yield passage
        at = max(at, passage.span.end)
    yield from _iter_between(source, Span(at, len(source.text)))


def _iter_between(source: Source, span: Span) -> Iterator[Passage]:
    """Yield what stands between tasks: paragraphs that report progress one by one, all others together."""
    waiting: Span | None = None
    for found in _PARAGRAPH.finditer(source.text, span.start, span.end):
        paragraph = Span(*found.span())
        statements = [p for p in source.extraction.progress if paragraph.covers(p.span)]
        if not statements:
            waiting = Span(waiting.start if waiting else paragraph.start, paragraph.end)
            continue
        if waiting:
            yield Passage(span=waiting, task=None, notes=())
        waiting = None
        yield Passage(span=paragraph, task=None, notes=_number(source.text, statements))
    if waiting:
        yield Passage(span=waiting, task=None, notes=())


def _task_passage(text: str, task: Task) -> Passage:
    """Return a task with the number that stands before it on its line."""
    line = text.rfind("\n", 0, task.span.start) + 1
    start = line if task.span.start - line <= _LONGEST_NUMBER else task.span.start
    facts: tuple[Fact, ...] = (*task.assignments, *task.deadlines, *task.targets)
    return Passage(span=Span(start, task.span.end), task=task, notes=_number(text, facts))


def _number(text: str, facts: Iterable[Fact]) -> tuple[Note, ...]:
    ordered = sorted(facts, key=lambda fact: (fact.span.start, -fact.span.end))
    return tuple(note_fact(text, number, fact) for number, fact in enumerate(ordered, 1))


def note_fact(text: str, number: int, fact: Fact, subject: str = "") -> Note:
    kind, reading = _read(fact)
    return Note(
        number=number,
        kind=kind,
        span=fact.span,
        words=" ".join(fact.span.of(text).split()),
        reading=reading,
        rule=fact.rule,
        confidence=fact.confidence,
        subject=subject,
    )


def _read(fact: Fact) -> tuple[NoteKind, str]:
    match fact:
        case Assignment():
            return NoteKind.UNIT, read_assignment(fact)
        case Deadline():
            return NoteKind.DEADLINE, read_deadline(fact)
        case Target():
            return NoteKind.TARGET, read_target(fact)
        case Progress():
            return NoteKind.PROGRESS, read_progress(fact)
