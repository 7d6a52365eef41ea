"""Calendars by subscription: who knows the address sees what its user would see, for as long as the user would."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from taskgraph.people.model import Person, UserRole
from taskgraph.people.query import find_feeds
from taskgraph.people.store import add_feed, add_user, disable_user, enable_user, open_people
from taskgraph.people.throttle import MOST, Door
from taskgraph.reader import open_reader
from taskgraph.registry import UnitKey
from taskgraph.saved_query import SavedSearch
from taskgraph.saved_store import save_search
from taskgraph.store import open_store
from taskgraph.viewpoint import now

pytestmark = pytest.mark.e2e  # quick one by one, long together


@pytest.fixture
def mine(office: TestClient, tmp_path: Path) -> TestClient:
    """The desk of 李二, a clerk; a search is kept under 农房."""
    with open_store(tmp_path) as store:
        save_search(store.db, SavedSearch("农房", ("--text", "危房")))
    office.post("/login", data={"name": "李二", "password": "山高水长路远2026年"})
    return office


def make(desk: TestClient, saved: str = "") -> str:
    """Return the path of a new feed."""
    page = desk.post("/feeds", data={"name": "手机", "saved": saved})
    return re.search(r"http://127.0.0.1:8765(/calendar/\d+/[\w-]{43,}\.ics)", page.text)[1]


def titles(desk: TestClient, path: str) -> set[str]:
    desk.cookies.clear()
    answer = desk.get(path)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["summary"]).split("(")[0] for event in events}


def test_a_feed_has_what_the_list_of_its_search_has(mine: TestClient) -> None:
    every, some = make(mine), make(mine, "农房")
    assert len(titles(mine, every)) == 2
    assert len(titles(mine, some)) == 1


def test_the_address_is_shown_once_and_only_its_hash_is_kept(mine: TestClient, tmp_path: Path) -> None:
    path = make(mine)
    secret = path.split("/")[-1].removesuffix(".ics")
    page = mine.get("/feeds").text
    assert "手机" in page
    assert secret not in page
    with sqlite3.connect(tmp_path / "duban.db") as db:
        assert secret not in "\n".join(db.iterdump())


def test_an_unchanged_calendar_is_not_sent_again(mine: TestClient) -> None:
    path = make(mine)
    first = mine.get(path)
    assert first.headers["cache-control"] == "private, max-age=900"
    again = mine.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    step = {"kind": "extended", "on": "2026-03-03", "due": "2027-01-31", "reason": "雨季"}
    mine.post("/tasks/aa77dd88ee/steps", data=step)
    assert mine.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("wrong", ["/calendar/1/x.ics", "/calendar/9/{secret}.ics", "/calendar/one/{secret}.ics"])
def test_for_a_wrong_address_there_is_nothing_here(mine: TestClient, wrong: str) -> None:
    secret = make(mine).split("/")[-1].removesuffix(".ics")
    mine.cookies.clear()
    assert mine.get(wrong.replace("{secret}", secret)).status_code == 404


def test_addresses_may_be_guessed_so_often_only(mine: TestClient) -> None:
    path = make(mine)
    for _ in range(int(MOST[Door.FEED].split()[0])):
        assert mine.get("/calendar/1/x.ics").status_code == 404
    answer = mine.get("/calendar/1/x.ics")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert mine.get(path).status_code == 200  # who knows it goes on


def test_a_revoked_feed_ends(mine: TestClient) -> None:
    path = make(mine)
    assert "已吊销" in mine.post("/feeds/1/revoke").text
    assert mine.get(path).status_code == 404


def test_nobody_revokes_the_feed_of_another(mine: TestClient, tmp_path: Path) -> None:
    with open_people(tmp_path) as db:
        number, _ = add_feed(db, "王一", "电脑", None, now())
    assert mine.post(f"/feeds/{number}/revoke").status_code == 404
    with open_reader(tmp_path) as db:
        assert not find_feeds(db, "王一")[0].revoked_at


def test_the_feeds_of_a_disabled_user_end(mine: TestClient, tmp_path: Path) -> None:
    path = make(mine)
    with open_people(tmp_path) as db:
        disable_user(db, "李二", now())
    assert mine.get(path).status_code == 404
    with open_people(tmp_path) as db:
        enable_user(db, "李二")
    assert mine.get(path).status_code == 200


def test_a_unit_s_user_s_feed_has_the_unit_s_tasks_alone(mine: TestClient, tmp_path: Path) -> None:
    unit = UnitKey("青山县", "住房和城乡建设局")
    with open_people(tmp_path) as db:
        add_user(db, Person(name="赵六", role=UserRole.UNIT, unit=unit), "no hash", now())
        number, secret = add_feed(db, "赵六", "手机", None, now())
    every = make(mine)
    assert len(titles(mine, every)) == 2
    assert len(titles(mine, f"/calendar/{number}/{secret}.ics")) == 1


def test_the_last_use_is_shown(mine: TestClient, tmp_path: Path) -> None:
    path = make(mine)
    assert "还没有" in mine.get("/feeds").text
    mine.get(path)
    with open_reader(tmp_path) as db:
        assert find_feeds(db)[0].used_at


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "手机", "saved": "没有"}, {"name": "长" * 40}])
def test_what_cannot_be_subscribed_to_is_told(mine: TestClient, given: dict[str, str]) -> None:
    answer = mine.post("/feeds", data=given)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_without_users_there_are_no_feeds(desk: TestClient) -> None:
    assert "没有用户" in desk.get("/feeds").text
