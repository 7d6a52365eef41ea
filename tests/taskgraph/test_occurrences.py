"""The days that a page shows are those that a calendar program makes of the same rhythm."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from dateutil.rrule import FR, MO, MONTHLY, TH, TU, WE, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from taskgraph.occurrences import find_occurrences
from taskgraph.rhythm import Recurrence

WORKWEEK = ("MO", "TU", "WE", "TH", "FR")
RULES = {
    "each week": {"freq": "WEEKLY", "interval": 1},
    "every second week": {"freq": "WEEKLY", "interval": 2},
    "each workday": {"freq": "WEEKLY", "byday": list(WORKWEEK)},
    "each month on its day": {"freq": "MONTHLY", "interval": 1},
    "last day of the quarter": {"freq": "MONTHLY", "interval": 3, "bymonthday": -1},
    "on the 30th or the last day": {"freq": "MONTHLY", "interval": 1, "bymonthday": [28, 29, 30], "bysetpos": -1},
    "last weekday": {"freq": "MONTHLY", "interval": 1, "byday": list(WORKWEEK), "bysetpos": -1},
}
FREQUENCIES = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def told_by_dateutil(first: date, rule: dict) -> list[date]:
    named = {"byday": ("byweekday", lambda _: (MO, TU, WE, TH, FR))}
    parts = {}
    for key, value in rule.items():
        if key not in {"freq", "until"}:
            name, read = named.get(key, (key, lambda one: one))
            parts[name] = read(value)
    start, until = (datetime.combine(day, time.min) for day in (first, rule["until"]))
    return [one.date() for one in rrule(FREQUENCIES[rule["freq"]], dtstart=start, until=until, **parts)]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
@given(st.dates(date(2026, 1, 1), date(2026, 3, 28)))
def test_a_rule_falls_on_the_days_of_rfc_5545(rule: dict, first: date) -> None:
    rule = rule | {"until": YEAR[1]}
    assert list(find_occurrences(Recurrence(first=first, rule=rule), *YEAR)) == told_by_dateutil(first, rule)


def test_days_that_the_official_calendar_moves_drops_and_adds() -> None:
    found = Recurrence(
        first=date(2026, 1, 2),
        rule={"freq": "WEEKLY", "interval": 1, "until": date(2026, 1, 30)},
        moved=((date(2026, 1, 2), date(2026, 1, 4)),),
        dropped=(date(2026, 1, 9),),
        added=(date(2026, 1, 24),),
    )
    days = [day.day for day in find_occurrences(found, *YEAR)]
    assert days == [4, 16, 23, 24, 30]


def test_only_the_days_asked_for_are_told() -> None:
    found = Recurrence(first=date(2026, 1, 25), rule={"freq": "MONTHLY", "interval": 1, "until": YEAR[1]})
    assert find_occurrences(found, date(2026, 2, 1), date(2026, 3, 24)) == (date(2026, 2, 25),)
