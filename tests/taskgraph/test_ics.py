from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import recurring_ical_events
from icalendar import Calendar, Component

from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind, Extension, Report
from taskgraph.ics import CalendarStyle, build_calendar
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.viewpoint import usual_viewpoint
from taskgraph.workdays import find_workday_before, last_workday


@pytest.fixture
def tasks(store, load, plan):
    load(plan)
    return find_tasks(store.db.conn, Filters())


@pytest.fixture
def calendar(tasks) -> Calendar:
    return Calendar.from_ical(build_calendar(tasks, CalendarStyle()).data)


def _days(calendar: Calendar, title: str) -> list[date]:
    events = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2027, 1, 1))
    return sorted(event["DTSTART"].dt for event in events if event["SUMMARY"] == title)


def test_counts_events_and_tasks_without_any_date(tasks) -> None:
    made = build_calendar(tasks, CalendarStyle())
    assert (made.events, made.undated) == (4, 1)


def test_a_deadline_is_an_all_day_event_that_ends_the_next_day(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["DTSTART"].dt == date(2026, 6, 30))
    assert event["DTEND"].dt == date(2026, 7, 1)
    assert (event["SUMMARY"], event["TRANSP"], event["SEQUENCE"]) == ("健全监测机制", "TRANSPARENT", 0)
    assert event["UID"] == "aa11bb22cc-1@duban"
    assert event["DTSTAMP"].dt.date() == date(2026, 3, 1)
    assert set(event.categories) == {"牵头:青山县乡村振兴局", "责任:各乡镇(青山县)", "责任:青山县发展和改革局"}
    assert "青政发〔2026〕3号" in event["DESCRIPTION"]
    assert "原文:6月底前完成排查,每月25日前报送进展。" in event["DESCRIPTION"]
    assert [alarm["ACTION"] for alarm in event.walk("VALARM")] == ["DISPLAY", "DISPLAY"]


def test_a_rhythm_with_a_day_recurs_on_it_within_the_year(calendar: Calendar) -> None:
    expected = [date(2026, month, 25) for month in range(1, 13)]
    assert [day for day in _days(calendar, "健全监测机制") if day.day == 25] == expected


def test_a_rhythm_without_days_falls_on_the_last_workday_of_each_period(calendar: Calendar) -> None:
    ends = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)),
            (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 12, 31))]  # fmt: skip
    quarters = [last_workday(*period) for period in ends]
    assert _days(calendar, "改造农村危房") == sorted([*quarters, date(2026, 12, 31)])


def test_the_same_data_gives_the_same_bytes_with_short_lines(tasks) -> None:
    data = build_calendar(tasks, CalendarStyle()).data
    assert data == build_calendar(tasks, CalendarStyle()).data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_identifiers_are_unique_but_for_moved_occurrences(calendar: Calendar) -> None:
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event]
    assert len(uids) == len(set(uids)) == 4


def test_a_later_version_raises_the_sequence_and_keeps_the_identifier(store, load, plan, make_plan, now) -> None:
    load(plan)
    load(make_plan(plan.doc.text + "\n印发单位存档"))
    rows = find_tasks(store.db.conn, Filters())
    events = Calendar.from_ical(build_calendar(rows, CalendarStyle()).data).walk("VEVENT")
    assert {event["SEQUENCE"] for event in events} == {1}
    assert "aa11bb22cc-1@duban" in {event["UID"] for event in events}


# ---- alarms


@pytest.mark.parametrize(
    ("due", "workdays", "alarm"),
    [
        (date(2026, 6, 30), 3, date(2026, 6, 25)),
        (date(2026, 2, 25), 1, date(2026, 2, 24)),
        (date(2026, 2, 25), 2, date(2026, 2, 14)),
        (date(2026, 5, 31), 1, date(2026, 5, 29)),
        (date(2026, 5, 31), 0, date(2026, 5, 29)),
    ],
    ids=[
        "over a weekend",
        "the day before",
        "over the Spring Festival to a Saturday at work",
        "a Sunday",
        "the day itself",
    ],
)
def test_workdays_before_a_day_follow_the_official_calendar(due: date, workdays: int, alarm: date) -> None:
    assert find_workday_before(due, workdays) == alarm


def test_alarms_ring_at_nine_on_workdays(tasks) -> None:
    calendar = Calendar.from_ical(build_calendar(tasks[:1], CalendarStyle(alarm_workdays=(3, 1))).data)
    event = next(e for e in calendar.walk("VEVENT") if e["UID"] == "aa11bb22cc-1@duban")
    start = datetime(2026, 6, 30)
    assert [start + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        datetime(2026, 6, 25, 9), datetime(2026, 6, 29, 9),
    ]  # fmt: skip


# ---- what happens to a task


