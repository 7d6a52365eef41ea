"""Writing units: which unit each assignment charges, and every form in which texts print its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from extract.store import StoredTask
from taskgraph.folding import fold_name
from taskgraph.units import Home, UnitIdentity, identify_unit, load_unit_rules

_ADD_FORM = """
INSERT INTO unit_form (form, unit, tier) VALUES (?, ?, ?)
ON CONFLICT (form, unit) DO UPDATE SET tier = min(tier, excluded.tier)
"""
_DROP_ORPHANED = "DELETE FROM unit WHERE id NOT IN (SELECT unit FROM assignment_unit)"


def link_units(db: Database, stored: Iterable[StoredTask], home: Home) -> None:
    """Tie each assignment to the unit that its printed name means in a document from `home`."""
    units: dict[str, int] = {}
    links = []
    for task in stored:
        for assignment, row in zip(task.task.assignments, task.assignment_rows, strict=True):
            if assignment.unit not in units:
                units[assignment.unit] = _register_unit(db, assignment.unit, home)
            links.append({"assignment": row, "unit": units[assignment.unit]})
    db.table("assignment_unit").insert_all(links, pk="assignment")


def drop_orphaned_units(db: Database) -> None:
    """Forget units that no assignment charges any more."""
    db.execute(_DROP_ORPHANED)


def _register_unit(db: Database, printed: str, home: Home) -> int:
    identity = identify_unit(printed, home, load_unit_rules())
    known = db.execute("SELECT id FROM unit WHERE region = ? AND name = ?", [identity.region, identity.name]).fetchone()
    unit = known[0] if known else db.table("unit").insert(_unit_row(identity)).last_pk
    forms = [(identity.label, 1), (printed, 2), *((form, 3) for form in identity.bare)]
    for form, tier in forms:
        db.execute(_ADD_FORM, [fold_name(form), unit, tier])
    return int(str(unit))


def _unit_row(identity: UnitIdentity) -> dict[str, Any]:
    return {
        "region": identity.region,
        "name": identity.name,
        "label": identity.label,
        "collective": int(identity.collective),
    }
