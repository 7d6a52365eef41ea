"""From what is typed of a person to the person; for the command and the desk alike."""

from __future__ import annotations

import sqlite3

from taskgraph.errors import PeopleError
from taskgraph.lookup import resolve_unit
from taskgraph.people.model import Person, UserRole
from taskgraph.people.query import find_unit_key


def make_person(db: sqlite3.Connection, name: str, role: UserRole, unit: str | None) -> Person:
    """Return the person of that name; raise PeopleError for a role that does not fit, NotFoundError for the unit."""
    if (role is UserRole.UNIT) != bool(unit):
        raise PeopleError("单位用户要写明单位,其他角色不写单位")
    key = find_unit_key(db, resolve_unit(db, unit)[0]) if unit else None
    return Person(name=name, role=role, unit=key)
