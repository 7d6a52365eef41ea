"""The ledger 台账: tasks as rows of an office's table, the same rows in every format.

Its columns stand in `ledger.toml`, the office's own (督查单位, 分管领导) beside them; what stands in them, in
`ledger_fields`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from extract.model import Role, State
from taskgraph.events import LifeState
from taskgraph.filter_view import iter_filters
from taskgraph.ledger_fields import FIELDS, Cell, Entry
from taskgraph.model import Filters
from taskgraph.output import Column, View
from taskgraph.terms import SAID, STATES

TITLE = "督办任务台账"
NAME = "台账"
UNLED = "未明确牵头单位"
OWN_WIDTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column as `ledger.toml` describes it at its head; one of the office's own has its head for a key."""

    key: str
    head: str
    width: int
    field: str | None = None
    computed: bool = False
    centred: bool = False
    optional: bool = False

    def cell(self, entry: Entry) -> Cell:
        return entry.cells.get(self.key) if self.field is None else FIELDS[self.field](entry)


@dataclass(frozen=True, slots=True)
class LightColour:
    word: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """`states`: what people may write as a task's state; a State says how far it has come, without a step.

    `heads`: the keys of columns by what offices call them.
    """

    columns: tuple[LedgerColumn, ...]
    lights: tuple[LightColour, ...]
    states: Mapping[str, LifeState | State]
    heads: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of tasks: what its tab is called, and the two lines above it."""

    name: str
    title: str
    note: str
    entries: Sequence[Entry]


@cache
def load_ledger_table() -> LedgerTable:
    table = tomllib.loads((files("taskgraph") / "ledger.toml").read_text("utf-8"))
    return LedgerTable(
        tuple(LedgerColumn(key=key, **row) for key, row in table["columns"].items()),
        tuple(LightColour(word=word, **row) for word, row in table["lights"].items()),
        _read_states(table),
        {head: key for key, heads in table["heads"].items() for head in heads},
    )


def _read_states(table: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, LifeState | State]:
    words: dict[str, LifeState | State] = {word: said for said, word in SAID.items()}
    words |= {word: State(said) for said, listed in table["said"].items() for word in listed}
    words |= {word: state for state, word in STATES.items()}
    return words | {word: LifeState(state) for state, listed in table["states"].items() for word in listed}


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


def place_own_columns(columns: Sequence[LedgerColumn], own: Iterable[tuple[str, str]]) -> tuple[LedgerColumn, ...]:
    """Return the columns with the office's own, given as (head, head of the column that it stands after)."""
    placed = list(columns)
    for head, after in own:
        at = next((n for n, column in enumerate(placed, start=1) if column.head == after), len(placed))
        placed.insert(at, LedgerColumn(key=head, head=head, width=OWN_WIDTH))
    return tuple(placed)


def make_view(columns: Sequence[LedgerColumn]) -> View[Entry]:
    """Return these columns for CSV; as JSON, an object by their keys, with the task's id whether chosen or not."""

    def record(entry: Entry) -> dict[str, object]:
        cells = {column.key: column.cell(entry) for column in columns}
        return {"task": entry.task.id} | {key: _plain(cell) for key, cell in cells.items()}

    return View(tuple(Column(column.head, column.cell) for column in columns), record)


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def group_by_lead(entries: Iterable[Entry]) -> tuple[tuple[str, Sequence[Entry]], ...]:
    """Return each unit's full name with the tasks that it leads, in the order in which the units first appear.

    A task with two lead units stands under both; those without any come last, under a name that says so.
    """
    groups: dict[int, tuple[str, list[Entry]]] = {}
    unled = []
    for entry in entries:
        leads = {charge.unit_id: charge.canonical for charge in entry.task.assignments if charge.role is Role.LEAD}
        for unit, name in leads.items():
            groups.setdefault(unit, (name, []))[1].append(entry)
        if not leads:
            unled.append(entry)
    return (*groups.values(), *([(UNLED, unled)] if unled else []))


def make_sheets(entries: Sequence[Entry], filters: Filters, *, by_unit: bool) -> tuple[Sheet, ...]:
    """Return the sheet of all tasks and, if wanted, one a lead unit; the note says which tasks were asked for."""
    asked = [f"{name}：{value}" for name, value in iter_filters(filters)]
    years = {entry.task.document.year for entry in entries}
    title = f"{years.pop()}年{TITLE}" if len(years) == 1 and None not in years else TITLE
    groups = [(NAME, title, entries)]
    if by_unit:
        groups += [(unit, f"{title}（{unit}）", led) for unit, led in group_by_lead(entries)]
    return tuple(
        Sheet(
            name=name,
            title=heading,
            note="；".join((*asked, count_tasks(group))),
            entries=[replace(entry, number=number) for number, entry in enumerate(group, start=1)],
        )
        for name, heading, group in groups
    )


def count_tasks(entries: Sequence[Entry]) -> str:
    documents = {entry.task.document.id for entry in entries}
    return f"共{len(entries)}项任务，出自{len(documents)}份文件"
