"""Lists of tasks in every format, through one place: whatever the format, they are made of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from taskgraph.config import Settings
from taskgraph.model import TaskRow
from taskgraph.output import Format, Row, View, render


def render_listing(
    view: View[Row], rows: Sequence[Row], form: Format, task_of: Callable[[Row], TaskRow | None], settings: Settings
) -> bytes:
    """Return `rows` in a format; as a calendar, the dates of the tasks that the rows are of."""
    if form is not Format.ICS:
        return render(view, rows, form)
    from taskgraph.ics import build_calendar  # noqa: PLC0415 - only this format needs icalendar

    tasks = {task.row: task for task in map(task_of, rows) if task}
    return build_calendar(tasks.values(), alarm_days=settings.alarm_days).data
