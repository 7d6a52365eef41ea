"""What reports say is decided on one page: beside the likely tasks, by a button or a key, and taken back as easily."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taskgraph.review.linking import Decider, Place, settle
from taskgraph.review.matching import match_waiting
from taskgraph.review.model import Candidate, Ground
from taskgraph.review.statements import keep_statement, load_all_said
from taskgraph.store import open_store

OWN = {"origin": "http://127.0.0.1:8765"}
QUOTE = "已改造&lt;b&gt;26户&lt;/b&gt;"
TASK, OTHER = "aa77dd88ee", "aa11bb22cc"


@pytest.fixture
def proposals(desk, tmp_path, now):
    """The desk with one statement that two tasks are proposed for; return the statement's number."""
    with open_store(tmp_path) as store, store.db.atomic():
        match_waiting(store.db, now)
        (report,) = store.db.execute("SELECT document FROM version WHERE title LIKE '%工作总结'").fetchone()
        (said, *_) = load_all_said(store.db, report)
        number = keep_statement(store.db, report, replace(said, quote="已改造<b>26户</b>", nth=1))
        offers = [
            Candidate(task=task, ground=Ground.WORDS, score=score, chosen=True, cited=True, value=said.value, unit="户")
            for task, score in ((TASK, 0.6), (OTHER, 0.4))
        ]
        settle(Decider(db=store.db, now=now), Place(number, report), said, offers, {}, {Ground.WORDS: 0.9})
    return number


def decide(desk, number: int, **fields: str):
    return desk.post(f"/review/{number}", data=fields, headers=OWN, follow_redirects=False)


def test_a_desk_without_proposals_says_where_they_come_from(desk) -> None:
    assert "没有待确认的进展" in desk.get("/review").text


def test_a_proposal_stands_beside_its_likely_tasks(desk, proposals) -> None:
    page = desk.get("/review").text
    assert "1 条待确认" in page
    assert page.index("改造农村危房") < page.index("健全监测机制")
    assert QUOTE in page
    assert "<b>26户" not in page


def test_accepting_records_the_progress_and_undo_takes_it_back(desk, proposals) -> None:
    answer = decide(desk, proposals, task=TASK, by="王敏")
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"]).text
    assert "0 条待确认" in page
    assert f'已记入 <a href="/tasks/{TASK}">改造农村危房' in page
    assert QUOTE in desk.get(f"/tasks/{TASK}").text
    assert "1 条待确认" in desk.get(decide(desk, proposals, verb="undo").headers["location"]).text


def test_the_second_task_may_be_chosen(desk, proposals) -> None:
    decide(desk, proposals, task=OTHER)
    assert QUOTE in desk.get(f"/tasks/{OTHER}").text
    assert QUOTE not in desk.get(f"/tasks/{TASK}").text


def test_a_rejected_proposal_does_not_come_back(desk, proposals) -> None:
    page = desk.get(decide(desk, proposals, verb="reject").headers["location"]).text
    assert "以后不再提出" in page
    assert "0 条待确认" in page


def test_another_task_is_named_by_its_title(desk, proposals) -> None:
    decide(desk, proposals, task="健全监测机制")
    assert QUOTE in desk.get(f"/tasks/{OTHER}").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"task": "登月"}, "没有找到任务"), ({}, "请写明"), ({"verb": "dance"}, "请写明")],
)
def test_what_cannot_be_decided_is_explained_beside_the_proposal(
    desk, proposals, fields: dict[str, str], says: str
) -> None:
    answer = decide(desk, proposals, **fields)
    assert (answer.status_code, says in answer.text) == (409, True)
    assert "1 条待确认" in answer.text


def test_a_decision_from_elsewhere_is_refused(desk, proposals) -> None:
    assert desk.post(f"/review/{proposals}", data={"task": TASK}).status_code == 403


def test_an_address_that_is_no_number_is_explained(desk) -> None:
    answer = desk.get("/review?skip=x")
    assert (answer.status_code, "没有这个页面" in answer.text) == (404, True)
