"""One step for many tasks: each for itself, with its result in a row."""

from __future__ import annotations

import pytest

SENT = {"origin": "http://127.0.0.1:8765"}
TASKS = ["aa11bb22cc", "aa77dd88ee"]


def send(desk, address: str = "/steps", **fields: object):
    return desk.post(address, data=fields, headers=SENT)


def test_a_step_is_recorded_for_every_task_that_was_ticked(desk) -> None:
    page = send(desk, task=TASKS, kind="accepted", by="王芳").text
    assert "2 项中记录了 2 项" in page
    assert page.count("已立项 → 已签收") == 2
    assert "王芳" in desk.get(f"/tasks/{TASKS[0]}").text
    assert desk.get("/tasks.csv?status=accepted").text.count("\n") == 3


def test_what_cannot_have_happened_says_why_and_stops_no_other(desk) -> None:
    send(desk, task=TASKS[:1], kind="closed", on="2026-03-05")
    page = send(desk, task=[*TASKS, "zz"], kind="accepted").text
    assert "3 项中记录了 1 项" in page
    assert "不在现行文件中" in page


def test_an_extension_must_extend_and_give_its_reason(desk) -> None:
    page = send(desk, task=TASKS, kind="extended", due="2020-01-01", reason="汛期").text
    assert "不晚于现在的时限" in page
    assert send(desk, task=TASKS, kind="extended", due="2030-01-01").status_code == 400
    page = send(desk, task=TASKS, kind="extended", due="2030-01-01", reason="汛期").text
    assert "2 项中记录了 2 项" in page


@pytest.mark.parametrize(
    "fields", [{"kind": "accepted"}, {"task": TASKS, "kind": "flown"}, {"task": TASKS, "kind": "corrected"}]
)
def test_what_makes_no_sense_is_explained(desk, fields) -> None:
    assert send(desk, **fields).status_code == 400


def test_a_step_from_elsewhere_is_refused(desk) -> None:
    assert desk.post("/steps", data={"task": TASKS, "kind": "accepted"}).status_code == 403


def test_results_are_for_looking_at_only(desk) -> None:
    answer = desk.post("/steps", data={"task": TASKS, "kind": "accepted"}, headers=SENT, follow_redirects=False)
    assert answer.status_code == 303
    assert desk.get(answer.headers["location"]).status_code == 200
    assert desk.get("/steps/unknown").status_code == 404
