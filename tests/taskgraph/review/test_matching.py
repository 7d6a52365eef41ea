"""What a loaded report does to the tasks of the plans that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from extract.model import State
from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind, Report
from taskgraph.states import LifeState, trace

if TYPE_CHECKING:
    from tests.taskgraph.review.conftest import County


def report_of(county: County, title: str, number: int = 1) -> Report:
    detail = county.log(title)[number - 1].detail
    assert isinstance(detail, Report)
    return detail


def test_a_sure_number_becomes_an_event_that_quotes_the_report(reported: County) -> None:
    event = reported.log("改造农村危房")[0]
    report = report_of(reported, "改造农村危房")
    assert (event.kind, event.happened_on) == (EventKind.PROGRESS, date(2025, 6, 30))
    assert (report.value, report.unit, report.metric) == (Decimal(26), "户", "农村危房")
    assert report.source is not None
    text = reported.store.db.execute("SELECT text FROM version WHERE document = ?", [report.source.document]).fetchone()
    assert report.source.span.of(text[0]) == report.quote == "改造农村危房26户"


def test_a_state_in_words_becomes_an_event(reported: County) -> None:
    assert report_of(reported, "规范农民合作社").state is State.NOT_STARTED


def test_every_statement_is_counted_once(county: County, plan_text: str, report_text: Callable[..., str]) -> None:
    county.load(plan_text)
    county.load(report_text("改造农村危房26户。农村危房改造进度加快。接待游客3万人次。"))
    (matched,) = county.match()
    assert (matched.statements, matched.linked, matched.unmatched) == (2, 1, 1)


@pytest.mark.parametrize("again", [False, True], ids=["loaded again", "read again"])
def test_a_report_counts_once_however_often_it_comes(
    reported: County, report_text: Callable[..., str], *, again: bool
) -> None:
    before = reported.log("改造农村危房")
    reported.load(report_text(), again=again)
    reported.match()
    assert reported.log("改造农村危房") == before


def test_a_plan_may_come_after_its_report(county: County, plan_text: str, report_text: Callable[..., str]) -> None:
    county.load(report_text())
    county.match()
    county.load(plan_text)
    county.match()
    assert report_of(county, "建设产地冷库").value == Decimal(5)


def test_nothing_waits_after_a_match(reported: County) -> None:
    assert reported.match() == ()


def test_a_new_version_of_a_report_takes_back_what_it_no_longer_says(
    reported: County, report_text: Callable[..., str]
) -> None:
    reported.load(report_text("改造农村危房28户。逐社走访工作尚未启动。"))
    (matched,) = reported.match()
    assert matched.taken_back == 2
    kinds = [event.kind for event in reported.log("建设产地冷库")]
    assert kinds == [EventKind.PROGRESS, EventKind.CORRECTED]
    assert trace(reported.log("建设产地冷库")).state is LifeState.REGISTERED
    standing = [report.value for report in trace(reported.log("改造农村危房")).reports]
    assert standing == [Decimal(28)]
    assert len(reported.log("规范农民合作社")) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("石桥县2025年上半年", "石桥县2024年上半年"),
        ("石桥县", "青浦县"),
    ],
    ids=["another year", "another county"],
)
def test_a_report_on_something_else_speaks_of_no_task(
    county: County, plan_text: str, report_text: Callable[..., str], before: str, after: str
) -> None:
    county.load(plan_text)
    county.load(report_text().replace(before, after))
    assert [matched.linked + matched.proposed for matched in county.match()] == [0]


def test_a_report_never_speaks_of_its_own_tasks(county: County, report_text: Callable[..., str]) -> None:
    county.load(report_text("改造农村危房26户。\n\n二、下半年工作安排\n\n1.改造农村危房。全年改造农村危房40户以上。"))
    (matched,) = county.match()
    assert (matched.linked, matched.proposed) == (0, 0)


def test_a_report_that_names_its_plan_is_sure_of_that_plan_only(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:
    county.load(plan_text)
    county.load(plan_text.replace("2025年工作要点", "2025年民生实事工作方案"), "方案")
    county.load(report_text("根据《石桥县2025年民生实事工作方案》,改造农村危房26户。"))
    (matched,) = county.match()
    assert matched.linked == 1
    assert county.store.db.execute("SELECT doubt FROM candidate WHERE doubt IS NOT NULL").fetchall()[0][0] == "uncited"


def test_the_version_of_a_plan_that_was_in_force_is_spoken_of(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:
    county.load(plan_text)
    county.load(
        plan_text.replace("2月10日", "9月1日").replace(
            "2.建设产地冷库。新建产地冷库12座", "2.补贴冷链车。补贴冷链车12辆"
        )
    )
    county.load(report_text())
    county.match()
    assert report_of(county, "建设产地冷库").value == Decimal(5)


def test_a_word_that_a_part_is_done_does_not_make_the_task_done(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:
    county.load(plan_text)
    county.load(report_text("逐社走访已全面完成。"))
    county.match()
    assert report_of(county, "规范农民合作社").state is State.UNDER_WAY


def test_what_the_log_refuses_is_proposed_with_the_reason(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:

    county.load(plan_text)
    cancelled = Event(
        task=county.tasks["改造农村危房"], number=1, kind=EventKind.CANCELLED, happened_on=date(2025, 3, 1),
        recorded_at=county.now,
    )  # fmt: skip
    record_event(county.store.db, cancelled)
    county.load(report_text("改造农村危房26户。"))
    (matched,) = county.match()
    assert (matched.linked, matched.proposed) == (0, 1)
    detail = county.store.db.execute("SELECT detail FROM candidate WHERE doubt = 'impossible'").fetchone()[0]
    assert "已撤销" in detail
