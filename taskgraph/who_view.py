"""How one unit's work is summed up above its list, and how all units stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from extract.model import Role
from taskgraph.events import OPEN, LifeState
from taskgraph.model import MatrixRow, WhoRow
from taskgraph.output import Column, Format, View, render
from taskgraph.status import CountRow, view_counts
from taskgraph.terms import ROLES, STATES

NEXT = 3


def sum_up(rows: Sequence[WhoRow], day: date) -> bytes:
    """Return a unit's tasks by role and state, and the next deadlines, as text."""
    counts = count_roles(rows)
    table = render(view_counts(counts, "角色"), counts, Format.TABLE)
    due = "".join(f"近期时限:{when} {title}({task})\n" for when, title, task in next_deadlines(rows, day))
    return table + b"\n" + (due + "\n" if due else "").encode()


def count_roles(rows: Iterable[WhoRow]) -> tuple[CountRow, ...]:
    """Return how many tasks a unit has in each role and state; a task that names it twice in one role counts once."""
    seen = {(_role_name(row), row.task.row): row.task.standing.state for row in rows}
    counts = Counter((name, state) for (name, _), state in seen.items())
    names = [name for name in (*ROLES.values(), "集体") if any(name == role for role, _ in counts)]
    return tuple(CountRow(name, {state: counts[name, state] for state in LifeState}) for name in names)


def _role_name(row: WhoRow) -> str:
    return "集体" if row.collective else ROLES[row.charge.role]


def next_deadlines(rows: Iterable[WhoRow], day: date) -> list[tuple[date, str, str]]:
    """Return the next deadlines of a unit's own open tasks that are not past: (day, title, id)."""
    dues = {
        (row.task.standing.due.day, row.task.title, row.task.id)
        for row in rows
        if not row.collective and row.task.standing.state in OPEN and row.task.standing.due
    }
    return sorted(due for due in dues if due[0] >= day)[:NEXT]


def view_matrix(rows: Sequence[MatrixRow]) -> View[MatrixRow]:
    """Return the columns for these units: for each role its sum and the states that occur, then the sum of all."""
    cells = [
        (role, state) for role in Role for state in LifeState if any(row.counts.get((role, state)) for row in rows)
    ]
    columns: list[Column[MatrixRow]] = [Column("单位", lambda row: row.unit.label, 48)]
    for role in dict.fromkeys(role for role, _ in cells):
        columns.append(_cell(ROLES[role], role))
        columns += [_cell(f"{ROLES[role]}·{STATES[state]}", role, state) for r, state in cells if r is role]
    return View((*columns, Column("合计", lambda row: row.total)), matrix_record)


def _cell(head: str, role: Role, state: LifeState | None = None) -> Column[MatrixRow]:
    return Column(head, lambda row: row.count(role, state))


def matrix_record(row: MatrixRow) -> dict[str, Any]:
    roles = {
        role.value: {"total": row.count(role)}
        | {state.value: count for (r, state), count in row.counts.items() if r is role}
        for role in Role
    }
    return {"unit": row.unit.label, "region": row.unit.region, "total": row.total} | roles
