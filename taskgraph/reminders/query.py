"""Reading what units are to be reminded of."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from taskgraph.due_query import find_due_days
from taskgraph.events import OPEN
from taskgraph.filter_query import ask
from taskgraph.leaders import find_leaders
from taskgraph.model import Filters
from taskgraph.query import iter_tasks
from taskgraph.reminders.model import Reminder, find_calls, make_reminders
from taskgraph.viewpoint import Viewpoint


def load_reminders(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint, within: int) -> tuple[Reminder, ...]:
    """Return what each unit is reminded of: open tasks that are late, due within so many days, or without a report.

    A unit that is asked for is reminded of the tasks of collectives that cover it, too.
    """
    wanted = ask(db, filters).bound["unit"]
    asked = ask(db, replace(filters, unit=None), of_all=True)
    period = (viewpoint.day, viewpoint.day + timedelta(days=within))
    due_days = {due.row: due.day for due in reversed(find_due_days(db, asked, viewpoint, period))}
    tasks = (task for task in iter_tasks(db, asked, viewpoint) if task.standing.state in OPEN)
    calls = find_calls(tasks, due_days)
    leaders = find_leaders(db, [call.task for call in calls])
    return make_reminders(calls, [one for one in leaders if wanted in {None, one.unit.id}], viewpoint.day)
