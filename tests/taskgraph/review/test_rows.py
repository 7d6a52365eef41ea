"""Tables that report: a ledger that comes back, a list of measures with their results."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from extract.model import State
from taskgraph.events import Report

if TYPE_CHECKING:
    from tests.taskgraph.review.conftest import County

HEAD = ("序号", "任务内容", "牵头单位", "进展情况", "存在问题", "下步措施")
LEDGER = (
    HEAD,
    (1, "改造农村危房", "县住建局", "截至9月底,已改造31户。", "资金拨付慢", "加快拨付"),
    (2, "新建产地冷库12座。", "县商务局", "正在办理用地手续", "", ""),
    (3, "规范农民合作社", "县农业农村局", "已完成", "", ""),
    (4, "举办旅游节", "县文旅局", "已举办2场", "", ""),
)


@pytest.fixture
def returned(county: County, plan_text: str) -> County:
    """The county with a ledger that came back filled in."""
    county.load(plan_text)
    county.load_table("石桥县2025年重点任务进展台账", *LEDGER)
    (matched,) = county.match()
    assert (matched.statements, matched.linked, matched.unmatched) == (4, 3, 1)
    return county


def report_of(county: County, title: str) -> Report:
    (event,) = county.log(title)
    assert isinstance(event.detail, Report)
    return event.detail


def test_a_row_tells_the_task_and_the_cell_its_number(returned: County) -> None:
    report = report_of(returned, "改造农村危房")
    assert (report.value, report.unit, report.metric) == (Decimal(31), "户", "农村危房")
    assert returned.log("改造农村危房")[0].happened_on == date(2025, 9, 30)


def test_problems_and_next_steps_go_along_as_a_note(returned: County) -> None:
    assert returned.log("改造农村危房")[0].note == "存在问题:资金拨付慢;下步措施:加快拨付"


def test_a_row_may_print_the_task_in_other_words(returned: County) -> None:
    assert report_of(returned, "建设产地冷库").state is State.UNDER_WAY


def test_done_alone_in_a_cell_speaks_of_the_whole_task(returned: County) -> None:
    assert report_of(returned, "规范农民合作社").state is State.DONE


def test_a_row_is_known_by_its_number_even_without_year_and_place(county: County, plan_text: str) -> None:
    county.load(plan_text)
    number = county.tasks["规范农民合作社"]
    county.load_table("反馈表", ("任务编号", "任务内容", "当前进展"), (number, "合作社", "尚未启动"))
    county.match()
    assert report_of(county, "规范农民合作社").state is State.NOT_STARTED


def test_measures_with_results_are_results_of_their_targets(county: County, plan_text: str) -> None:
    county.load(plan_text)
    county.load_table(
        "石桥县2025年主要指标完成情况表",
        ("序号", "指标名称", "单位", "目标值", "完成值"),
        (1, "改造农村危房", "户", 40, 43),
        (2, "新建产地冷库", "座", 12, 11),
    )
    county.match()
    assert report_of(county, "改造农村危房").value == Decimal(43)
    assert report_of(county, "建设产地冷库").value == Decimal(11)
