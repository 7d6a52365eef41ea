from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.setting import Setting
from taskgraph.tracking.model import Reading
from taskgraph.tracking.parts import divide, find_reported_year, is_part_of_year

Read = Callable[[str, str], Reading]

WORK_REPORT = """石桥县2026年政府工作报告

2026年1月12日

各位代表:

现在,我代表县人民政府向大会报告工作。

{past}

过去一年,生产总值增长5%。

{coming}

全县发展的主要预期目标是:生产总值增长6%。
"""


@pytest.mark.parametrize(
    ("past", "coming"),
    [
        ("一、2025年工作回顾", "二、2026年工作安排"),
        ("一、过去一年工作回顾", "二、2026年政府工作总体要求和目标任务"),
        ("2025年工作回顾", "2026年工作安排"),
        ("一、过去一年和五年工作回顾", "二、对今年政府工作的建议"),
        ("一、2025年主要工作", "三、今年的目标任务"),
        ("一、工作回顾", "今年是“十五五”规划的开局之年。"),
    ],
)
def test_a_work_report_is_divided_where_its_plans_begin(read: Read, past: str, coming: str) -> None:
    reading = read("石桥县2026年政府工作报告.txt", WORK_REPORT.format(past=past, coming=coming))
    parts = divide(Setting.of(reading.doc))
    assert parts.planned[0].span.of(reading.doc.text) == coming
    assert "生产总值增长5%" in parts.reported[-1].span.of(reading.doc.text)


def test_a_plan_plans_from_end_to_end(plan: Callable[[str], Reading]) -> None:
    assert not divide(Setting.of(plan("改造危房40户。").doc)).reported


def test_the_year_reviewed_is_that_of_the_heading(read: Read) -> None:
    text = WORK_REPORT.format(past="一、2025年工作回顾", coming="二、2026年工作安排")
    assert find_reported_year(read("石桥县2026年政府工作报告.txt", text).doc) == 2025


def test_a_review_of_several_years_holds_until_one_of_a_single_year(read: Read) -> None:
    past = "一、过去五年工作回顾\n\n五年来,改造危房900户。\n\n过去一年,改造危房120户。"
    reading = read("石桥县2026年政府工作报告.txt", WORK_REPORT.format(past=past, coming="二、2026年工作安排"))
    terms = {p.span.of(reading.doc.text): p.term for p in divide(Setting.of(reading.doc)).reported}
    assert terms["五年来,改造危房900户。"] is True
    assert terms["过去一年,改造危房120户。"] is False


@pytest.mark.parametrize(
    ("title", "day", "part"),
    [
        ("石桥县2025年上半年工作情况汇报", "2025年7月5日", True),
        ("石桥县2025年工作情况汇报", "2025年9月5日", True),
        ("石桥县2025年工作总结", "2025年12月20日", False),
        ("石桥县2025年工作总结", "2026年1月9日", False),
        ("石桥县2026年政府工作报告", "2026年1月12日", False),
    ],
)
def test_a_report_on_part_of_the_year_is_known(read: Read, title: str, day: str, part: bool) -> None:
    text = f"{title}\n\n石桥县人民政府\n{day}\n\n一、工作完成情况\n\n改造危房12户。\n\n二、下一步工作打算\n\n继续抓好落实。\n"
    assert is_part_of_year(read(f"{title}.txt", text).doc) is part
