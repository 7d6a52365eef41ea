"""Who may do what, told by one table and one function."""

from __future__ import annotations

import pytest

from taskgraph.events import EventKind
from taskgraph.people.model import LOCAL, Person, Right, Scope, UserRole, may, right_to_record
from taskgraph.registry import UnitKey

WATER = UnitKey("青山县", "水利局")


def person(role: str, scope: Scope | None = None) -> Person:
    return Person(name="王一", role=UserRole(role), unit=WATER if role == "unit" else None, scope=scope)


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("viewer", "anyone look read own"),
        ("unit", "anyone look report own"),
        ("clerk", "anyone look read own report work"),
        ("admin", "anyone look read own report work manage"),
    ],
)
def test_a_role_has_these_rights_and_no_others(role: str, rights: str) -> None:
    assert {right for right in Right if may(person(role), right)} == set(rights.split())


def test_who_has_not_logged_in_may_do_what_anyone_may() -> None:
    assert [right for right in Right if may(None, right)] == [Right.ANYONE]


def test_whoever_sits_at_a_desk_without_users_may_do_all() -> None:
    assert all(may(LOCAL, right) for right in Right)


@pytest.mark.parametrize("scope", Scope)
def test_a_token_never_gives_more_than_its_user_has(scope: Scope) -> None:
    for role in UserRole:
        allowed = {right for right in Right if may(person(role, scope), right)}
        assert allowed <= {right for right in Right if may(person(role), right)}


def test_a_token_for_reading_writes_nothing_and_none_touches_the_own_account() -> None:
    assert not may(person("admin", Scope.READ), Right.WORK)
    assert not may(person("clerk", Scope.READ), Right.REPORT)
    assert not any(may(person("admin", scope), Right.OWN) for scope in Scope)


def test_a_unit_says_itself_that_it_has_accepted_that_it_goes_on_and_that_it_is_done() -> None:
    reported = {kind for kind in EventKind if right_to_record(kind) is Right.REPORT}
    assert reported == {EventKind.ACCEPTED, EventKind.PROGRESS, EventKind.SUBMITTED}


@pytest.mark.parametrize(("role", "unit"), [(UserRole.CLERK, WATER), (UserRole.UNIT, None)])
def test_only_the_user_of_a_unit_has_one(role: UserRole, unit: UnitKey | None) -> None:
    with pytest.raises(ValueError, match="unit"):
        Person(name="王一", role=role, unit=unit)