def _record(store, kind: EventKind, number: int = 1, detail=None) -> None:
    record_event(store.db, Event(task="aa11bb22cc", number=number, kind=kind, happened_on=date(2026, 6, number),
                                 recorded_at=datetime(2026, 6, number, 12, tzinfo=UTC), detail=detail))  # fmt: skip


def _event(store, uid: str = "aa11bb22cc-1@duban", **style) -> Component:
    tasks = find_tasks(store.db.conn, Filters(text="监测"), usual_viewpoint(date(2026, 7, 1)))
    calendar = Calendar.from_ical(build_calendar(tasks, CalendarStyle(**style)).data)
    return next(event for event in calendar.subcomponents if event["UID"] == uid)


def test_an_extension_moves_the_event_and_raises_what_tells_of_a_change(store, load, plan) -> None:
    load(plan)
    before = _event(store)
    _record(store, EventKind.EXTENDED, detail=Extension(date(2026, 9, 30), "汛期"))
    after = _event(store)
    assert (after["DTSTART"].dt, after["SEQUENCE"]) == (date(2026, 9, 30), before["SEQUENCE"] + 1)
    assert after["LAST-MODIFIED"].dt == datetime(2026, 6, 1, 12, tzinfo=UTC) > before["LAST-MODIFIED"].dt
    assert "原定 2026-06-30" in after["DESCRIPTION"]
    assert _event(store, "aa11bb22cc-2@duban")["DTSTART"].dt == date(2026, 1, 25)


def test_a_report_changes_no_event_but_what_it_says_of_the_state(store, load, plan) -> None:
    load(plan)
    _record(store, EventKind.PROGRESS, detail=Report(quote="已排查"))
    assert _event(store)["SEQUENCE"] == 0
    assert "状态:办理中" in _event(store)["DESCRIPTION"]


@pytest.mark.parametrize(
    ("kind", "shown", "summary"),
    [
        (EventKind.ACCEPTED, ("CONFIRMED", "IN-PROCESS"), "健全监测机制"),
        (EventKind.CANCELLED, ("CANCELLED", "CANCELLED"), "健全监测机制"),
        (EventKind.CLOSED, ("CONFIRMED", "COMPLETED"), "✔ 健全监测机制"),
    ],
)
def test_what_became_of_a_task_is_the_status(store, load, plan, kind, shown: tuple, summary: str) -> None:
    load(plan)
    _record(store, kind)
    event = _event(store)
    assert (event["STATUS"], _event(store, todo=True)["STATUS"]) == shown
    assert event["SUMMARY"] == summary
    assert bool(event.walk("VALARM")) is (kind is EventKind.ACCEPTED)


def test_closed_tasks_may_be_left_out(store, load, plan) -> None:
    load(plan)
    _record(store, EventKind.CLOSED)
    tasks = find_tasks(store.db.conn, Filters())
    assert build_calendar(tasks, CalendarStyle(closed=False)).events == 2


def test_to_dos_are_due_on_the_day_and_repeat(tasks) -> None:
    calendar = Calendar.from_ical(build_calendar(tasks, CalendarStyle(todo=True)).data)
    assert not calendar.walk("VEVENT")
    todos = {str(todo["UID"]): todo for todo in calendar.walk("VTODO")}
    assert todos["aa11bb22cc-1@duban"]["DUE"].dt == date(2026, 6, 30)
    days = recurring_ical_events.of(calendar, components=["VTODO"]).between(date(2026, 3, 1), date(2026, 4, 1))
    assert date(2026, 3, 25) in [todo["DTSTART"].dt for todo in days if "DTSTART" in todo]


def test_days_past_the_published_calendar_are_provisional(tasks) -> None:
    far = replace(tasks[1], deadlines=[replace(tasks[1].deadlines[0], end=date(2031, 6, 30))])
    event = Calendar.from_ical(build_calendar([far], CalendarStyle()).data).walk("VEVENT")[0]
    assert "暂定" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("repealed", "status"), [(date(2026, 3, 5), "CANCELLED"), (date(2099, 1, 1), "CONFIRMED")], ids=["past", "to come"]
)
def test_a_repeal_cancels_from_its_day_on(tasks, repealed: date, status: str) -> None:
    listed = [replace(task, document=replace(task.document, repealed=repealed)) for task in tasks]
    events = Calendar.from_ical(build_calendar(listed, CalendarStyle()).data).walk("VEVENT")
    assert {event["STATUS"] for event in events} == {status}


def test_a_day_that_no_calendar_has_room_for_is_left_out(tasks) -> None:
    far = replace(tasks[0], deadlines=tuple(replace(d, end=date.max, every=None) for d in tasks[0].deadlines))
    assert build_calendar([far], CalendarStyle()).undated == 1
