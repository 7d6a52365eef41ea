"""Reading units: what the office says of them, how texts print them, and how much each has to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extract.model import Role
from ingest.model import Meta
from taskgraph.registry import OfficeUnit, Registry, Tie, UnitKey, level_of
from taskgraph.units import find_home, identify_unit, load_unit_rules

if TYPE_CHECKING:
    from ingest.store import Executor

_OFFICE_UNITS = "SELECT region, name, label, level, parent, collective FROM office_unit"
_TIES = "SELECT region, form, printed, unit, since FROM office_name ORDER BY region, printed"
_NAMES_NEAR = """
SELECT label FROM unit WHERE region IN (
  SELECT unit.region FROM task JOIN assignment ON assignment.task = task.id
    JOIN assignment_unit ON assignment_unit.assignment = assignment.id JOIN unit ON unit.id = assignment_unit.unit
  WHERE task.version = ?)
ORDER BY label LIMIT ?
"""
_HEAD = "SELECT document, issuer, title FROM version WHERE id = ?"
_KNOWN = "SELECT 1 FROM unit WHERE region = ? AND name = ?"
MOST_NAMES = 300
_UNITS = """
SELECT unit.id, unit.region, unit.name, unit.label, unit.collective,
  (SELECT json_group_array(DISTINCT assignment.unit) FROM assignment_unit
   JOIN assignment ON assignment.id = assignment_unit.assignment WHERE assignment_unit.unit = unit.id),
  (SELECT json_group_object(role, tasks) FROM (
    SELECT assignment.role, count(DISTINCT task.id) AS tasks FROM assignment_unit
    JOIN assignment ON assignment.id = assignment_unit.assignment JOIN task ON task.id = assignment.task
    JOIN version ON version.id = task.version
    WHERE assignment_unit.unit = unit.id AND version.superseded_at IS NULL GROUP BY assignment.role))
FROM unit ORDER BY unit.region, unit.collective, unit.name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as people see it; `printed` are the names in texts, `tasks` counts those in force by role."""

    id: int
    unit: OfficeUnit
    aliases: tuple[Tie, ...]
    predecessors: tuple[Tie, ...]
    printed: tuple[str, ...]
    tasks: Mapping[Role, int]


def find_unit_names(db: Executor, version: int) -> tuple[str, ...]:
    """Return what units of a document's own region are called, to choose from."""
    return tuple(row[0] for row in db.execute(_NAMES_NEAR, [version, MOST_NAMES]).fetchall())


def is_registered(db: Executor, version: int, printed: str) -> bool:
    """Whether a name printed in a version of a document means a unit that is known already."""
    document, issuer, title = db.execute(_HEAD, [version]).fetchone()
    rules = load_unit_rules()
    identity = identify_unit(printed, find_home(Meta(issuer=issuer, title=title), document, rules), rules)
    key = load_registry(db).find(identity).key
    return db.execute(_KNOWN, [key.region, key.name]).fetchone() is not None


def load_registry(db: Executor) -> Registry:
    units = (
        OfficeUnit(key=UnitKey(region, name), label=label, level=level, parent=parent, collective=bool(collective))
        for region, name, label, level, parent, collective in db.execute(_OFFICE_UNITS).fetchall()
    )
    ties = {
        UnitKey(region, form): Tie(
            printed=printed, unit=UnitKey(region, unit), since=date.fromisoformat(since) if since else None
        )
        for region, form, printed, unit, since in db.execute(_TIES).fetchall()
    }
    return Registry({unit.key: unit for unit in units}, ties)


def load_units(db: Executor) -> tuple[UnitRow, ...]:
    """Return all units by region and name, collectives last."""
    registry, rules = load_registry(db), load_unit_rules()
    rows = []
    for id_, region, name, label, collective, printed, tasks in db.execute(_UNITS).fetchall():
        level = level_of(region, rules)
        read = OfficeUnit(key=UnitKey(region, name), label=label, level=level, collective=bool(collective))
        rows.append(_unit_row(id_, registry, read, printed, tasks))
    return tuple(rows)


def _unit_row(id_: int, registry: Registry, read: OfficeUnit, printed: str, tasks: str) -> UnitRow:
    ties = [tie for tie in registry.ties.values() if tie.unit == read.key]
    return UnitRow(
        id=id_,
        unit=registry.units.get(read.key, read),
        aliases=tuple(tie for tie in ties if tie.since is None),
        predecessors=tuple(tie for tie in ties if tie.since),
        printed=tuple(sorted(json.loads(printed))),
        tasks={Role(role): count for role, count in json.loads(tasks).items()},
    )
