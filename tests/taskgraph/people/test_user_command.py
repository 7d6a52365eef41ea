from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.people import passwords
from taskgraph.people.query import find_token
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store

PASSWORD = "山高水长路远2026年"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setattr(passwords, "hash_password", lambda password: f"hash of {len(password)}")


def duban(*args: str, typed: str = PASSWORD) -> Result:
    return CliRunner().invoke(main, [*args], input=f"{typed}\n")


def rows(*args: str) -> list[dict]:
    return [json.loads(line) for line in duban(*args, "--json").stdout.splitlines()]


def test_users_are_added_listed_changed_and_disabled() -> None:
    assert duban("user", "add", "王一", "--role", "管理员").exit_code == 0
    assert duban("user", "add", "李二", "--role", "clerk").exit_code == 0
    assert duban("user", "role", "李二", "viewer").exit_code == 0
    assert duban("user", "disable", "李二").exit_code == 0
    told = [(row["name"], row["role"], bool(row["disabled_at"])) for row in rows("user", "list")]
    assert told == [("王一", "admin", False), ("李二", "viewer", True)]
    assert duban("user", "enable", "李二").exit_code == 0
    assert duban("user", "passwd", "李二").exit_code == 0
    deeds = [(row["deed"], row["object"], row["address"]) for row in rows("user", "log", "--limit", "3")]
    assert deeds == [(deed, "李二", "命令行") for deed in ("重设密码", "启用用户", "停用用户")]


def test_the_user_of_a_unit_is_tied_to_the_unit_that_the_name_means(data_dir: Path, plan, now) -> None:
    with open_store(data_dir) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=now)
    duban("user", "add", "王一", "--role", "admin")
    assert duban("user", "add", "赵六", "--role", "unit", "--unit", "县住建局").exit_code == 0
    assert rows("user", "list")[1]["unit"] == "青山县住房和城乡建设局"
    assert duban("user", "add", "周七", "--role", "unit", "--unit", "县天文局").exit_code == 3
    assert duban("user", "add", "周七", "--role", "unit").exit_code == 2
    assert duban("user", "role", "赵六", "clerk", "--unit", "县住建局").exit_code == 2


@pytest.mark.parametrize(
    ("args", "typed", "code"),
    [
        ("user add 王一 --role admin", "短", 2),
        ("user add 王一 --role boss", PASSWORD, 2),
        ("user add 王一 --role clerk", PASSWORD, 2),
        ("user passwd 王一", PASSWORD, 1),
        ("token add 接口 --user 王一", "", 1),
    ],
    ids=["short password", "no such role", "first user no admin", "no store", "no store for a token"],
)
def test_what_cannot_be_is_refused(args: str, typed: str, code: int) -> None:
    assert duban(*args.split(), typed=typed).exit_code == code


def test_a_dry_run_adds_nobody() -> None:
    assert duban("user", "add", "王一", "--role", "admin", "--dry-run").exit_code == 0
    assert rows("user", "list") == []


def test_a_token_is_shown_once_and_only_its_hash_is_kept(data_dir: Path) -> None:
    duban("user", "add", "王一", "--role", "admin")
    made = duban("token", "add", "接口", "--user", "王一", "--scope", "读写")
    secret = made.stdout.strip()
    assert len(secret) >= 43
    with open_reader(data_dir) as db:
        assert find_token(db, secret).person.scope == "write"
        assert secret not in "\n".join(map(str, (tuple(row) for row in db.execute("SELECT * FROM token"))))
    (listed,) = rows("token", "list")
    assert (listed["name"], listed["user"], listed["scope"]) == ("接口", "王一", "write")
    assert secret not in str(rows("user", "log"))
    assert duban("token", "revoke", "1").exit_code == 0
    with open_reader(data_dir) as db:
        assert find_token(db, secret) is None
    assert duban("token", "revoke", "7").exit_code == 3
