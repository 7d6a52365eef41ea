"""Pictures are well-formed, carry their words as text, link onwards, and hold no style of their own."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgraph.situation import Light
from taskgraph.web.drawing.gantt import NAMES, WIDTH, Axis, GanttBar, draw_gantt, make_axis
from taskgraph.web.drawing.months import MonthBar, Part, draw_months
from taskgraph.web.drawing.network import Box, Column, Line, draw_network

TODAY = date(2026, 8, 31)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>\"&' 改造农村危房"


def bar(label: str = "改造农村危房", *, start: date | None = date(2026, 1, 1), due: date | None = date(2026, 9, 30)):
    return GanttBar(label=label, address="/tasks/aa", light=Light.RED, start=start, due=due, words="9月30日前")


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def text_of(svg: str) -> str:
    return "".join(parse(svg).itertext())


PICTURES = {
    "months": lambda label: draw_months(
        [MonthBar(label=label, address="/a?b=1&c=2", parts=(Part(light=Light.RED, count=3, address="/r"),), now=True)]
    ),
    "gantt": lambda label: draw_gantt(label, [bar(label)], make_axis([bar()], TODAY)),
    "network": lambda label: draw_network(
        label,
        [
            Column("文件", (Box(id="d", label=label, address="/d"),)),
            Column("任务", (Box(id="t", label="丙", address=None),)),
        ],
        [Line(source="t", target="d", words=label)],
    ),
}


@pytest.mark.parametrize("draw", PICTURES.values(), ids=list(PICTURES))
def test_a_picture_shows_any_words_as_they_are_and_nothing_inline(draw) -> None:
    svg = draw(HOSTILE)
    tree = parse(svg)
    assert HOSTILE in text_of(svg)
    assert not {name for one in tree.iter() for name in one.attrib if name == "style" or name.startswith("on")}
    assert not [one for one in tree.iter() if one.tag.endswith("script")]
    assert tree.attrib["viewBox"]


def test_an_empty_picture_is_still_one() -> None:
    assert parse(draw_months([])).tag.endswith("svg")
    assert parse(draw_network("空", [], [])).tag.endswith("svg")


def test_each_part_of_a_month_is_as_high_as_its_count_and_leads_to_its_tasks() -> None:
    parts = (Part(light=Light.RED, count=1, address="/red"), Part(light=Light.GREEN, count=3, address="/green"))
    tree = parse(draw_months([MonthBar(label="9月", address="/m", parts=parts)]))
    heights = [float(box.attrib["height"]) for box in tree.iter("rect")]
    assert heights[1] == 3 * heights[0]
    assert [one.attrib["href"] for one in tree.iter("a")] == ["/red", "/green", "/m"]


def test_a_long_name_is_cut_and_whole_in_its_title() -> None:
    long = "加快推进" * 12
    tree = parse(draw_gantt("甲", [bar(long)], make_axis([bar()], TODAY)))
    (label,) = [one for one in tree.iter("text") if one.find("title") is not None]
    assert label.find("title").text == long
    assert label.find("title").tail.endswith("…")


def test_a_task_without_deadline_says_so() -> None:
    assert "时限未定" in text_of(draw_gantt("甲", [bar(due=None)], make_axis([bar(due=None)], TODAY)))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_bars_and_today_lie_within_the_axis(start: date, days: int, today: date) -> None:
    one = bar(start=start, due=start + timedelta(days=days))
    axis = make_axis([one], today)
    assert axis.first.day == 1
    assert axis.first <= min(start, today)
    assert max(one.due, today) <= axis.last
    assert NAMES <= axis.place(start) <= axis.place(one.due) <= WIDTH


def test_a_day_outside_the_axis_stands_at_its_border() -> None:
    axis = Axis(date(2026, 1, 1), date(2026, 12, 31), TODAY)
    assert (axis.place(date(2020, 1, 1)), axis.place(date(2030, 1, 1))) == (NAMES, WIDTH)


def test_a_line_is_drawn_only_between_boxes_that_are_shown() -> None:
    columns = [Column("任务", (Box(id="a", label="甲", address=None), Box(id="b", label="乙", address=None)))]
    lines = [Line(source="a", target="b", words="落实"), Line(source="a", target="gone", words="引用")]
    tree = parse(draw_network("关系", columns, lines))
    assert [one.find("title").text for one in tree.iter("g") if one.find("path") is not None] == ["落实"]
