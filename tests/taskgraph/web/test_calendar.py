"""The month shows each due on its day, whether one works then, and gives the same as a file."""

from __future__ import annotations

import re
from datetime import date

import pytest
from icalendar import Calendar

from taskgraph.errors import QueryError
from taskgraph.web.month import Month, make_weeks, read_month

TODAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("text", "month"),
    [("", Month(2026, 8)), ("2026-09", Month(2026, 9)), ("1999-12", Month(1999, 12))],
)
def test_a_month_is_read(text: str, month: Month) -> None:
    assert read_month(text, TODAY) == month


@pytest.mark.parametrize("text", ["九月", "2026", "2026-13", "2026-0", "0001-01", "2026-09-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        read_month(text, TODAY)


@pytest.mark.parametrize("month", [Month(2026, number) for number in range(1, 13)], ids=str)
def test_months_follow_each_other(month: Month) -> None:
    assert month.following.before == month
    assert month.before.following == month
    assert (month.following.first - month.last).days == 1


def test_holidays_and_worked_weekends_are_marked() -> None:
    days = {day.day: day for week in make_weeks(Month(2025, 10), {}, 4) for day in week}
    assert (days[date(2025, 10, 1)].mark, days[date(2025, 10, 1)].works) == ("休", False)
    assert (days[date(2025, 10, 11)].mark, days[date(2025, 10, 11)].works) == ("班", True)
    assert days[date(2025, 10, 12)].mark == ""
    assert not days[date(2025, 9, 30)].inside


def find_dues(page: str) -> int:
    return int(re.search(r"<small>(\d+) 个时限", page)[1])


def test_the_grid_the_list_and_the_file_have_the_same_tasks(desk) -> None:
    page = desk.get("/calendar?month=2026-06").text
    grid = re.findall(r'class="due \w+" href="/tasks/(\w+)"', page)
    listed = re.findall(r'td data-head="任务"><a href="/tasks/(\w+)"', page)
    events = Calendar.from_ical(desk.get("/calendar.ics?month=2026-06").content).walk("VEVENT")
    assert sorted(grid) == sorted(listed)
    assert len(listed) == find_dues(page) > 0
    assert {str(event["UID"])[:10] for event in events} == set(listed)


def test_a_month_takes_the_filters_of_every_list(desk) -> None:
    whole, own = (
        find_dues(desk.get(f"/calendar?month=2026-06{asked}").text) for asked in ("", "&unit=县住建局&role=lead")
    )
    assert 0 <= own <= whole


def test_a_month_without_dues_says_what_to_do(desk) -> None:
    assert "这个月没有到期的任务" in desk.get("/calendar?month=1990-01").text


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        pytest.param("doc=青政发〔2026〕3号&unit=县住建局&as_of=2026-04-05", "2026年6月", id="a rhythm falls in June"),
        pytest.param("no_deadline=yes&as_of=2026-04-05", "2026年4月", id="nothing is ever due"),
        pytest.param("unit=县住建局&as_of=2027-03-05", "2026年12月", id="all is past: the last month"),
    ],
)
def test_a_calendar_opens_where_something_is_due(desk, asked: str, title: str) -> None:
    page = desk.get(f"/calendar?{asked}").text
    assert f"<h1>{title} " in page


def test_a_month_that_is_asked_for_is_shown_though_it_is_empty(desk) -> None:
    assert "<h1>2027年3月 " in desk.get("/calendar?month=2027-03&as_of=2027-03-05").text


@pytest.mark.parametrize("by", ["document", "unit"])
def test_tasks_are_drawn_over_time(desk, by: str) -> None:
    page = desk.get(f"/gantt?by={by}").text
    assert len(re.findall(r'<a href="/tasks/\w+"><g>', page)) == int(re.search(r"<small>(\d+) 项", page)[1]) > 0


def test_an_unknown_grouping_is_explained(desk) -> None:
    assert desk.get("/gantt?by=weather").status_code == 400
