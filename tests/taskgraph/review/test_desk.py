"""What people decide of statements, and what the program learns of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from taskgraph.errors import NotFoundError
from taskgraph.review.decisions import iter_evidence
from taskgraph.review.desk import accept, assign, reject, undo
from taskgraph.review.model import Ground
from taskgraph.review.reliability import add_evidence, load_bands
from taskgraph.states import LifeState, trace

if TYPE_CHECKING:
    from tests.taskgraph.review.conftest import County

UNSURE = "合作社清理方案已经印发"


@pytest.fixture
def unsure(county: County, plan_text: str, report_text: Callable[..., str]) -> County:
    """The county with a report whose words the program would not link by itself."""
    county.load(plan_text)
    county.load(report_text(f"{UNSURE}。"))
    (matched,) = county.match()
    assert (matched.linked, matched.proposed) == (0, 1)
    return county


def state_of(county: County, title: str) -> LifeState:
    return trace(county.log(title)).state


def load_later(county: County, text: str) -> None:
    county.load(text.replace("上半年", "前三季度").replace("7月8日", "10月9日"))
    county.match()


def test_accepting_records_the_event_with_who_did_it(unsure: County) -> None:
    accept(unsure.decider, unsure.number(UNSURE))
    (event,) = unsure.log("规范农民合作社")
    assert event.by == "李四"


def test_undoing_takes_the_event_back(unsure: County) -> None:
    accept(unsure.decider, unsure.number(UNSURE))
    undo(unsure.decider, unsure.number(UNSURE))
    assert state_of(unsure, "规范农民合作社") is LifeState.REGISTERED
    accept(unsure.decider, unsure.number(UNSURE))
    assert state_of(unsure, "规范农民合作社") is LifeState.UNDER_WAY


def test_only_what_was_decided_is_undone(unsure: County) -> None:
    with pytest.raises(NotFoundError, match="无可撤销"):
        undo(unsure.decider, unsure.number(UNSURE))


@pytest.mark.parametrize("again", [False, True], ids=["loaded again", "read again"])
def test_decisions_survive_another_reading(unsure: County, report_text: Callable[..., str], *, again: bool) -> None:
    accept(unsure.decider, unsure.number(UNSURE))
    unsure.load(report_text(f"{UNSURE}。"), again=again)
    unsure.match()
    assert len(unsure.log("规范农民合作社")) == 1
    assert state_of(unsure, "规范农民合作社") is LifeState.UNDER_WAY


def test_the_same_words_go_there_surely_next_time(unsure: County, report_text: Callable[..., str]) -> None:
    accept(unsure.decider, unsure.number(UNSURE))
    load_later(unsure, report_text(f"{UNSURE}。"))
    assert len(unsure.log("规范农民合作社")) == 2


def test_words_assigned_to_a_task_that_was_no_candidate_go_there_next_time(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:
    county.load(plan_text)
    county.load(report_text("截至6月底,住户搬迁13户。"))
    county.match()
    assign(county.decider, county.number("住户搬迁13户"), county.task("改造农村危房"))
    load_later(county, report_text("截至9月底,住户搬迁21户。"))
    assert [report.value for report in trace(county.log("改造农村危房")).reports] == [Decimal(21), Decimal(13)]


def test_a_rejected_pair_is_not_proposed_again(unsure: County, report_text: Callable[..., str]) -> None:
    reject(unsure.decider, unsure.number(UNSURE))
    unsure.load(report_text(f"{UNSURE}。").replace("上半年", "前三季度"))
    (matched,) = unsure.match()
    assert (matched.linked, matched.proposed, matched.unmatched) == (0, 0, 1)


def test_rejecting_takes_back_what_the_program_was_sure_of(reported: County) -> None:
    reject(reported.decider, reported.number("改造农村危房26户"))
    assert state_of(reported, "改造农村危房") is LifeState.REGISTERED


def test_assigning_moves_an_event_to_another_task(reported: County) -> None:
    assign(reported.decider, reported.number("建成产地冷库5座"), reported.task("规范农民合作社"))
    assert state_of(reported, "建设产地冷库") is LifeState.REGISTERED
    assert "建成产地冷库5座" in {report.quote for report in trace(reported.log("规范农民合作社")).reports}


def test_the_office_s_decisions_count_among_the_known_cases(reported: County) -> None:
    before = sum(band.cases for band in load_bands())
    reject(reported.decider, reported.number("改造农村危房26户"))
    bands = add_evidence(load_bands(), iter_evidence(reported.store.db))
    assert sum(band.cases for band in bands) == before + 1
    assert any(band.ground is Ground.NUMBER and band.right < band.cases for band in bands)


def test_a_number_that_is_no_statement_is_refused(county: County) -> None:
    with pytest.raises(NotFoundError, match="没有第 7 条"):
        accept(county.decider, 7)
