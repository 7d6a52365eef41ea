"""What stands in each column of the ledger: out of the task, its standing, its log and what people wrote beside it.

Nothing is guessed: what only people know stays empty until they write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from extract.model import Deadline, Role, Target
from ingest.canonical import CELL_JOIN
from taskgraph.events import Event, EventKind, Report
from taskgraph.history import show_detail
from taskgraph.model import TaskRow
from taskgraph.reasons import explain_light
from taskgraph.standing import Due
from taskgraph.states import Course
from taskgraph.terms import KINDS, LIGHTS, STATES, show_day
from taskgraph.views import units_of

Cell: TypeAlias = str | int | Decimal | date | None

LONGEST_QUOTE = 40
_NUMBER = re.compile(r"[\d.()]+|[(]?[一二三四五六七八九十]+[)]?")
_CLAUSE_END = re.compile(rf"[，。；;！？!?\n\t]|{re.escape(CELL_JOIN)}|,(?!\d)")


class Written(NamedTuple):
    """What stands in a cell; `events`: how long the task's log was when it was written; `told`: all it ever held."""

    text: str
    events: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row to be: its number in this ledger, the task, how far it has come in words, and what people wrote.

    `cells`: by the key of a column of ours or the head of the office's own; `told`: all that these ever held.
    `written`: the words of cells that were taken back; `events`: how long the task's log is.
    """

    number: int
    task: TaskRow
    news: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    written: Mapping[str, Written] = field(default_factory=dict)
    events: int = 0


def tell_news(course: Course) -> str:
    """Return what was reported on the day of the last report, a line each: 农村危房26户;推进中."""
    reports = [step for step in course.steps if isinstance(step, Event) and step.kind is EventKind.PROGRESS]
    last = [event for event in reports if event.happened_on == reports[-1].happened_on]
    return "\n".join(dict.fromkeys(filter(None, map(_tell_report, last))))


def _tell_report(event: Event) -> str:
    """Return a report in its own words if there are any: these hold the number and the state."""
    if isinstance(event.detail, Report) and event.detail.quote:
        return event.detail.quote
    return ";".join(filter(None, (show_detail(event.detail), event.note)))


def show_source(task: TaskRow) -> str:
    return "\n".join(filter(None, (task.document.name, task.document.doc_number)))


def show_content(task: TaskRow, told: frozenset[str] = frozenset()) -> str:
    """Return the task's text; of a row of a table, the cells that are neither its number nor another column here."""
    first, *others = task.quote.split(CELL_JOIN)
    if not others:
        return task.quote
    shown = {charge.unit for charge in task.assignments} | {deadline.text for deadline in task.deadlines}
    kept = [cell for cell in others if cell not in told and not consists_of(cell, shown)]
    return "\n".join(kept if _NUMBER.fullmatch(first) and kept else [first, *kept])


def consists_of(cell: str, words: Iterable[str]) -> bool:
    """Whether nothing but these words and what joins them stands in a cell: 县住建局、县城管局."""
    for word in sorted(words, key=len, reverse=True):
        cell = cell.replace(word, "")
    return not any(map(str.isalnum, cell))


def show_targets(task: TaskRow) -> str:
    """Return the clauses that set the task's targets, in their own words, a line each: 改造农村危房不少于40户."""
    return "\n".join(dict.fromkeys(quote_clause(task, target) for target in task.targets))


def quote_clause(task: TaskRow, target: Target) -> str:
    """Return the words between commas around a target; its metric and number if they stand outside the task."""
    if not task.span.covers(target.span):
        return f"{target.metric}：{target.text}"
    start, end = target.span.start - task.span.start, target.span.end - task.span.start
    left = max((stop.end() for stop in _CLAUSE_END.finditer(task.quote, 0, start)), default=0)
    right = _CLAUSE_END.search(task.quote, end)
    return task.quote[left : right.start() if right else None].strip()


def find_due(task: TaskRow) -> str | date | None:
    """Return a task's only day as a date; several, or what is no single day, in words, a line each.

    An extension takes the place of the day that it put off.
    """
    found = list(dict.fromkeys(_iter_dues(task.deadlines, task.standing.due)))
    if len(found) > 1:
        return "\n".join(show_day(due) if isinstance(due, date) else due for due in found)
    return found[0] if found else None


def _iter_dues(deadlines: Iterable[Deadline], now: Due | None) -> Iterator[str | date]:
    extended = now.day if now and now.extended_on else None
    for deadline in deadlines:
        put_off = extended and now and deadline.end == now.planned and not deadline.every
        yield extended if extended and put_off else _show_due(deadline)
    if extended and now and now.planned is None:
        yield extended


def _show_due(deadline: Deadline) -> str | date:
    day = deadline.end or deadline.start
    if deadline.every or day is None:
        return deadline.text
    return day if deadline.end else f"{show_day(day)}起"


def show_evidence(task: TaskRow) -> str:
    """Return the document, the task's place in it and how it begins, a line each."""
    document = task.document.doc_number or f"《{task.document.name}》"
    page = f" 第{task.page}页" if task.page else ""
    quote = task.quote if len(task.quote) <= LONGEST_QUOTE else task.quote[:LONGEST_QUOTE] + "……"
    return f"{document}\n序号{task.path}{page}\n“{quote}”"


def _planned(task: TaskRow) -> date | None:
    """Return the day that an extension put off."""
    due = task.standing.due
    return due.planned if due and due.extended_on else None


FIELDS: Mapping[str, Callable[[Entry], Cell]] = {
    "number": lambda e: e.number,
    "task": lambda e: e.task.id,
    "source": lambda e: show_source(e.task),
    "title": lambda e: e.task.title,
    "kind": lambda e: KINDS[e.task.kind],
    "content": lambda e: show_content(e.task, e.told),
    "targets": lambda e: show_targets(e.task),
    "lead": lambda e: units_of(e.task, Role.LEAD),
    "responsible": lambda e: units_of(e.task, Role.RESPONSIBLE),
    "cooperating": lambda e: units_of(e.task, Role.COOPERATING),
    "due": lambda e: find_due(e.task),
    "planned": lambda e: _planned(e.task),
    "reason": lambda e: e.task.standing.due.reason if e.task.standing.due else None,
    "state": lambda e: STATES[e.task.standing.state],
    "progress": lambda e: e.news,
    "pace": lambda e: -e.task.standing.pace.gap if e.task.standing.pace else None,
    "light": lambda e: LIGHTS[e.task.standing.light],
    "why": lambda e: explain_light(e.task),
    "problems": lambda e: e.cells.get("problems"),
    "next_steps": lambda e: e.cells.get("next_steps"),
    "reported": lambda e: e.task.standing.last_report,
    "evidence": lambda e: show_evidence(e.task),
}
