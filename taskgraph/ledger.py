"""The ledger 台账: tasks as rows of an office's table, the same rows in every format.

Its columns stand in `ledger.toml`. What only people know stays empty; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from extract.model import Deadline, Role, Target, TaskKind
from ingest.canonical import CELL_JOIN
from taskgraph.events import LifeState
from taskgraph.model import Filters, TaskRow
from taskgraph.output import Column, View
from taskgraph.situation import Light
from taskgraph.terms import KINDS, LIGHTS, ROLES, STATES
from taskgraph.views import units_of

Cell: TypeAlias = str | int | date | None

TITLE = "督办任务台账"
NAME = "台账"
UNLED = "未明确牵头单位"
LONGEST_QUOTE = 40
_NUMBER = re.compile(r"[\d.()]+|[(]?[一二三四五六七八九十]+[)]?")
_CLAUSE_END = re.compile(rf"[，。；;！？!?\n\t]|{re.escape(CELL_JOIN)}|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be: its number in this ledger, and the task."""

    number: int
    task: TaskRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column as `ledger.toml` describes it at its head."""

    key: str
    head: str
    width: int
    field: str | None = None
    centred: bool = False
    optional: bool = False

    def cell(self, entry: Entry) -> Cell:
        return FIELDS[self.field](entry) if self.field else None


@dataclass(frozen=True, slots=True)
class LightColour:
    word: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class LedgerTable:
    columns: tuple[LedgerColumn, ...]
    lights: tuple[LightColour, ...]
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of tasks: what its tab is called, and the two lines above it."""

    name: str
    title: str
    note: str
    tasks: Sequence[TaskRow]


@cache
def load_ledger_table() -> LedgerTable:
    table = tomllib.loads((files("taskgraph") / "ledger.toml").read_text("utf-8"))
    return LedgerTable(
        tuple(LedgerColumn(key=key, **row) for key, row in table["columns"].items()),
        tuple(LightColour(word=word, **row) for word, row in table["lights"].items()),
        table["filters"],
    )


def choose_columns(columns: Sequence[LedgerColumn], names: Sequence[str]) -> tuple[LedgerColumn, ...]:
    """Return the columns of these keys or heads, in this order, each once; without names, the usual ones.

    Raise KeyError with all names that no column has.
    """
    if not names:
        return tuple(column for column in columns if not column.optional)
    by_name = {name: column for column in columns for name in (column.key, column.head)}
    if unknown := [name for name in names if name not in by_name]:
        raise KeyError(*unknown)
    return tuple(dict.fromkeys(by_name[name] for name in names))


def iter_entries(tasks: Iterable[TaskRow]) -> Iterator[Entry]:
    return (Entry(number, task) for number, task in enumerate(tasks, start=1))


def make_view(columns: Sequence[LedgerColumn]) -> View[Entry]:
    """Return these columns for CSV; as JSON, an object by their keys, with the task's id whether chosen or not."""

    def record(entry: Entry) -> dict[str, object]:
        cells = {column.key: column.cell(entry) for column in columns}
        return {"task": entry.task.id} | {key: _plain(cell) for key, cell in cells.items()}

    return View(tuple(Column(column.head, column.cell) for column in columns), record)


def _plain(cell: Cell) -> str | int | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def group_by_lead(tasks: Iterable[TaskRow]) -> tuple[tuple[str, Sequence[TaskRow]], ...]:
    """Return each unit's full name with the tasks that it leads, in the order in which the units first appear.

    A task with two lead units stands under both; those without any come last, under a name that says so.
    """
    groups: dict[int, tuple[str, list[TaskRow]]] = {}
    unled = []
    for task in tasks:
        leads = {charge.unit_id: charge.canonical for charge in task.assignments if charge.role is Role.LEAD}
        for unit, name in leads.items():
            groups.setdefault(unit, (name, []))[1].append(task)
        if not leads:
            unled.append(task)
    return (*groups.values(), *([(UNLED, unled)] if unled else []))


def make_sheets(tasks: Sequence[TaskRow], filters: Filters, *, by_unit: bool) -> tuple[Sheet, ...]:
    """Return the sheet of all tasks and, if wanted, one a lead unit; the note says which tasks were asked for."""
    asked = describe_filters(filters)
    years = {task.document.year for task in tasks}
    title = f"{years.pop()}年{TITLE}" if len(years) == 1 and None not in years else TITLE
    groups = [(NAME, title, tasks)]
    if by_unit:
        groups += [(unit, f"{title}（{unit}）", led) for unit, led in group_by_lead(tasks)]
    return tuple(
        Sheet(name=name, title=heading, note="；".join((*asked, count_tasks(group))), tasks=group)
        for name, heading, group in groups
    )


def count_tasks(tasks: Sequence[TaskRow]) -> str:
    return f"共{len(tasks)}项任务，出自{len({task.document.id for task in tasks})}份文件"


def describe_filters(filters: Filters) -> tuple[str, ...]:
    """Return what was asked for, as people say it: 角色：牵头."""
    asked = [(field.name, getattr(filters, field.name)) for field in fields(filters)]
    words = load_ledger_table().filters
    return tuple(f"{words.get(name, name)}：{_say(value)}" for name, value in asked if value is not None)


def _say(value: object) -> str:
    match value:
        case date():
            return show_day(value)
        case Role():
            return ROLES[value]
        case TaskKind():
            return KINDS[value]
        case LifeState():
            return STATES[value]
        case Light():
            return LIGHTS[value]
        case _:
            return str(value)


def show_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def show_source(task: TaskRow) -> str:
    return "\n".join(filter(None, (task.document.name, task.document.doc_number)))


def show_content(task: TaskRow) -> str:
    """Return the task's text; of a row of a table, the cells that are neither its number nor another column here."""
    first, *others = task.quote.split(CELL_JOIN)
    if not others:
        return task.quote
    shown = {charge.unit for charge in task.assignments} | {deadline.text for deadline in task.deadlines}
    kept = [cell for cell in others if not consists_of(cell, shown)]
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


def find_due(deadlines: Iterable[Deadline]) -> str | date | None:
    """Return a task's only day as a date; several, or what is no single day, in words, a line each."""
    found = list(dict.fromkeys(map(_due, deadlines)))
    if len(found) > 1:
        return "\n".join(show_day(due) if isinstance(due, date) else due for due in found)
    return found[0] if found else None


def _due(deadline: Deadline) -> str | date:
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


FIELDS: Mapping[str, Callable[[Entry], Cell]] = {
    "number": lambda e: e.number,
    "task": lambda e: e.task.id,
    "source": lambda e: show_source(e.task),
    "title": lambda e: e.task.title,
    "kind": lambda e: KINDS[e.task.kind],
    "content": lambda e: show_content(e.task),
    "targets": lambda e: show_targets(e.task),
    "lead": lambda e: units_of(e.task, Role.LEAD),
    "responsible": lambda e: units_of(e.task, Role.RESPONSIBLE),
    "cooperating": lambda e: units_of(e.task, Role.COOPERATING),
    "due": lambda e: find_due(e.task.deadlines),
    "evidence": lambda e: show_evidence(e.task),
}
