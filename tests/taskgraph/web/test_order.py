"""A list comes in the order that is asked for, and its pages hold while tasks come and go between them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from taskgraph.web import finding

OWN = {"origin": "http://127.0.0.1:8765"}
MONITORING, HOUSES, LEADING = "aa11bb22cc", "aa77dd88ee", "cc33dd44ee"  # due in June, in December, never


def listed(page: str) -> list[str]:
    return re.findall(r'data-head="任务"><a href="/tasks/(\w+)"', page)


def follow(page: str) -> str:
    return unescape(re.search(r'<a href="([^"]*)">下一页', page)[1])


def take(desk, task: str, kind: str, **fields: str) -> None:
    answer = desk.post(f"/tasks/{task}/steps", data={"kind": kind} | fields, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("asked", "tasks"),
    [
        ("", [MONITORING, HOUSES, LEADING]),
        ("order=document", [MONITORING, HOUSES, LEADING]),
        ("order=due", [HOUSES, MONITORING, LEADING]),
        ("order=urgency&as_of=2027-01-05", [HOUSES, MONITORING, LEADING]),
        ("overdue=yes&as_of=2027-01-05", [HOUSES, MONITORING]),
        ("overdue=yes&as_of=2027-01-05&order=document", [MONITORING, HOUSES]),
    ],
)
def test_a_list_comes_in_its_order(desk, asked: str, tasks: list[str]) -> None:
    take(desk, MONITORING, "extended", due="2026-12-31", reason="汛期", on="2026-03-02")
    take(desk, HOUSES, "extended", due="2027-01-02", reason="汛期", on="2026-03-02")
    take(desk, MONITORING, "extended", due="2027-01-03", reason="汛期", on="2026-03-02")
    assert listed(desk.get(f"/tasks?{asked}").text) == tasks


@pytest.mark.parametrize("order", ["document", "due", "urgency"])
def test_pages_go_through_the_whole_list_once(desk, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    whole = listed(desk.get(f"/tasks?order={order}").text)
    monkeypatch.setattr(finding, "PAGE", 1)
    address, found = f"/tasks?order={order}", []
    while address:
        page = desk.get(address).text
        found += listed(page)
        address = follow(page) if "下一页" in page else ""
    assert found == whole
    assert len(found) == 3


def test_a_page_goes_on_where_the_last_one_ended_though_its_task_has_gone(desk, monkeypatch) -> None:
    monkeypatch.setattr(finding, "PAGE", 1)
    first = desk.get("/tasks?order=due&status=registered").text
    assert listed(first) == [MONITORING]
    take(desk, MONITORING, "accepted")
    assert listed(desk.get(follow(first)).text) == [HOUSES]


def test_a_cursor_of_another_order_is_refused(desk, monkeypatch) -> None:
    monkeypatch.setattr(finding, "PAGE", 1)
    following = follow(desk.get("/tasks?order=due").text)
    assert desk.get(following.replace("order=due", "order=urgency")).status_code == 400
    assert desk.get("/tasks?order=sideways").status_code == 400


def test_files_have_the_order_of_the_page(desk) -> None:
    take(desk, MONITORING, "extended", due="2027-01-03", reason="汛期", on="2026-03-02")
    page = desk.get("/tasks?order=due").text
    link = unescape(re.search(r'href="(/tasks\.csv[^"]*)"', page)[1])
    assert re.findall(r"^\W?(\w{10}),", desk.get(link).text, re.MULTILINE) == listed(page)


def test_heads_say_by_what_a_list_is_sorted(desk) -> None:
    page = desk.get("/tasks?order=due").text
    assert re.findall(r'aria-sort="ascending"><a [^>]*>([^ <]+)', page) == ["时限"]


def test_all_of_a_page_can_be_ticked_without_a_script(desk) -> None:
    assert desk.get("/tasks").text.count(" checked ") == 0
    assert desk.get("/tasks?tick=page").text.count(" checked ") == 3
