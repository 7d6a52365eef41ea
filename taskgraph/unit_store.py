"""Writing units: which unit each assignment charges, every form of its name, and what the office says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from extract.store import StoredTask
from ingest.model import Meta
from taskgraph.folding import fold_name
from taskgraph.registry import OfficeUnit, Registry, home_of
from taskgraph.unit_query import load_registry
from taskgraph.units import Home, find_home, identify_unit, load_unit_rules

_ADD_FORM = """
INSERT INTO unit_form (form, unit, tier) VALUES (?, ?, ?)
ON CONFLICT (form, unit) DO UPDATE SET tier = min(tier, excluded.tier)
"""
_DROP_ORPHANED = """
DELETE FROM unit WHERE id NOT IN (SELECT unit FROM assignment_unit)
  AND NOT EXISTS (SELECT 1 FROM office_unit WHERE office_unit.region = unit.region AND office_unit.name = unit.name)
"""
_PUT_UNIT = """
INSERT INTO unit (region, name, label, collective) VALUES (:region, :name, :label, :collective)
ON CONFLICT (region, name) DO UPDATE SET label = excluded.label, collective = excluded.collective
"""
_UNIT = "SELECT id FROM unit WHERE region = ? AND name = ?"
_PRINTED = """
SELECT version.id, version.document, version.issuer, version.title, assignment.unit
FROM assignment JOIN task ON task.id = assignment.task JOIN version ON version.id = task.version
GROUP BY version.id, assignment.unit
"""
_RELINK = """
UPDATE assignment_unit SET unit = :unit WHERE assignment IN (
  SELECT assignment.id FROM task JOIN assignment ON assignment.task = task.id
  WHERE task.version = :version AND assignment.unit = :printed)
"""


def link_units(db: Database, stored: Iterable[StoredTask], home: Home) -> None:
    """Tie each assignment to the unit that its printed name means in a document from `home`."""
    register, units, links = _register_in(db, load_registry(db)), dict[str, int](), []
    for task in stored:
        for assignment, row in zip(task.task.assignments, task.assignment_rows, strict=True):
            if assignment.unit not in units:
                units[assignment.unit] = register(assignment.unit, home)
            links.append({"assignment": row, "unit": units[assignment.unit]})
    db.table("assignment_unit").insert_all(links, pk="assignment")


def drop_orphaned_units(db: Database) -> None:
    """Forget units that no assignment charges any more, and of which the office says nothing."""
    db.execute(_DROP_ORPHANED)


def store_registry(db: Database, registry: Registry) -> None:
    """Put what the office says now in the place of what it said, and tie every assignment anew: all or nothing."""
    with db.atomic():
        for table in ("office_name", "office_unit", "unit_form"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three literals
        db.table("office_unit").insert_all(_office_row(unit) for unit in registry.units.values())
        db.table("office_name").insert_all(_iter_tie_rows(registry))
        _relink(db, registry)
        drop_orphaned_units(db)


def _relink(db: Database, registry: Registry) -> None:
    register, rules = _register_in(db, registry), load_unit_rules()
    for version, document, issuer, title, printed in db.execute(_PRINTED).fetchall():
        home = find_home(Meta(issuer=issuer, title=title), document, rules)
        db.execute(_RELINK, {"unit": register(printed, home), "version": version, "printed": printed})
    for key, tie in registry.ties.items():
        register(tie.printed, home_of(key.region, rules))
    for unit in registry.units.values():
        _add_forms(db, _put_unit(db, unit), [(unit.label, 1), (unit.key.name, 3)])


def _register_in(db: Database, registry: Registry) -> Callable[[str, Home], int]:
    """Return what gives the row of the unit that a printed name means, making it and noting the name."""

    def register(printed: str, home: Home) -> int:
        identity = identify_unit(printed, home, load_unit_rules())
        unit = registry.find(identity)
        row = _put_unit(db, unit)
        _add_forms(
            db, row, [(unit.label, 1), (identity.label, 2), (printed, 2), *((form, 3) for form in identity.bare)]
        )
        return row

    return register


def _put_unit(db: Database, unit: OfficeUnit) -> int:
    key = unit.key
    db.execute(
        _PUT_UNIT,
        {"region": key.region, "name": key.name, "label": unit.label, "collective": int(unit.collective)},
    )
    return int(db.execute(_UNIT, [key.region, key.name]).fetchone()[0])


def _add_forms(db: Database, unit: int, forms: Iterable[tuple[str, int]]) -> None:
    for form, tier in forms:
        db.execute(_ADD_FORM, [fold_name(form), unit, tier])


def _office_row(unit: OfficeUnit) -> dict[str, Any]:
    return {
        "region": unit.key.region,
        "name": unit.key.name,
        "label": unit.label,
        "level": unit.level,
        "parent": unit.parent,
        "collective": int(unit.collective),
    }


def _iter_tie_rows(registry: Registry) -> Iterator[dict[str, Any]]:
    for key, tie in registry.ties.items():
        yield {
            "region": key.region,
            "form": key.name,
            "printed": tie.printed,
            "unit": tie.unit.name,
            "since": tie.since.isoformat() if tie.since else None,
        }
