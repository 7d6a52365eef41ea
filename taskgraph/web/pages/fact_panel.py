"""What lies before a person who checks one fact: its reading, rule and place, what was corrected, and the forms."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Task
from taskgraph.correction_desk import load_desk
from taskgraph.correction_query import Subject, load_log, load_read_task
from taskgraph.correction_view import LogLine, iter_log_lines, show_detail
from taskgraph.corrections import Edit, Fact
from taskgraph.edits import find_head, pick
from taskgraph.errors import NotFoundError
from taskgraph.explain.model import Note
from taskgraph.places import Place
from taskgraph.show import describe_place, find_place
from taskgraph.web.marked_text import HEAD, name_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A fact that is looked at. Without a `fact` only the log is left: the task or fact was struck out."""

    subject: str
    number: int
    title: str
    task: Task | None  # as the rules read it; None for a report
    fact: Fact | None
    note: Note | None
    place: str
    page: int | None
    log: tuple[LogLine, ...]

    @property
    def last(self) -> int | None:
        """The newest entry of the log that counts."""
        return next((line.entry.number for line in reversed(self.log) if _can_undo(line)), None)

    @property
    def entries(self) -> tuple[tuple[int, str, bool], ...]:
        """Each correction with its number, what it says, and whether it can be undone."""
        return tuple(
            (line.entry.number, show_detail(line.entry.correction.detail), _can_undo(line)) for line in self.log
        )


def _can_undo(line: LogLine) -> bool:
    return line.counts and isinstance(line.entry.correction.detail, Edit)


def split_name(name: str) -> tuple[str, int]:
    """Return the task or report and the number that a fact's name holds."""
    subject, _, number = name.rpartition(".")
    if not subject or not number.isdecimal():
        raise NotFoundError(f"没有“{name}”这一条。请从文件的正文里点选")
    return subject, int(number)


def load_panel(
    db: sqlite3.Connection, document: Subject, name: str, notes: Sequence[Note], places: Sequence[Place]
) -> Panel:
    """Return what is known of a fact; raise NotFoundError where the document has no such task."""
    id_, number = split_name(name)
    subject = Subject(document.version, id_)
    read = load_read_task(db, subject)
    if read is None and id_ != document.id:
        raise NotFoundError(f"这份文件没有编号为“{id_}”的任务")
    desk = load_desk(db, subject)
    note = next((one for one in notes if name_note(one) == name), None)
    span = note.span if note else read.task.span if read else None
    place = find_place(places, span) if span else None
    fact = None
    if number == HEAD:
        fact = find_head(desk).fact if any(h.fact for h in desk.held if h.anchor.kind == "task") else None
    elif note:
        fact = pick(desk, str(number)).fact
    return Panel(
        subject=id_,
        number=number,
        title=desk.title,
        task=read.task if read else None,
        fact=fact,
        note=note,
        place=describe_place(replace(place, box=None)) if place else "",
        page=place.page if place else None,
        log=tuple(iter_log_lines(load_log(db, id_))),
    )
