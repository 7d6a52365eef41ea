"""Logging in and out: what a session is good for, and what ends it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.people import passwords
from taskgraph.people.query import SESSION_IDLE, SESSION_LONGEST
from taskgraph.people.store import begin_session, disable_user, open_people
from taskgraph.people.throttle import MOST, Door
from taskgraph.viewpoint import now, write_moment

PASSWORD = "山高水长路远2026年"


def log_in(desk: TestClient, name: str = "李二", password: str = PASSWORD, **more: str):
    return desk.post("/login", data={"name": name, "password": password, **more}, follow_redirects=False)


def test_who_has_not_logged_in_is_sent_to_the_login_and_then_on_to_the_page(office: TestClient) -> None:
    answer = office.get("/tasks?light=red", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/tasks%3Flight%3Dred")
    assert 'value="/tasks?light=red"' in office.get(answer.headers["location"]).text
    assert log_in(office, next="/tasks?light=red").headers["location"] == "/tasks?light=red"
    assert office.get("/tasks").status_code == 200


def test_a_session_is_a_long_secret_that_scripts_and_other_sites_do_not_get(office: TestClient, tmp_path: Path) -> None:
    cookie = log_in(office).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    secret = cookie.partition(";")[0].removeprefix("duban=")
    assert len(secret) >= 43
    with sqlite3.connect(tmp_path / "duban.db") as db:
        assert secret not in "\n".join(db.iterdump())


def test_behind_tls_the_session_is_sent_by_tls_only(office: TestClient) -> None:
    office.base_url = "https://127.0.0.1:8765"
    office.headers |= {"Origin": "https://127.0.0.1:8765"}
    assert "Secure" in log_in(office).headers["set-cookie"]


@pytest.mark.parametrize(("name", "password"), [("李二", "山高水长路远2025年"), ("赵六", PASSWORD), ("李二", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(office: TestClient, name: str, password: str) -> None:
    answer = log_in(office, name, password)
    assert answer.status_code == 401
    assert "姓名或密码不对" in answer.text
    assert "set-cookie" not in answer.headers


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "hash_password", lambda password: hashed.append(password) or "")
    assert not passwords.is_right(None, "any")
    assert hashed == ["any"]


def test_logging_out_ends_the_session_at_the_server(office: TestClient) -> None:
    log_in(office)
    secret = office.cookies["duban"]
    office.post("/logout")
    office.cookies.set("duban", secret)
    assert office.get("/tasks", follow_redirects=False).status_code == 303


def test_logging_in_again_takes_another_session_in_the_place_of_the_old_one(office: TestClient) -> None:
    log_in(office)
    first = office.cookies["duban"]
    log_in(office, "王一")
    office.cookies.clear()
    office.cookies.set("duban", first)
    assert office.get("/tasks", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("age", "idle"), [(timedelta(0), SESSION_IDLE), (SESSION_LONGEST, timedelta(0))], ids=["unused", "old"]
)
def test_a_session_ends_when_it_is_long_unused_or_old(office: TestClient, tmp_path: Path, age, idle) -> None:
    log_in(office)
    with open_people(tmp_path) as db:
        begun, used = write_moment(now() - age - idle), write_moment(now() - idle)
        db.execute("UPDATE session SET begun_at = ?, used_at = ?", [begun, used])
    assert office.get("/tasks", follow_redirects=False).status_code == 303


def test_the_use_of_a_session_is_noted_now_and_then(office: TestClient, tmp_path: Path) -> None:
    log_in(office)
    for age, noted in ((timedelta(minutes=9), False), (timedelta(minutes=11), True)):
        before = write_moment(now() - age)
        with open_people(tmp_path) as db:
            db.execute("UPDATE session SET used_at = ?", [before])
        office.get("/tasks")
        with open_people(tmp_path) as db:
            assert (db.execute("SELECT used_at FROM session").fetchone()[0] != before) is noted


def test_a_disabled_user_is_out_at_once(office: TestClient, tmp_path: Path) -> None:
    log_in(office)
    with open_people(tmp_path) as db:
        disable_user(db, "李二", now())
    assert office.get("/tasks", follow_redirects=False).status_code == 303
    assert log_in(office).status_code == 401


def test_another_password_ends_all_sessions_but_the_one_that_set_it(office: TestClient, tmp_path: Path) -> None:
    with open_people(tmp_path) as db:
        other = begin_session(db, "李二", now())
    log_in(office)
    given = {"old": PASSWORD, "new": "另一个很长的密码哦", "again": "另一个很长的密码哦"}
    assert "至少" in office.post("/account/password", data=given).text
    given |= {"new": "另一个很长的密码哦哦", "again": "另一个很长的密码哦哦"}
    assert "密码已修改" in office.post("/account/password", data=given).text
    assert office.get("/tasks").status_code == 200
    office.cookies.clear()
    office.cookies.set("duban", other)
    assert office.get("/tasks", follow_redirects=False).status_code == 303
    office.cookies.clear()
    assert log_in(office).status_code == 401
    assert log_in(office, password="另一个很长的密码哦哦").status_code == 303


def test_one_s_password_is_changed_by_who_knows_it_only(office: TestClient) -> None:
    log_in(office)
    given = {"old": "不对的旧密码一二三", "new": "另一个很长的密码哦哦", "again": "另一个很长的密码哦哦"}
    assert office.post("/account/password", data=given).status_code == 403
    assert "不一样" in office.post("/account/password", data=given | {"again": "x"}).text


def test_a_password_may_be_tried_so_often_and_then_not_even_the_right_one(office: TestClient) -> None:
    most = int(MOST[Door.ACCOUNT].split()[0])
    for _ in range(most):
        assert log_in(office, password="错误").status_code == 401
    answer = log_in(office)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    assert log_in(office, "王一").status_code == 303  # nobody else is kept out


@pytest.mark.parametrize(
    "address", ["//example.org", "/\\example.org", "https://example.org", "tasks", "/\texample", ""]
)
def test_no_login_leads_to_another_site(office: TestClient, address: str) -> None:
    assert log_in(office, next=address).headers["location"] == "/"


def test_a_login_from_another_site_s_page_is_refused(office: TestClient) -> None:
    office.headers |= {"Origin": "http://evil.example"}
    assert log_in(office).status_code == 403


def test_without_users_nobody_logs_in(desk: TestClient) -> None:
    assert desk.get("/login", follow_redirects=False).headers["location"] == "/"
    assert "不用登录" in desk.get("/account").text


def test_pages_of_people_are_not_kept_by_browsers(office: TestClient) -> None:
    log_in(office)
    assert office.get("/tasks").headers["cache-control"] == "no-store"
