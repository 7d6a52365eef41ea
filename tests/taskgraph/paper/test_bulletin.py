"""The bulletin of a period: its numbers are those of the lists, its lists name every unit that kept silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extract.model import Role
from taskgraph.events import Correction, EventKind, Extension, Report
from taskgraph.model import Filters
from taskgraph.paper.bulletin import Bulletin, Period, write_bulletin
from taskgraph.paper.kinds import PaperKind, load_template
from taskgraph.paper.query import load_bulletin
from taskgraph.paper.template import fill_template
from taskgraph.query import find_tasks
from taskgraph.situation import Need
from taskgraph.viewpoint import usual_viewpoint
from taskgraph.who_query import find_matrix
from tests.taskgraph.paper.conftest import read_lines, read_tables

QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
DONE = Report(value=Decimal(26), unit="户")


@pytest.fixture
def bulletin(store, load, plan):
    load(plan)

    def read(period: Period = QUARTER, **filters: object) -> Bulletin:
        asked = Filters(as_of=period.last, **filters)
        return load_bulletin(store.db.conn, asked, usual_viewpoint(period.last), period)

    return read


def names(rows) -> list[str]:
    return [row["名称"] for row in rows]


def test_every_number_is_that_of_the_list_with_the_same_filters(bulletin, store, record) -> None:
    record("aa77dd88ee", EventKind.PROGRESS, date(2026, 6, 1), DONE)
    period = Period(date(2026, 7, 1), date(2026, 9, 30))
    said, viewpoint = write_bulletin(bulletin(period)), usual_viewpoint(period.last)
    for need, name in (
        (Need.OVERDUE, "逾期数"),
        (Need.RED, "红灯数"),
        (Need.DUE_SOON, "临期数"),
        (Need.NO_REPORT, "无反馈数"),
    ):
        listed = find_tasks(store.db.conn, Filters(as_of=period.last, need=need), viewpoint)
        assert said.fields[name] == str(len(listed))
    assert said.fields["任务数"] == said.lists["亮灯"][-1]["合计"] == "3"
    matrix = find_matrix(store.db.conn, Filters(as_of=period.last, role=Role.LEAD), viewpoint)
    assert {row["名称"]: row["牵头"] for row in said.lists["单位"]} == {
        row.unit.label: str(row.total) for row in matrix
    }


def test_units_come_in_the_fixed_order_of_the_registry(bulletin, store) -> None:
    order = [row["label"] for row in store.db.conn.execute("SELECT label FROM unit ORDER BY region, collective, name")]
    listed = names(write_bulletin(bulletin()).lists["单位"])
    assert listed == [label for label in order if label in listed]


def test_what_was_closed_in_the_period_is_listed_once(bulletin, record) -> None:
    for kind, day in ((EventKind.CLOSED, 1), (EventKind.RETURNED, 2), (EventKind.CLOSED, 20)):
        record("aa77dd88ee", kind, date(2026, 5, day))
    said = write_bulletin(bulletin())
    assert [(row["任务名称"], row["办结日期"]) for row in said.lists["办结"]] == [("改造农村危房", "2026年5月20日")]
    assert write_bulletin(bulletin(Period(date(2026, 4, 1), date(2026, 5, 10)))).lists["办结"] == []
    assert write_bulletin(bulletin(Period(date(2026, 6, 1), date(2026, 6, 30)))).lists["办结"] == []


def test_what_is_overdue_says_why(bulletin) -> None:
    rows = write_bulletin(bulletin(Period(date(2026, 7, 1), date(2026, 7, 31)))).lists["逾期"]
    assert [(row["任务名称"], row["亮灯理由"]) for row in rows] == [("健全监测机制", "逾期31天,时限2026年6月30日")]


def test_what_is_behind_the_steady_pace_says_by_how_much(bulletin, record) -> None:
    record("aa77dd88ee", EventKind.PROGRESS, date(2026, 6, 1), Report(value=Decimal(10), unit="户"))
    row = write_bulletin(bulletin()).lists["落后"][0]
    assert (row["任务名称"], row["应达"], row["实际"], row["相差"]) == ("改造农村危房", "49.6%", "25.0%", "24.6%")


def test_an_extension_is_told_with_the_original_deadline_and_the_reason(bulletin, record) -> None:
    record("aa11bb22cc", EventKind.EXTENDED, date(2026, 6, 15), Extension(date(2026, 9, 30), "汛期"))
    said = write_bulletin(bulletin())
    row = said.lists["变动"][0]
    assert [row[name] for name in ("日期", "事项", "原定时限", "新的时限", "理由")] == [
        "2026年6月15日", "延期", "2026年6月30日", "2026年9月30日", "汛期",
    ]  # fmt: skip
    assert said.fields["本期延期数"] == "1"


def test_what_was_recorded_in_error_is_not_told(bulletin, record) -> None:
    record("aa11bb22cc", EventKind.SUSPENDED, date(2026, 6, 15))
    record("aa11bb22cc", EventKind.CORRECTED, date(2026, 6, 16), Correction(1))
    assert write_bulletin(bulletin()).lists["变动"] == []


def test_a_unit_without_a_report_in_the_period_is_named(bulletin, record) -> None:
    record("aa11bb22cc", EventKind.PROGRESS, date(2026, 3, 5), Report(quote="已排查"))
    record("aa77dd88ee", EventKind.PROGRESS, date(2026, 5, 5), DONE)
    rows = write_bulletin(bulletin()).lists["无反馈单位"]
    assert [(row["名称"], row["任务数"], row["最近反馈"]) for row in rows] == [
        ("青山县乡村振兴局", "1", "2026年3月5日")
    ]


def test_a_unit_whose_tasks_are_all_closed_need_not_report(bulletin, record) -> None:
    record("aa77dd88ee", EventKind.CLOSED, date(2026, 3, 20))
    assert names(write_bulletin(bulletin()).lists["无反馈单位"]) == ["青山县乡村振兴局"]


def test_members_of_a_collective_that_leads_are_named_with_it(store, load, make_plan, make_item) -> None:
    text = (
        "青山县2026年乡村治理工作要点\n1.清理河道。6月底前完成。\n牵头单位:各乡镇\n"
        "2.栽植树木。9月底前完成。\n牵头单位:石桥镇人民政府\n责任单位:柳溪镇人民政府"
    )
    items = (
        make_item("清理河道", "各乡镇", "aa11bb22cc", units=(("各乡镇", Role.LEAD),)),
        make_item(
            "栽植树木",
            "柳溪镇人民政府",
            "aa77dd88ee",
            units=(("石桥镇人民政府", Role.LEAD), ("柳溪镇人民政府", Role.RESPONSIBLE)),
        ),
    )
    load(make_plan(text, items))
    made = load_bulletin(store.db.conn, Filters(as_of=QUARTER.last), usual_viewpoint(QUARTER.last), QUARTER)
    rows = {row["名称"]: row["说明"] for row in write_bulletin(made).lists["无反馈单位"]}
    assert rows == {
        "各乡镇(青山县)": "",
        "青山县石桥镇人民政府": "",
        "青山县柳溪镇人民政府": "集体任务（各乡镇(青山县)）",
    }


def test_filters_narrow_the_bulletin(bulletin) -> None:
    assert write_bulletin(bulletin(unit="县住建局")).fields["任务数"] == "1"


def test_our_template_holds_every_part(bulletin, tmp_path: Path) -> None:
    data = fill_template(load_template(tmp_path, PaperKind.BULLETIN), [write_bulletin(bulletin())])
    lines, tables = read_lines(data), read_tables(data)
    assert "截至2026年6月30日，纳入督办的任务共3项，由2个单位牵头" in lines[5]
    assert [line for line in lines if line.startswith("七、")] == ["七、本期没有反馈的单位"]
    assert [row[0] for row in tables[-1]] == ["名称", "青山县乡村振兴局", "青山县住房和城乡建设局"]
