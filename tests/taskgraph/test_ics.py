from __future__ import annotations

from datetime import date

import pytest
import recurring_ical_events
from icalendar import Calendar

from taskgraph.ics import build_calendar
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.workdays import last_workday


@pytest.fixture
def tasks(store, load, plan):
    load(plan)
    return find_tasks(store.db.conn, Filters())


@pytest.fixture
def calendar(tasks) -> Calendar:
    return Calendar.from_ical(build_calendar(tasks, alarm_days=3).data)


def _days(calendar: Calendar, title: str) -> list[date]:
    events = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2027, 1, 1))
    return sorted(event["DTSTART"].dt for event in events if event["SUMMARY"] == title)


def test_counts_events_and_tasks_without_any_date(tasks) -> None:
    made = build_calendar(tasks, alarm_days=3)
    assert (made.events, made.undated) == (4, 1)


def test_a_deadline_is_an_all_day_event_that_ends_the_next_day(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["DTSTART"].dt == date(2026, 6, 30))
    assert event["DTEND"].dt == date(2026, 7, 1)
    assert (event["SUMMARY"], event["TRANSP"], event["SEQUENCE"]) == ("健全监测机制", "TRANSPARENT", 0)
    assert event["UID"] == "aa11bb22cc-2026-06-30@duban"
    assert event["DTSTAMP"].dt.date() == date(2026, 3, 1)
    assert set(event.categories) == {"牵头:青山县乡村振兴局", "责任:各乡镇(青山县)", "责任:青山县发展和改革局"}
    assert "青政发〔2026〕3号" in event["DESCRIPTION"]
    assert "原文:6月底前完成排查,每月25日前报送进展。" in event["DESCRIPTION"]
    assert [alarm["ACTION"] for alarm in event.walk("VALARM")] == ["DISPLAY"]


def test_a_rhythm_with_a_day_recurs_on_it_within_the_year(calendar: Calendar) -> None:
    expected = [date(2026, month, 25) for month in range(1, 13)]
    assert [day for day in _days(calendar, "健全监测机制") if day.day == 25] == expected


def test_a_rhythm_without_days_falls_on_the_last_workday_of_each_period(calendar: Calendar) -> None:
    ends = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)),
            (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 12, 31))]  # fmt: skip
    quarters = [last_workday(*period) for period in ends]
    assert _days(calendar, "改造农村危房") == sorted([*quarters, date(2026, 12, 31)])


def test_the_same_data_gives_the_same_bytes_with_short_lines(tasks) -> None:
    data = build_calendar(tasks, alarm_days=3).data
    assert data == build_calendar(tasks, alarm_days=3).data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_identifiers_are_unique_but_for_moved_occurrences(calendar: Calendar) -> None:
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event]
    assert len(uids) == len(set(uids)) == 4


def test_a_later_version_raises_the_sequence_and_keeps_the_identifier(store, load, plan, make_plan, now) -> None:
    load(plan)
    load(make_plan(plan.doc.text + "\n印发单位存档"))
    rows = find_tasks(store.db.conn, Filters())
    events = Calendar.from_ical(build_calendar(rows, alarm_days=3).data).walk("VEVENT")
    assert {event["SEQUENCE"] for event in events} == {1}
    assert "aa11bb22cc-2026-06-30@duban" in {event["UID"] for event in events}
