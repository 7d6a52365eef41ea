"""Units are found by any of their names, and each number leads to its tasks."""

from __future__ import annotations

import re
from html import unescape


def test_a_unit_is_found_by_the_name_that_a_text_prints(desk) -> None:
    page = desk.get("/units?name=住建").text
    assert "住房和城乡建设局" in page or "住建局" in page
    assert "1 个</small>" in page


def test_no_unit_of_that_name_says_what_to_do(desk) -> None:
    assert "没有这个名称的单位" in desk.get("/units?name=天文台").text


def test_each_number_is_that_of_the_list_behind_it(desk) -> None:
    numbers = re.findall(r'<a href="(/tasks\?unit=[^"]*)">(\d+)</a>', desk.get("/units").text)
    assert numbers
    for link, count in numbers:
        assert f"<h1>任务 <small>{count} 项" in desk.get(unescape(link)).text


def test_a_unit_shows_its_names_its_collectives_and_what_is_due_next(desk) -> None:
    page = desk.get("/units/县住建局?as_of=2026-03-15").text
    assert "文中写法" in page
    assert "近期时限" in page
    assert "2026年12月31日" in page
