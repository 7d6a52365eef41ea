from __future__ import annotations

from datetime import date

import pytest

from extract.moments import TimeContext
from extract.progress import find_progress
from extract.text import View

REPORTED = TimeContext(year=2025, written=date(2026, 1, 9))

STATEMENTS = {
    "新建高标准农田1.8万亩。": [(18000, "亩", None)],
    "已开工项目4457个,开工率达95.9%。": [(4457, "个", "under_way"), (pytest.approx(95.9), "%", None)],
    "实施方案均已印发。": [(None, None, "done")],
    "污水处理厂项目进展顺利。": [(None, None, "under_way")],
    "冷库因用地手续未批,尚未开工。": [(None, None, "not_started")],
    "力争到年底培育示范户20户。": [],
    "完成了“三个一”活动。": [(None, None, "done")],
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.items(), ids=STATEMENTS)
def test_a_report_states_numbers_and_states(text, expected):
    view = View.of(text)
    found = find_progress(view, [view.whole], REPORTED)
    assert [(p.value if p.value is None else float(p.value), p.unit, p.state) for p in found] == expected


def test_a_report_written_after_its_year_speaks_of_the_whole_year():
    view = View.of("建成冷库11座。")
    assert [p.as_of for p in find_progress(view, [view.whole], REPORTED)] == [date(2025, 12, 31)]


def test_a_printed_day_rules():
    view = View.of("截至2025年6月30日,建成冷库5座。")
    assert [p.as_of for p in find_progress(view, [view.whole], REPORTED)] == [date(2025, 6, 30)]
