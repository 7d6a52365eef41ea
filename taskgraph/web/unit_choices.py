"""Units of one name side by side, with what tells them apart, so that a person can choose one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.model import Role
from taskgraph.model import Filters, UnitRef
from taskgraph.registry import level_of
from taskgraph.units import load_unit_rules
from taskgraph.web.desk import Desk
from taskgraph.web.finding import ask_desk, recall_count


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """A unit that a name may mean; `filters` list its tasks, of which it leads so many."""

    unit: UnitRef
    level: str | None
    filters: Filters
    tasks: int
    leads: int


def load_choices(
    desk: Desk, db: sqlite3.Connection, units: Iterable[UnitRef], filters: Filters
) -> tuple[UnitChoice, ...]:
    """Return units with how many of the tasks that fit `filters` are theirs; each by a name that is no other's."""
    listed = tuple(units)
    labels = Counter(unit.label for unit in listed)
    names = {unit.id: unit.label if labels[unit.label] == 1 else str(unit.id) for unit in listed}
    return tuple(_load_choice(desk, db, unit, replace(filters, unit=names[unit.id])) for unit in listed)


def _load_choice(desk: Desk, db: sqlite3.Connection, unit: UnitRef, filters: Filters) -> UnitChoice:
    tasks, leads = (
        recall_count(desk, db, ask_desk(desk, db, asked)) for asked in (filters, replace(filters, role=Role.LEAD))
    )
    return UnitChoice(
        unit=unit, level=level_of(unit.region, load_unit_rules()), filters=filters, tasks=tasks, leads=leads
    )
