"""Who leads tasks: units in the fixed order of the registry, those that a leading collective covers among them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Role
from taskgraph.model import TaskRow, UnitRef
from taskgraph.who_query import find_collectives

_UNITS = "SELECT id, label, region, collective FROM unit ORDER BY region, collective, name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A unit with the tasks that it leads itself, and those that collectives lead which cover it.

    A report on a collective's task does not tell which of its members it comes from.
    """

    unit: UnitRef
    own: tuple[TaskRow, ...]
    shared: tuple[TaskRow, ...] = ()
    collectives: tuple[UnitRef, ...] = ()

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """All tasks, each once."""
        return tuple({task.row: task for task in (*self.own, *self.shared)}.values())


def find_leaders(db: sqlite3.Connection, tasks: Sequence[TaskRow]) -> tuple[Leader, ...]:
    """Return who leads any of these tasks, itself or as one of a collective (as `find_who` tells it)."""
    led = group_by_leader(tasks)
    units = db.execute(_UNITS).fetchall()
    collective = {row["id"] for row in units if row["collective"] and row["id"] in led}
    return tuple(_iter_leaders(db, units, led, collective))


def group_by_leader(tasks: Iterable[TaskRow]) -> Mapping[int, tuple[TaskRow, ...]]:
    """Return the tasks that each unit leads itself, by its id; a task with two lead units stands under both."""
    led: dict[int, dict[int, TaskRow]] = {}
    for task in tasks:
        for charge in task.assignments:
            if charge.role is Role.LEAD:
                led.setdefault(charge.unit_id, {})[task.row] = task
    return {unit: tuple(rows.values()) for unit, rows in led.items()}


def _iter_leaders(
    db: sqlite3.Connection,
    units: Iterable[sqlite3.Row],
    led: Mapping[int, tuple[TaskRow, ...]],
    leading_collectives: set[int],
) -> Iterator[Leader]:
    for row in units:
        unit = UnitRef(row["id"], row["label"], row["region"])
        near = find_collectives(db, unit) if leading_collectives and not row["collective"] else ()
        covering = tuple(other for other in near if other.id in leading_collectives)
        if unit.id in led or covering:
            yield Leader(
                unit=unit,
                own=led.get(unit.id, ()),
                shared=tuple(task for other in covering for task in led[other.id]),
                collectives=covering,
            )
