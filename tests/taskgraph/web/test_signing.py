"""What is recorded through the desk bears the name of who has logged in, and stands on the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.correction_query import load_log
from taskgraph.event_query import load_history
from taskgraph.people.query import find_deeds
from taskgraph.reader import open_reader

TASK = "aa77dd88ee"
STEP = {"kind": "accepted", "on": "2026-03-03", "by": "别人"}


@pytest.fixture
def mine(office: TestClient) -> TestClient:
    """The desk of 李二, a clerk."""
    office.post("/login", data={"name": "李二", "password": "山高水长路远2026年"})
    return office


def deeds(folder: Path) -> list[tuple[str, str, str]]:
    with open_reader(folder) as db:
        return [(one.deed.who, one.deed.deed, one.deed.object) for one in find_deeds(db, 9)][::-1]


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: desk.post(f"/tasks/{TASK}/steps", data=STEP),
        lambda desk: desk.post("/steps", data=STEP | {"task": TASK}),
        lambda desk: desk.post(f"/api/v1/tasks/{TASK}/events", json=STEP),
        lambda desk: desk.post("/api/v1/events", json=STEP | {"tasks": [TASK]}),
    ],
    ids=["form", "form for many", "API", "API for many"],
)
def test_nobody_records_a_step_in_another_s_name(mine: TestClient, tmp_path: Path, ask) -> None:
    assert ask(mine).status_code < 400
    with open_reader(tmp_path) as db:
        assert [event.by for event in load_history(db, TASK)] == ["李二"]


def test_nobody_corrects_in_another_s_name(mine: TestClient, tmp_path: Path, plan) -> None:
    given = {"fact": f"{TASK}.0", "verb": "change", "title": "改造危房", "kind": "task", "by": "别人"}
    assert mine.post(f"/documents/{plan.doc.key}/corrections", data=given).status_code == 200
    with open_reader(tmp_path) as db:
        assert [entry.correction.by for entry in load_log(db, TASK)] == ["李二"]


def test_the_form_does_not_ask_for_a_name_that_is_known(mine: TestClient) -> None:
    for page in (f"/tasks/{TASK}", "/tasks"):
        assert 'name="by"' not in mine.get(page).text


def test_without_users_the_name_is_typed(desk: TestClient, tmp_path: Path) -> None:
    desk.post(f"/tasks/{TASK}/steps", data=STEP, headers={"Origin": "http://127.0.0.1:8765"})
    with open_reader(tmp_path) as db:
        assert [event.by for event in load_history(db, TASK)] == ["别人"]
        assert find_deeds(db, 9) == ()


def test_writes_and_downloads_go_on_the_log_and_reading_does_not(mine: TestClient, tmp_path: Path) -> None:
    mine.get("/tasks")
    mine.get("/tasks.csv?light=red")
    mine.post(f"/tasks/{TASK}/steps", data=STEP)
    mine.post("/steps", data=STEP | {"task": ["cc33dd44ee", "aa11bb22cc"]})
    mine.post("/logout")
    assert deeds(tmp_path) == [
        ("李二", "登录", ""),
        ("李二", "下载任务清单", "csv light=red"),
        ("李二", "记录一项任务的办理", f"{TASK} 签收"),
        ("李二", "记录多项任务的办理", "签收:cc33dd44ee、aa11bb22cc"),
        ("李二", "退出", ""),
    ]


def test_what_was_refused_is_not_on_the_log_as_done(mine: TestClient, tmp_path: Path) -> None:
    assert mine.post("/tasks/nowhere/steps", data=STEP).status_code == 404
    assert deeds(tmp_path) == [("李二", "登录", "")]


def test_a_failed_login_is_on_the_log_without_what_was_typed(office: TestClient, tmp_path: Path) -> None:
    office.post("/login", data={"name": "李二", "password": "错误的密码密码密码"})
    office.post("/login", data={"name": "我的密码打错了地方", "password": "x"})
    assert deeds(tmp_path) == [("李二", "登录失败", ""), ("", "登录失败", "")]
    with open_reader(tmp_path) as db:
        assert "密码" not in "\n".join(db.iterdump()).replace("错误的密码", "")


def test_who_logs_in_at_the_browser_of_somebody_else_is_the_only_one_who_did(mine: TestClient, tmp_path: Path) -> None:
    mine.post("/login", data={"name": "王一", "password": "山高水长路远2026年"})
    assert deeds(tmp_path) == [("李二", "登录", ""), ("王一", "登录", "")]


def test_a_wrong_password_where_it_is_to_be_changed_is_on_the_log_too(mine: TestClient, tmp_path: Path) -> None:
    new = "另一个很长的密码哦哦"
    mine.post("/account/password", data={"old": "不对的旧密码一二三", "new": new, "again": new})
    assert deeds(tmp_path)[1:] == [("李二", "修改密码失败", "")]


def test_a_form_with_more_than_a_person_writes_is_refused(mine: TestClient, tmp_path: Path) -> None:
    step = {"kind": "progress", "note": "长" * 20_000}
    assert mine.post(f"/tasks/{TASK}/steps", data=step).status_code == 400
    assert deeds(tmp_path)[1:] == []
