"""Reminders as documents 催办通知, one a unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from taskgraph.config import Settings
from taskgraph.paper.files import iter_files
from taskgraph.paper.kinds import PaperKind, load_template
from taskgraph.paper.order import Paper, fill_unit
from taskgraph.paper.query import load_paper_tasks
from taskgraph.paper.template import Filling
from taskgraph.paper.wording import PaperTask
from taskgraph.reminders.model import Reminder
from taskgraph.reminders.view import say_causes
from taskgraph.terms import show_day
from taskgraph.viewpoint import Viewpoint


def iter_documents(
    db: sqlite3.Connection, settings: Settings, reminders: Sequence[Reminder], viewpoint: Viewpoint
) -> Iterator[tuple[str, bytes]]:
    """Yield a document for each unit under a name of its own."""
    template = load_template(settings.data_dir, PaperKind.REMINDER)
    tasks = {call.task.row: call.task for reminder in reminders for call in reminder.calls}
    shown = {task.entry.task.row: task for task in load_paper_tasks(db, tuple(tasks.values()), viewpoint)}
    papers = [fill_reminder(one, [shown[call.task.row] for call in one.calls]) for one in reminders]
    return iter_files(template, papers)


def fill_reminder(reminder: Reminder, tasks: Sequence[PaperTask]) -> Paper:
    """Return a reminder as a paper; `tasks` are those of its calls, in their order."""
    filling = fill_unit(reminder.unit.label, tasks)
    rows = [
        {**row, "催办原因": say_causes(call)} for row, call in zip(filling.lists["任务"], reminder.calls, strict=True)
    ]
    day = show_day(reminder.day)
    fields = {**filling.fields, "统计日期": day, "成文日期": day}
    return Paper(reminder.unit.label, Filling(fields, {"任务": rows}))
