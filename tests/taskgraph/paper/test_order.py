"""Supervision orders out of the store: to whom, about what, by when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from taskgraph.events import EventKind, Extension, Report
from taskgraph.model import Filters
from taskgraph.paper.files import bind_papers, iter_files
from taskgraph.paper.kinds import PaperKind, load_template
from taskgraph.paper.order import Issue, OrderBy, Paper, make_issue
from taskgraph.paper.query import find_orders
from taskgraph.viewpoint import usual_viewpoint
from tests.taskgraph.paper.conftest import read_lines, read_tables

DAY = date(2026, 7, 3)


@pytest.fixture
def order(store, load, plan, record):
    """Return what writes orders of the plan's tasks as they stand on a day."""
    load(plan)

    def write(
        by: OrderBy = OrderBy.TASK, *, day: date = DAY, unit: str | None = None, **issue: object
    ) -> tuple[Paper, ...]:
        viewpoint = usual_viewpoint(day)
        return find_orders(store.db.conn, Filters(as_of=day, unit=unit), by, make_issue(day, **issue), viewpoint)

    return write


def test_an_order_tells_whom_it_charges_with_what_and_where_it_stands(order) -> None:
    first = order(number=12)[0]
    said = first.filling.fields
    assert first.name == "健全监测机制"
    assert {name: said[name] for name in ("督办单号", "承办单位", "责任单位", "完成时限", "状态", "亮灯理由")} == {
        "督办单号": "督办〔2026〕12号",
        "承办单位": "县乡村振兴局",
        "责任单位": "各乡镇、县发改局",
        "完成时限": "2026年6月30日\n每月25日前",
        "状态": "已立项",
        "亮灯理由": "逾期3天,时限2026年6月30日",
    }
    assert said["任务内容"].startswith("健全监测机制。6月底前完成排查")
    assert (said["来源文件"], said["文号"], said["原文位置"]) == (
        "《青山县2026年乡村治理工作要点》", "青政发〔2026〕3号", "第2段",
    )  # fmt: skip
    assert said["办理要求"].startswith("任务已逾期")


def test_progress_and_an_extension_are_told_with_the_original_deadline(order, record) -> None:
    record("aa77dd88ee", EventKind.PROGRESS, date(2026, 6, 30), Report(value=Decimal(26), unit="户"))
    record("aa77dd88ee", EventKind.EXTENDED, date(2026, 7, 1), Extension(date(2027, 3, 31), "汛期"))
    said = order()[1].filling.fields
    assert said["量化指标"] == "12月底前改造不少于40户"
    assert said["当前进展"] == "26户"
    assert said["完成时限"].startswith("2027年3月31日")
    assert (said["原定时限"], said["延期理由"]) == ("2026年12月31日", "汛期")


def test_a_reply_is_due_five_workdays_later_unless_a_day_is_named(order) -> None:
    assert order()[0].filling.fields["反馈时限"] == "2026年7月10日"
    assert order(reply_by=date(2026, 7, 31))[0].filling.fields["反馈时限"] == "2026年7月31日"


def test_a_reply_cannot_be_due_before_the_order() -> None:
    with pytest.raises(ValueError, match="reply"):
        Issue(day=DAY, reply_by=date(2026, 7, 2))


def test_numbers_count_on_or_are_left_open(order) -> None:
    assert [one.filling.fields["督办单号"][-3:] for one in order(number=9)] == ["〕9号", "10号", "11号"]
    assert {one.filling.fields["督办单号"] for one in order()} == {"督办〔2026〕　号"}


def test_a_task_without_a_lead_unit_says_so(order) -> None:
    assert order()[2].filling.fields["承办单位"] == "（未明确牵头单位）"


def test_a_unit_gets_one_order_over_what_it_leads(order) -> None:
    papers = order(OrderBy.UNIT)
    assert [paper.name for paper in papers] == ["青山县乡村振兴局", "青山县住房和城乡建设局"]
    said = papers[0].filling
    assert (said.fields["任务数"], said.fields["逾期数"], said.fields["临期数"]) == ("1", "1", "0")
    assert [row["任务名称"] for row in said.lists["任务"]] == ["健全监测机制"]


def test_a_unit_asked_for_gets_the_only_order(order) -> None:
    assert [paper.name for paper in order(OrderBy.UNIT, unit="县乡村振兴局")] == ["青山县乡村振兴局"]
    assert [paper.name for paper in order(OrderBy.UNIT, unit="各乡镇")] == []


def test_closed_tasks_get_no_order(order, record) -> None:
    record("aa77dd88ee", EventKind.CLOSED, date(2026, 7, 1))
    assert [paper.name for paper in order()] == ["健全监测机制", "加强组织领导"]
    assert len(order(day=date(2026, 6, 30))) == 3


def test_our_template_shows_it_all_with_room_to_sign(order, tmp_path: Path) -> None:
    data = bind_papers(load_template(tmp_path, PaperKind.ORDER), order(number=1)[:1])
    assert read_lines(data)[:3] == ["督 办 单", "督办〔2026〕1号", "县乡村振兴局："]
    table = {row[0]: row[1] for row in read_tables(data)[0]}
    assert table["任务来源"] == "《青山县2026年乡村治理工作要点》\n青政发〔2026〕3号 第2段"
    assert table["签发"] == ""


def test_each_paper_is_a_file_under_a_name_that_any_system_takes(order, tmp_path: Path) -> None:
    filling = order()[0].filling
    papers = [Paper("甲/乙:丙\n", filling), Paper("长" * 300, filling), Paper("...", filling)]
    names = [name for name, _ in iter_files(load_template(tmp_path, PaperKind.ORDER), papers)]
    assert names == ["1 甲_乙_丙.docx", f"2 {'长' * 60}.docx", "3 _.docx"]
