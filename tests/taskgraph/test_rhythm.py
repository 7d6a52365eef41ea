from __future__ import annotations

from datetime import date

import pytest

from extract.model import Basis, Deadline
from ingest.model import Span
from taskgraph.rhythm import Window, find_recurrence
from taskgraph.workdays import is_workday

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def _rhythm(every: str, rrule: str | None = None, end: date | None = None) -> Deadline:
    return Deadline(text=every, start=None, end=end, every=every, rrule=rrule, basis=Basis.INFERRED, anchor_event=None,
                    span=Span(0, 0), rule="hand", confidence=1.0)  # fmt: skip


@pytest.mark.parametrize(
    ("every", "first"),
    [
        ("month", date(2024, 1, 31)),
        ("quarter", date(2024, 3, 29)),
        ("half-year", date(2024, 6, 28)),
        ("year", date(2024, 12, 31)),
        ("2 month", date(2024, 2, 29)),
    ],
)
def test_a_rhythm_without_days_falls_on_the_last_workday(every: str, first: date) -> None:
    found = find_recurrence(_rhythm(every), YEAR)
    assert found is not None
    assert (found.first, found.provisional) == (first, False)


def test_an_occurrence_on_a_public_holiday_moves_to_the_workday_before() -> None:
    found = find_recurrence(_rhythm("month"), Window(date(2025, 1, 1), date(2025, 12, 31)))
    assert found is not None
    assert (date(2025, 1, 31), date(2025, 1, 27)) in found.moved  # Spring Festival, from 28 January on


def test_weeks_end_on_their_last_workday_and_holiday_weeks_are_dropped() -> None:
    found = find_recurrence(_rhythm("week"), YEAR)
    assert found is not None
    assert found.first == date(2024, 1, 5)
    assert all(is_workday(wanted) for _, wanted in found.moved)
    assert all(not is_workday(day) for day in found.dropped)


def test_every_day_means_every_workday() -> None:
    found = find_recurrence(_rhythm("day"), YEAR)
    assert found is not None
    assert date(2024, 10, 1) in found.dropped
    assert date(2024, 10, 12) in found.added  # a Saturday worked for the holiday


def test_a_printed_day_recurs_on_that_day() -> None:
    found = find_recurrence(_rhythm("month", "FREQ=MONTHLY;BYMONTHDAY=25", date(2024, 1, 25)), YEAR)
    assert found is not None
    assert (found.first, found.rule["freq"], found.rule["interval"]) == (date(2024, 1, 25), "MONTHLY", 1)


def test_a_printed_weekday_recurs_on_it() -> None:
    found = find_recurrence(_rhythm("week", "FREQ=WEEKLY;BYDAY=MO"), YEAR)
    assert found is not None
    assert found.first == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("every", "rrule", "first"),
    [
        ("month", "FREQ=MONTHLY;BYMONTHDAY=-1", date(2024, 1, 31)),
        ("quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", date(2024, 3, 31)),
        ("year", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", date(2024, 6, 30)),
        ("year", "FREQ=YEARLY;BYMONTHDAY=-1", date(2024, 12, 31)),
    ],
)
def test_the_end_of_a_period_is_its_last_day(every: str, rrule: str, first: date) -> None:
    found = find_recurrence(_rhythm(every, rrule), YEAR)
    assert found is not None
    assert found.first == first


@pytest.mark.parametrize("every", ["5 year", "0.5 month", "semester", "2 day"])
def test_a_rhythm_without_a_day_within_the_year_gives_none(every: str) -> None:
    assert find_recurrence(_rhythm(every), YEAR) is None


def test_past_the_last_published_calendar_weekdays_serve_and_it_says_so() -> None:
    found = find_recurrence(_rhythm("month"), Window(date(2090, 1, 1), date(2090, 12, 31)))
    assert found is not None
    assert found.provisional
    assert found.moved == ()
