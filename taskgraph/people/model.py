"""Roles, rights and the one question that decides: may this person do that? Pure; knows no store and no web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from taskgraph.events import EventKind
from taskgraph.registry import UnitKey


class UserRole(StrEnum):
    VIEWER = "viewer"
    CLERK = "clerk"
    ADMIN = "admin"
    UNIT = "unit"


class Right(StrEnum):
    """What an address asks of the person behind a request, from what is open to what is not."""

    ANYONE = "anyone"  # also to people who have not logged in
    LOOK = "look"  # tasks: all, or those of one's unit
    REPORT = "report"  # what a unit says of its tasks itself
    READ = "read"  # documents, units, links: what no unit alone owns
    WORK = "work"  # load, correct, decide, record any step
    OWN = "own"  # one's own account: password, feeds
    MANAGE = "manage"  # users, tokens, the log


class Rule(NamedTuple):
    """What an address asks for. `deed` is how the log calls what it does; None: nothing that the log has to tell.

    `most`: bytes that it may be sent; None: it looks to that itself.
    """

    right: Right
    deed: str | None = None
    most: int | None = 16 * 1024**2


class Scope(StrEnum):
    """What a token is good for, each with all before it; never more than its user may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


_UNITS_OWN = frozenset({Right.ANYONE, Right.LOOK, Right.REPORT, Right.OWN})
_VIEWERS = frozenset({Right.ANYONE, Right.LOOK, Right.READ, Right.OWN})
_CLERKS = _VIEWERS | {Right.REPORT, Right.WORK}
ROLE_RIGHTS: Mapping[UserRole, frozenset[Right]] = {
    UserRole.UNIT: _UNITS_OWN,
    UserRole.VIEWER: _VIEWERS,
    UserRole.CLERK: _CLERKS,
    UserRole.ADMIN: _CLERKS | {Right.MANAGE},
}
_READS = frozenset({Right.ANYONE, Right.LOOK, Right.READ})
_WRITES = _READS | {Right.REPORT, Right.WORK}
SCOPE_RIGHTS: Mapping[Scope, frozenset[Right]] = {
    Scope.READ: _READS,
    Scope.WRITE: _WRITES,
    Scope.ADMIN: _WRITES | {Right.MANAGE},
}
_REPORTED = frozenset({EventKind.ACCEPTED, EventKind.PROGRESS, EventKind.SUBMITTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks. `unit`: whose tasks alone this person sees; `scope`: of the token that the request came with."""

    name: str
    role: UserRole
    unit: UnitKey | None = None
    scope: Scope | None = None

    def __post_init__(self) -> None:
        if (self.role is UserRole.UNIT) != (self.unit is not None):
            raise ValueError(f"{self.name}: a unit's user, and no other, has a unit")


LOCAL = Person(name="本机", role=UserRole.ADMIN)  # whoever sits at a machine whose desk has no users


def name_user(person: Person | None) -> str | None:
    """Return the name under which somebody has logged in; None for nobody, and for whoever sits at the machine."""
    return None if person is None or person == LOCAL else person.name


def may(person: Person | None, right: Right) -> bool:
    """Whether a person has a right; nobody in particular (None) has what anyone has."""
    if person is None:
        return right is Right.ANYONE
    return right in ROLE_RIGHTS[person.role] and (person.scope is None or right in SCOPE_RIGHTS[person.scope])


def right_to_record(kind: EventKind) -> Right:
    """Return the right that recording a step of a task asks for: 签收, 进展 and 申请办结 are for units to say."""
    return Right.REPORT if kind in _REPORTED else Right.WORK
