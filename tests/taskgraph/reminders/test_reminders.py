"""What units are reminded of: late, soon due, silent; once each, the most urgent first."""

from __future__ import annotations

from datetime import date

import pytest

from extract.model import Role
from taskgraph.events import EventKind, Report
from taskgraph.model import Filters
from taskgraph.reminders.model import Reminder
from taskgraph.reminders.query import load_reminders
from taskgraph.reminders.view import describe_counts, say_causes, write_text
from taskgraph.situation import Need
from taskgraph.viewpoint import usual_viewpoint

JULY = date(2026, 7, 3)


@pytest.fixture
def remind(store, load, plan):
    load(plan)

    def read(day: date = JULY, within: int = 7, **filters: object) -> tuple[Reminder, ...]:
        return load_reminders(store.db.conn, Filters(as_of=day, **filters), usual_viewpoint(day), within)

    return read


def causes(reminders: tuple[Reminder, ...]) -> dict[str, list[tuple[str, ...]]]:
    return {one.unit.label: [call.causes for call in one.calls] for one in reminders}


def test_a_unit_is_reminded_of_what_is_late_and_what_nobody_reported(remind) -> None:
    assert causes(remind()) == {
        "青山县乡村振兴局": [(Need.OVERDUE, Need.NO_REPORT)],
        "青山县住房和城乡建设局": [(Need.NO_REPORT,)],
    }


@pytest.mark.parametrize(
    ("day", "within", "due"),
    [
        (date(2026, 6, 23), 7, date(2026, 6, 25)),
        (date(2026, 6, 26), 7, date(2026, 6, 30)),
        (date(2026, 6, 26), 3, None),
        (date(2026, 6, 30), 0, date(2026, 6, 30)),
    ],
    ids=["by its rhythm", "by its deadline", "not so soon", "today"],
)
def test_what_is_due_soon_names_the_next_day(remind, record, day: date, within: int, due: date | None) -> None:
    record("aa11bb22cc", EventKind.PROGRESS, date(2026, 6, 1), Report(quote="已排查"))
    calls = [call for one in remind(day, within) for call in one.calls if call.task.id == "aa11bb22cc"]
    assert [(call.causes, call.due) for call in calls] == ([((Need.DUE_SOON,), due)] if due else [])


def test_what_is_closed_or_runs_well_is_left_alone(remind, record) -> None:
    record("aa11bb22cc", EventKind.CLOSED, date(2026, 6, 1))
    record("aa77dd88ee", EventKind.PROGRESS, date(2026, 6, 1), Report(quote="已改造"))
    assert remind() == ()


def test_a_unit_that_is_asked_for_gets_the_only_reminder(remind) -> None:
    assert list(causes(remind(unit="县住建局"))) == ["青山县住房和城乡建设局"]


def test_members_of_a_collective_are_reminded_in_its_place(store, load, make_plan, make_item) -> None:
    text = "青山县2026年乡村治理工作要点\n1.清理河道。6月底前完成。\n牵头单位:各乡镇\n责任单位:石桥镇人民政府"
    units = (("各乡镇", Role.LEAD), ("石桥镇人民政府", Role.RESPONSIBLE))
    load(make_plan(text, (make_item("清理河道", "石桥镇人民政府", "aa11bb22cc", units=units),)))
    found = load_reminders(store.db.conn, Filters(as_of=JULY), usual_viewpoint(JULY), 7)
    assert [one.unit.label for one in found] == ["青山县石桥镇人民政府"]
    (asked,) = load_reminders(store.db.conn, Filters(as_of=JULY, unit="各乡镇"), usual_viewpoint(JULY), 7)
    assert asked.unit.label == "各乡镇(青山县)"


def test_a_reminder_reads_as_a_person_would_write_it(remind) -> None:
    first = remind()[0]
    assert describe_counts(first) == "1 项任务(逾期 1,无反馈 1)"
    assert say_causes(first.calls[0]) == "逾期、无反馈"
    assert write_text(first) == (
        "青山县乡村振兴局:1 项任务(逾期 1,无反馈 1),截至2026年7月3日\n\n"
        "1. 健全监测机制(aa11bb22cc)\n"
        "   逾期、无反馈;逾期3天,时限2026年6月30日\n"
        "   出自《青山县2026年乡村治理工作要点》青政发〔2026〕3号"
    )
