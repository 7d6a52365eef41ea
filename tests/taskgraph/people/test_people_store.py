"""What is written of people, and what the database refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from taskgraph.datadir import lock_for_writing
from taskgraph.errors import NotFoundError, PeopleError
from taskgraph.people.model import Person, UserRole
from taskgraph.people.query import find_account, find_deeds
from taskgraph.people.records import Deed
from taskgraph.people.store import add_user, disable_user, enable_user, open_people, record_deed, set_role
from taskgraph.registry import UnitKey
from taskgraph.store import open_store
from taskgraph.viewpoint import now


@pytest.fixture
def people(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A store with an admin, 王一."""
    with open_store(tmp_path):
        pass
    with open_people(tmp_path) as db:
        add(db, "王一", UserRole.ADMIN)
        yield db


def add(db: sqlite3.Connection, name: str, role: UserRole = UserRole.CLERK) -> None:
    unit = UnitKey("青山县", "水利局") if role is UserRole.UNIT else None
    add_user(db, Person(name=name, role=role, unit=unit), "hash", now())


@pytest.mark.parametrize("name", ["", " 李二", "李\n二", "李/二", "..", "李" * 33, "本机", "王一"])
def test_a_name_that_is_none_or_is_taken_is_refused(people: sqlite3.Connection, name: str) -> None:
    with pytest.raises(PeopleError):
        add(people, name)


def test_the_first_user_is_an_admin(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    with pytest.raises(PeopleError, match="管理员"), open_people(tmp_path) as db:
        add(db, "李二")


def test_there_is_always_an_admin(people: sqlite3.Connection) -> None:
    with pytest.raises(PeopleError, match="唯一的管理员"):
        disable_user(people, "王一", now())
    with pytest.raises(PeopleError, match="唯一的管理员"):
        set_role(people, Person(name="王一", role=UserRole.CLERK))
    add(people, "李二", UserRole.ADMIN)
    disable_user(people, "王一", now())
    assert find_account(people, "王一").disabled_at
    enable_user(people, "王一")
    assert not find_account(people, "王一").disabled_at


def test_another_role_takes_the_unit_along(people: sqlite3.Connection) -> None:
    add(people, "李二", UserRole.UNIT)
    assert find_account(people, "李二").person.unit == UnitKey("青山县", "水利局")
    set_role(people, Person(name="李二", role=UserRole.CLERK))
    assert find_account(people, "李二").person == Person(name="李二", role=UserRole.CLERK)


def test_who_is_not_there_is_told_with_those_who_are(people: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError, match="王一"):
        find_account(people, "李二")


def test_the_log_tells_the_newest_first(people: sqlite3.Connection) -> None:
    for name in ("登录", "退出"):
        record_deed(people, Deed(who="王一", address="192.0.2.1", deed=name), now())
    record_deed(people, Deed(who="", address="192.0.2.1", deed="登录失败"), now())
    assert [one.deed.deed for one in find_deeds(people, 9)] == ["登录失败", "退出", "登录"]
    assert [one.deed.deed for one in find_deeds(people, 1, "王一")] == ["退出"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = ''",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (number, at, who, address, deed, object) VALUES (1, '', '', '', '', '')",
    ],
    ids=["change", "delete", "replace"],
)
def test_the_log_only_grows(people: sqlite3.Connection, statement: str) -> None:
    record_deed(people, Deed(who="王一", address="", deed="登录"), now())
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        people.execute(statement)


def test_people_are_written_while_documents_are_loaded(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    with lock_for_writing(tmp_path):
        with open_people(tmp_path) as db:
            add(db, "王一", UserRole.ADMIN)
        with open_people(tmp_path) as db:
            assert find_account(db, "王一").person.role is UserRole.ADMIN


def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    with suppress(PeopleError), open_people(tmp_path) as db:
        add(db, "王一", UserRole.ADMIN)
        add(db, "王一", UserRole.ADMIN)
    with open_people(tmp_path) as db, pytest.raises(NotFoundError):
        find_account(db, "王一")
