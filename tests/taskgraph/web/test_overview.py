"""Every number of the overview is that of the list behind it, and of the file of that list."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest

from taskgraph.situation import Light, Need
from taskgraph.terms import NEEDS
from taskgraph.web.desk import show_days
from taskgraph.web.pages.overview import name_periods

NUMBER = re.compile(r'<a href="(/tasks\?[^"]*)">(\d+)</a>')


def count_rows(page: str) -> int:
    return int(re.search(r"<h1>任务 <small>(\d+) 项", page)[1])


@pytest.fixture
def numbers(desk) -> list[tuple[str, int]]:
    return [(unescape(link), int(count)) for link, count in NUMBER.findall(desk.get("/").text)]


def test_each_number_is_that_of_its_list_and_of_its_file(desk, numbers) -> None:
    assert len(numbers) > 5
    assert {link: count_rows(desk.get(link).text) for link, _ in numbers} == dict(numbers)
    table = {link: len(desk.get(link.replace("/tasks?", "/tasks.csv?")).text.splitlines()) - 1 for link, _ in numbers}
    assert table == dict(numbers)


def test_what_was_never_reported_is_counted_and_named(desk, numbers) -> None:
    (link,) = [link for link, _ in numbers if link == f"/tasks?need={Need.NO_REPORT.value}"]
    page = desk.get(link).text
    assert f"需关注:{NEEDS[Need.NO_REPORT]}" in page


def test_the_months_of_deadlines_are_drawn_and_lead_to_their_tasks(desk) -> None:
    page = desk.get("/?as_of=2026-06-15").text
    links = [unescape(link) for link in re.findall(r'href="(/tasks\?[^"]*due_before[^"]*)"', page)]
    assert "<svg" in page
    assert links
    assert all(count_rows(desk.get(link).text) for link in links)
    assert any(f"light={light.value}" in link for light in Light for link in links)


def test_the_ledger_has_the_rows_of_the_list(desk) -> None:
    from io import BytesIO  # noqa: PLC0415 - with openpyxl, for this test alone

    from openpyxl import load_workbook  # noqa: PLC0415

    answer = desk.get("/ledger.xlsx?unit=县住建局&role=lead&by_unit=yes")
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == 2
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert any("农村危房" in str(cell) for cell in cells)
    assert count_rows(desk.get("/tasks?unit=县住建局&role=lead").text) == 1


def test_days_are_written_as_people_do() -> None:
    assert show_days("2026-09-30;每月,编号1-2026-09-301") == "2026年9月30日;每月,编号1-2026-09-301"
    assert show_days(str(date(2026, 1, 5))) == "2026年1月5日"


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 11, 22), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 2, 28), (date(2025, 10, 1), date(2025, 12, 31))),
    ],
    ids=["autumn", "the year before"],
)
def test_a_bulletin_is_offered_for_the_usual_periods(day: date, quarter: tuple[date, date]) -> None:
    periods = {word: (first, last) for word, first, last in name_periods(day)}
    assert periods["本月"] == (day.replace(day=1), day)
    assert periods["上月"][1] == day.replace(day=1) - timedelta(days=1)
    assert periods["上季度"] == quarter


def test_the_overview_leads_to_its_bulletins(desk) -> None:
    addresses = re.findall(r'href="(/bulletin.docx[^"]+)"', desk.get("/").text)
    assert len(addresses) == 3
    assert all(desk.get(unescape(address)).status_code == 200 for address in addresses)
