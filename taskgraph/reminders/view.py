"""How reminders are shown: as text to print or mail, and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from taskgraph.model import UnitRef
from taskgraph.output import Column, View
from taskgraph.reasons import explain_light
from taskgraph.reminders.model import CAUSES, Call, Reminder
from taskgraph.situation import Need
from taskgraph.terms import LIGHTS, NEEDS, cite, show_day, show_days
from taskgraph.views import task_record


class ReminderRow(NamedTuple):
    """One task that one unit is reminded of."""

    unit: UnitRef
    call: Call


def iter_rows(reminders: Iterable[Reminder]) -> Iterator[ReminderRow]:
    return (ReminderRow(reminder.unit, call) for reminder in reminders for call in reminder.calls)


def describe_counts(reminder: Reminder) -> str:
    """Return how many tasks there are and why: 3 项任务(逾期 1,无反馈 2)."""
    counts = ((NEEDS[cause], reminder.count(cause)) for cause in CAUSES)
    told = ",".join(f"{name} {count}" for name, count in counts if count)
    return f"{len(reminder.calls)} 项任务({told})"


def write_text(reminder: Reminder) -> str:
    """Return a reminder as people read it, a task in a few lines."""
    head = f"{reminder.unit.label}:{describe_counts(reminder)},截至{show_day(reminder.day)}"
    return "\n".join((head, "", *(line for n, call in enumerate(reminder.calls, 1) for line in _iter_lines(n, call))))


def _iter_lines(number: int, call: Call) -> Iterator[str]:
    task = call.task
    yield f"{number}. {task.title}({task.id})"
    yield f"   {say_causes(call)};{show_days(explain_light(task))}"
    yield f"   出自{cite(task.document.name)}{task.document.doc_number or ''}"


def say_causes(call: Call) -> str:
    """Return why a task calls: 逾期、无反馈, or 2026年6月30日到期."""
    return "、".join(f"{show_day(call.due)}到期" if cause is Need.DUE_SOON else NEEDS[cause] for cause in call.causes)


def row_record(row: ReminderRow) -> dict[str, Any]:
    call = row.call
    told = {"unit": row.unit.label, "causes": [cause.value for cause in call.causes]}
    return {**told, "due": call.due.isoformat() if call.due else None, **task_record(call.task)}


ROWS: View[ReminderRow] = View(
    (
        Column("单位", lambda row: row.unit.label, 32),
        Column("原因", lambda row: say_causes(row.call), 32),
        Column("编号", lambda row: row.call.task.id),
        Column("任务", lambda row: row.call.task.title, 36),
        Column("时限", lambda row: row.call.due),
        Column("亮灯", lambda row: LIGHTS[row.call.task.standing.light]),
        Column("说明", lambda row: explain_light(row.call.task), 60),
        Column("文件", lambda row: row.call.task.document.name, csv_only=True),
    ),
    row_record,
)
