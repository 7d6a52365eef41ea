"""Lists of tasks in every format, through one place: whatever the format, they are made of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from taskgraph.config import Settings
from taskgraph.model import TaskRow
from taskgraph.output import Format, Row, View, render, render_json

TaskOf = Callable[[Row], TaskRow | None]


def render_listing(
    view: View[Row], rows: Sequence[Row], form: Format, task_of: TaskOf[Row], settings: Settings
) -> bytes:
    """Return `rows` in a format; as a calendar, the dates of the tasks that the rows are of."""
    if form is not Format.ICS:
        return render(view, rows, form)
    from taskgraph.ics import CalendarStyle, build_calendar  # noqa: PLC0415 - only this format needs icalendar

    tasks = {task.row: task for task in map(task_of, rows) if task}
    return build_calendar(tasks.values(), CalendarStyle(alarm_workdays=settings.alarm_workdays)).data


def write_listing(
    output: BinaryIO, view: View[Row], rows: Iterable[Row], form: Format, settings: Settings, task_of: TaskOf[Row]
) -> int:
    """Write rows in a format and return how many; as JSON each is written as it comes, and none is held."""
    if form is not Format.JSON:
        held = tuple(rows)
        output.write(render_listing(view, held, form, task_of, settings))
        return len(held)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - it is the count that is returned
        output.write(render_json([view.record(row)]))
    return count
