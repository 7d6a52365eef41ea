"""Reading people: who a session or token stands for, who there is, and what was done."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from taskgraph.model import UnitRef
from taskgraph.people.model import Person, Scope, UserRole
from taskgraph.people.secret import digest
from taskgraph.registry import UnitKey
from taskgraph.unit_query import load_registry
from taskgraph.viewpoint import write_moment
from taskgraph.who_query import find_collectives

IDLE = timedelta(hours=8)  # a session ends after so long without a request
LONGEST = timedelta(days=7)  # … and after so long in any case
_ADMIN = "SELECT 1 FROM user WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1"
_OF_SESSION = """
SELECT name, role, region, unit FROM session JOIN user ON user.name = session.user
WHERE hash = :hash AND used_at > :idle AND begun_at > :oldest AND disabled_at IS NULL
"""
_OF_TOKENS = """
SELECT user.name, role, region, unit, scope FROM token JOIN user ON user.name = token.user
WHERE hash = ? AND revoked_at IS NULL AND disabled_at IS NULL
"""
_UNIT = "SELECT id, label, region FROM unit WHERE region = ? AND name = ?"


def has_users(db: sqlite3.Connection) -> bool:
    """Whether anybody has to log in."""
    return db.execute("SELECT 1 FROM user LIMIT 1").fetchone() is not None


def has_admin(db: sqlite3.Connection) -> bool:
    return db.execute(_ADMIN).fetchone() is not None


def find_session_person(db: sqlite3.Connection, secret: str, now: datetime) -> Person | None:
    """Return the person whose session it is, unless it has ended or the user is disabled."""
    bound = {"hash": digest(secret), "idle": write_moment(now - IDLE), "oldest": write_moment(now - LONGEST)}
    row = db.execute(_OF_SESSION, bound).fetchone()
    return _person(row) if row else None


def find_token_person(db: sqlite3.Connection, secret: str) -> Person | None:
    """Return the person whose token it is, with what the token is good for."""
    row = db.execute(_OF_TOKENS, [digest(secret)]).fetchone()
    return _person(row, Scope(row["scope"])) if row else None


def find_within(db: sqlite3.Connection, unit: UnitKey) -> tuple[int, ...]:
    """Return the ids of a unit and of the collectives that cover it, as the office has it now; none where no text
    charges it.
    """
    key = load_registry(db).follow(unit)
    row = db.execute(_UNIT, [key.region, key.name]).fetchone()
    if row is None:
        return ()
    own = UnitRef(row["id"], row["label"], row["region"])
    return (own.id, *(collective.id for collective in find_collectives(db, own)))


def _person(row: sqlite3.Row, scope: Scope | None = None) -> Person:
    unit = UnitKey(row["region"], row["unit"]) if row["unit"] else None
    return Person(name=row["name"], role=UserRole(row["role"]), unit=unit, scope=scope)
