"""Who has to do what: one unit's charges, those of collectives that cover it, and all units side by side."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extract.model import Role
from taskgraph.events import LifeState
from taskgraph.facts import load_texts
from taskgraph.filter_query import ask
from taskgraph.glance import Glance
from taskgraph.model import Filters, MatrixRow, UnitRef, WhoRow
from taskgraph.query import find_fitting, iter_tasks
from taskgraph.sentences import sentence_at
from taskgraph.viewpoint import Viewpoint, usual_viewpoint

_COLLECTIVES = """
SELECT collective.id, collective.label, collective.region, collective.name, unit.region AS own_region,
  unit.name AS own_name
FROM unit JOIN unit AS collective ON collective.collective AND collective.id <> unit.id
WHERE unit.id = ? AND NOT unit.collective AND (
  collective.region = '国家' OR substr(unit.region, 1, length(collective.region)) = collective.region)
ORDER BY collective.label
"""
_CHARGES = """
SELECT DISTINCT assignment.task, assignment.role, unit.id AS unit, unit.label, unit.region
FROM assignment JOIN assignment_unit ON assignment_unit.assignment = assignment.id
  JOIN unit ON unit.id = assignment_unit.unit
WHERE assignment.task IN (SELECT value FROM json_each(?))
"""


def find_who(
    db: sqlite3.Connection, unit: UnitRef, filters: Filters, viewpoint: Viewpoint | None = None
) -> tuple[WhoRow, ...]:
    """Return what `unit` has to do: what it leads, then what it answers for, then where it helps.

    A task that names it twice in one role, as after a merger, is one row. Unless one role is asked for, the tasks
    follow that charge a collective which covers the unit.
    """
    view = viewpoint or usual_viewpoint(filters.as_of)
    rows = sorted(_iter_charges(db, unit, filters, view), key=lambda row: list(Role).index(row.charge.role))
    if filters.role is None:
        own = {row.task.row for row in rows}
        for collective in find_collectives(db, unit):
            rows += [
                row for row in _iter_charges(db, collective, filters, view, collective=True) if row.task.row not in own
            ]
    first: dict[tuple[bool, Role, int], WhoRow] = {}
    for row in rows:
        first.setdefault((row.collective, row.charge.role, row.task.row), row)
    return tuple(first.values())


def key_of(row: WhoRow) -> tuple[str, str, int]:
    """Return what tells a row from the others of the same list."""
    return ("collective" if row.collective else row.charge.role.value, row.task.id, row.charge.span.start)


def _iter_charges(
    db: sqlite3.Connection, unit: UnitRef, filters: Filters, viewpoint: Viewpoint, *, collective: bool = False
) -> Iterator[WhoRow]:
    tasks = tuple(iter_tasks(db, ask(db, filters, unit.id), viewpoint))
    texts = load_texts(db, {task.document.version for task in tasks})
    for task in tasks:
        for charge in task.assignments:
            if charge.unit_id == unit.id and filters.role in {None, charge.role}:
                quote = sentence_at(texts[task.document.version], charge.span.start, charge.span.end)
                yield WhoRow(task, charge, quote, collective=collective)


def find_collectives(db: sqlite3.Connection, unit: UnitRef) -> tuple[UnitRef, ...]:
    """Return the collectives that cover a unit."""
    near = db.execute(_COLLECTIVES, [unit.id]).fetchall()
    if not near:
        return ()
    from taskgraph.collectives import Named, covers, load_cover_rules  # noqa: PLC0415 - few units have any near

    rules = load_cover_rules()
    return tuple(
        UnitRef(row["id"], row["label"], row["region"])
        for row in near
        if covers(Named(row["region"], row["name"]), Named(row["own_region"], row["own_name"]), rules)
    )


def find_matrix(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint) -> tuple[MatrixRow, ...]:
    """Return every unit that has a charge in a task that fits, with its tasks by role and state; busy units first.

    If one role is asked for, only that counts.
    """
    rows, standings = find_fitting(db, filters, viewpoint)
    glances = {row["row"]: standings[row["row"]].glance for row in rows}
    return count_matrix(load_charges(db, glances), glances, filters.role)


class Charges(NamedTuple):
    """Who has to do with tasks: units by their ids, and (unit, role, row of a task), each once."""

    units: dict[int, UnitRef]
    charges: list[tuple[int, Role, int]]


def load_charges(db: sqlite3.Connection, rows: Iterable[int]) -> Charges:
    """Return the charges in tasks by the ids of their rows."""
    units: dict[int, UnitRef] = {}
    charges: list[tuple[int, Role, int]] = []
    for row in db.execute(_CHARGES, [json.dumps(list(rows))]):
        units.setdefault(row["unit"], UnitRef(row["unit"], row["label"], row["region"]))
        charges.append((row["unit"], Role(row["role"]), row["task"]))
    return Charges(units, charges)


def count_matrix(found: Charges, glances: Mapping[int, Glance], wanted: Role | None = None) -> tuple[MatrixRow, ...]:
    """Return each unit with its tasks by role and state, as these stand; if one role is wanted, only that counts."""
    counts: dict[int, Counter[tuple[Role, LifeState]]] = {}
    charges = (charge for charge in found.charges if wanted in {None, charge[1]})
    seen = Counter((unit, role, glances[row]) for unit, role, row in charges if row in glances)
    for (unit, role, glance), count in seen.items():
        counts.setdefault(unit, Counter())[role, glance.state] += count
    rows = (MatrixRow(found.units[unit], of_unit) for unit, of_unit in counts.items())
    return tuple(sorted(rows, key=lambda row: (-row.total, row.unit.label, row.unit.region)))
