"""What lies before a person who checks one fact: its reading, ground and place, what was corrected, and the forms."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from starlette.requests import Request

from extract.model import Extraction, Op, Task
from taskgraph.correction_desk import load_sheet
from taskgraph.correction_query import Subject, find_struck, load_log, load_read_task, load_text
from taskgraph.correction_view import LogLine, iter_log_lines, show_detail
from taskgraph.corrections import Edit, Fact
from taskgraph.edits import find_head, pick
from taskgraph.errors import NotFoundError
from taskgraph.explain.model import KIND_NAMES, Note
from taskgraph.explain.rule_words import TASK, describe_rule
from taskgraph.extraction_query import load_kept_task
from taskgraph.model import TaskRow
from taskgraph.places import Place, load_places
from taskgraph.show import describe_place, find_place
from taskgraph.terms import KINDS
from taskgraph.unit_query import find_unit_names
from taskgraph.web.forms import Fields, who_asks
from taskgraph.web.marked_text import HEAD, name_note, note_facts

OPS: Mapping[Op, str] = {
    Op.AT_LEAST: "不少于",
    Op.MORE: "超过",
    Op.AT_MOST: "不超过",
    Op.LESS: "少于",
    Op.ABOUT: "左右",
    Op.EQUAL: "等于",
    Op.RANGE: "区间",
}
RHYTHMS: Mapping[str, str] = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half-year": "每半年",
    "year": "每年",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The fact that a person looks at; of a form about it that could not be carried out what was wrong and filled in.

    `new_unit`: the name of a unit that the form names and the registry does not know.
    """

    fact: str
    problem: str = ""
    given: Fields = field(default_factory=dict)
    new_unit: str | None = None


class ShownCorrection(NamedTuple):
    """A correction as the log shows it; `counts`: it can be undone."""

    number: int
    words: str
    by: str | None
    on: date
    reason: str | None
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A fact that is looked at. Without a `fact` only the log is left: the task or fact was struck out."""

    title: str
    task: Task | None  # as the rules read it; None for a report
    fact: Fact | None
    note: Note | None
    place: Place | None
    log: tuple[LogLine, ...]
    unit_names: tuple[str, ...]

    @property
    def ground(self) -> str:
        """What the rule goes by that found the fact."""
        if self.note:
            return describe_rule(self.note.kind.value, self.note.rule)
        return describe_rule(TASK, self.task.rule) if self.task else ""

    @property
    def where(self) -> str:
        return describe_place(replace(self.place, box=None)) if self.place else ""

    @property
    def last(self) -> int | None:
        """The newest entry of the log that counts."""
        return next((entry.number for entry in reversed(self.entries) if entry.counts), None)

    @property
    def entries(self) -> tuple[ShownCorrection, ...]:
        return tuple(map(_show_line, self.log))


def _show_line(line: LogLine) -> ShownCorrection:
    said = line.entry.correction
    counts = line.counts and isinstance(said.detail, Edit)
    return ShownCorrection(line.entry.number, show_detail(said.detail), said.by, said.happened_on, said.note, counts)


def show_panel(request: Request, panel: Panel | None, check: Check) -> dict[str, Any]:
    """Return what the template of the panel needs; on every page the same."""
    return {
        "panel": panel,
        "fact": check.fact,
        "problem": check.problem,
        "given": check.given,
        "new_unit": check.new_unit,
        "who": who_asks(request),
        "task_kinds": KINDS,
        "kind_names": KIND_NAMES,
        "ops": OPS,
        "rhythms": RHYTHMS,
    }


def split_name(name: str) -> tuple[str, int]:
    """Return the task or report and the number that a fact's name holds."""
    subject, _, number = name.rpartition(".")
    if not subject or not number.isdecimal():
        raise NotFoundError(f"没有“{name}”这一条。请从正文里点选")
    return subject, int(number)


def load_task_panel(db: sqlite3.Connection, task: TaskRow, name: str) -> Panel:
    """Return what is known of a fact of a task; raise NotFoundError for one of another."""
    ref = task.document
    if split_name(name)[0] != task.id:
        raise NotFoundError(f"任务“{task.title}”没有“{name}”这一条。请从它的内容里点选")
    kept, text = load_kept_task(db, ref.version, task.id), load_text(db, ref.version)
    read = Extraction((kept.task,) if kept else ())
    notes = note_facts(text, read, ref.id, find_struck(db, ref.version))
    return load_panel(db, Subject(ref.version, ref.id), name, notes, load_places(db, ref.version))


def load_panel(
    db: sqlite3.Connection, document: Subject, name: str, notes: Sequence[Note], places: Sequence[Place]
) -> Panel:
    """Return what is known of a fact; raise NotFoundError where the document has no such task."""
    id_, number = split_name(name)
    subject = Subject(document.version, id_)
    read = load_read_task(db, subject)
    if read is None and id_ != document.id:
        raise NotFoundError(f"这份文件没有编号为“{id_}”的任务")
    sheet = load_sheet(db, subject)
    note = next((one for one in notes if name_note(one) == name), None)
    span = note.span if note else read.task.span if read else None
    fact = None
    if number == HEAD:
        fact = find_head(sheet).fact if any(h.fact for h in sheet.held if h.anchor.kind == "task") else None
    elif note:
        fact = pick(sheet, str(number)).fact
    return Panel(
        title=sheet.title,
        task=read.task if read else None,
        fact=fact,
        note=note,
        place=find_place(places, span) if span else None,
        log=tuple(iter_log_lines(load_log(db, id_))),
        unit_names=find_unit_names(db, document.version),
    )
