"""What happens to a task is recorded from its page: only what is possible, and what is not is explained there."""

from __future__ import annotations

import re

import pytest

OWN = {"origin": "http://127.0.0.1:8765"}
TASK = "/tasks/aa77dd88ee"


def step(desk, kind: str, **fields: str):
    return desk.post(f"{TASK}/steps", data={"kind": kind} | fields, headers=OWN, follow_redirects=False)


def offered(page: str) -> set[str]:
    return set(re.findall(r'name="kind" value="(\w+)"', page))


def test_a_task_is_carried_from_acceptance_to_closure_and_back(desk) -> None:
    for kind, fields, stands in [
        ("accepted", {}, "已签收"),
        ("progress", {"value": "26", "unit": "户"}, "办理中"),
        ("submitted", {}, "已申请办结"),
        ("closed", {"by": "王敏"}, "已办结"),
        ("corrected", {"event": "4", "note": "点错了"}, "已申请办结"),
    ]:
        answer = step(desk, kind, **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{TASK}#records")
        assert f'<p class="lead">{stands}' in desk.get(TASK).text
    assert "已由第 5 条更正" in desk.get(TASK).text


def test_only_what_is_possible_in_the_state_is_offered(desk) -> None:
    assert {"accepted", "progress", "closed"} <= offered(desk.get(TASK).text)
    assert "returned" not in offered(desk.get(TASK).text)
    step(desk, "closed")
    assert offered(desk.get(TASK).text) == {"progress", "returned", "corrected"}


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("returned", {}, "不能退回"),
        ("progress", {}, "请写明进展"),
        ("progress", {"value": "很多"}, "不是数字"),
        ("progress", {"state": "flying"}, "不在可选的词之中"),
        ("accepted", {"on": "2199-01-01"}, "还没有到"),
        ("extended", {"due": "2026-01-01", "reason": "汛期"}, "不晚于现在的时限"),
        ("extended", {"due": "2027-01-01"}, "理由"),
        ("corrected", {"event": "7"}, "没有可更正的第 7 条"),
        ("corrected", {"event": "x"}, "不是序号"),
        ("danced", {}, "不在可选的词之中"),
    ],
)
def test_what_cannot_be_recorded_is_explained_on_the_page(desk, kind: str, fields: dict[str, str], says: str) -> None:
    answer = step(desk, kind, **fields)
    assert (answer.status_code, says in answer.text) == (409, True)
    assert "还没有记录" in desk.get(TASK).text


def test_a_form_that_failed_keeps_what_was_typed(desk) -> None:
    page = step(desk, "extended", due="2026-01-01", reason="汛期 <b>", by="王敏").text
    assert 'value="汛期 &lt;b&gt;"' in page
    assert 'value="王敏"' in page


def test_the_name_is_remembered(desk) -> None:
    answer = step(desk, "accepted", by="王敏")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert 'name="by" value="王敏"' in desk.get(TASK).text


def test_a_reported_number_is_held_against_the_target(desk) -> None:
    assert "还没有结果" in desk.get(TASK).text
    step(desk, "progress", value="26", unit="户")
    assert 'data-head="最近结果">26户' in desk.get(TASK).text


def test_a_step_from_elsewhere_is_refused(desk) -> None:
    assert desk.post(f"{TASK}/steps", data={"kind": "closed"}).status_code == 403
    assert "还没有记录" in desk.get(TASK).text


def test_where_the_targets_are_met_the_steps_that_close_the_task_come_first(desk) -> None:
    step(desk, "progress", value="40", unit="户", on="2026-03-02")
    page = desk.get(TASK).text
    assert "指标已达到,尚未办结" in page
    assert re.findall(r'name="kind" value="(\w+)"', page)[:2] == ["submitted", "closed"]


def test_a_task_shows_each_of_its_days(desk) -> None:
    assert '<span class="node' in desk.get(TASK).text
    assert "2026年12月31日" in desk.get(TASK).text
