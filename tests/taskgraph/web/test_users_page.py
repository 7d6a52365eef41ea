"""What admins do on the desk: users, tokens, the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.people.query import find_account, find_deeds, find_tokens
from taskgraph.reader import open_reader

pytestmark = pytest.mark.e2e  # quick one by one, long together

PASSWORD = "山高水长路远2026年"


@pytest.fixture
def managed(office: TestClient) -> TestClient:
    """The desk of 王一, the admin."""
    office.post("/login", data={"name": "王一", "password": PASSWORD})
    return office


def test_the_first_admin_is_added_at_the_machine_itself_and_then_everybody_logs_in(
    desk: TestClient, tmp_path: Path, quick_passwords
) -> None:
    assert "添加管理员" in desk.get("/users").text
    desk.headers |= {"Origin": "http://127.0.0.1:8765"}
    added = desk.post("/users", data={"name": "王一", "role": "admin", "password": PASSWORD})
    assert "登录" in added.text
    assert desk.post("/login", data={"name": "王一", "password": PASSWORD}).status_code == 200
    assert desk.get("/users").status_code == 200
    with open_reader(tmp_path) as db:
        assert [(one.deed.who, one.deed.deed) for one in find_deeds(db, 9)] == [("王一", "登录"), ("本机", "添加用户")]


def test_an_admin_adds_changes_and_disables_users(managed: TestClient, tmp_path: Path) -> None:
    given = {"name": "赵六", "role": "unit", "unit": "县住建局", "password": PASSWORD}
    assert "青山县住房和城乡建设局" in managed.post("/users", data=given).text
    managed.post("/users/赵六", data={"verb": "role", "role": "viewer"})
    managed.post("/users/李二", data={"verb": "disable"})
    with open_reader(tmp_path) as db:
        assert find_account(db, "赵六").person.role == "viewer"
        assert find_account(db, "李二").disabled_at
        told = [(one.deed.who, one.deed.deed, one.deed.object) for one in find_deeds(db, 3)]
    assert told[::-1] == [
        ("王一", "添加用户", "赵六 单位用户 县住建局"),
        ("王一", "更改用户", "赵六 改变角色 查看"),
        ("王一", "更改用户", "李二 停用"),
    ]
    managed.post("/users/李二", data={"verb": "enable"})
    managed.post("/users/李二", data={"verb": "password", "password": "另一个很长的密码哦哦"})
    managed.post("/logout")
    answer = managed.post("/login", data={"name": "李二", "password": "另一个很长的密码哦哦"}, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("path", "given", "problem"),
    [
        ("/users", {"name": "赵六", "role": "clerk", "password": "短"}, "至少"),
        ("/users", {"name": "李二", "role": "clerk", "password": PASSWORD}, "已有"),
        ("/users", {"name": "赵六", "role": "boss", "password": PASSWORD}, "可选"),
        ("/users", {"name": "赵六", "role": "unit", "unit": "县天文局", "password": PASSWORD}, "没有找到单位"),
        ("/users", {"name": "赵六", "role": "unit", "password": PASSWORD}, "写明单位"),
        ("/users/王一", {"verb": "disable"}, "唯一的管理员"),
        ("/users/王一", {"verb": "dance"}, "请选择"),
        ("/users/没有", {"verb": "disable"}, "没有名为"),
        ("/tokens", {"name": "接口", "user": "没有", "scope": "read"}, "没有名为"),
        ("/tokens", {"name": "", "user": "王一", "scope": "read"}, "名称"),
    ],
)
def test_what_cannot_be_is_told_on_the_page(managed: TestClient, path: str, given: dict, problem: str) -> None:
    answer = managed.post(path, data=given)
    assert answer.status_code == 400
    assert problem in re.search(r'role="alert">([^<]*)', answer.text)[1]
    assert PASSWORD not in answer.text


def test_a_token_is_shown_once_works_and_is_revoked(managed: TestClient, tmp_path: Path) -> None:
    page = managed.post("/tokens", data={"name": "接口", "user": "李二", "scope": "read"}).text
    secret = re.search(r'class="secret">([\w-]{43,})<', page)[1]
    with open_reader(tmp_path) as db:
        assert find_deeds(db, 1)[0].deed.object == "接口 李二 读"
    assert secret not in managed.get("/users").text
    managed.post("/logout")
    bearer = {"Authorization": f"Bearer {secret}"}
    assert managed.get("/api/v1/tasks", headers=bearer).status_code == 200
    step = {"kind": "accepted", "on": "2026-03-03"}
    assert managed.post("/api/v1/tasks/aa77dd88ee/events", json=step, headers=bearer).status_code == 403
    with open_reader(tmp_path) as db:
        assert find_tokens(db)[0].used_at
    managed.post("/login", data={"name": "王一", "password": PASSWORD})
    managed.post("/tokens/1/revoke")
    assert managed.get("/api/v1/tasks", headers=bearer).status_code == 401


def test_the_log_is_shown_whole_or_of_one_user(managed: TestClient) -> None:
    managed.post("/users/李二", data={"verb": "disable"})
    assert "李二 停用" in managed.get("/log").text
    assert "李二 停用" not in managed.get("/log?who=李二").text
