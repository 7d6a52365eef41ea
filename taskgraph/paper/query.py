"""Reading what paper tells of tasks: the ledger's row of each, and where its words stand in the original."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from taskgraph.errors import NotFoundError, QueryError
from taskgraph.event_query import load_logs
from taskgraph.events import OPEN
from taskgraph.filter_query import ask
from taskgraph.leaders import find_leaders
from taskgraph.ledger_query import load_entries
from taskgraph.model import Filters, TaskRow
from taskgraph.paper.bulletin import Bulletin, Period, find_happened
from taskgraph.paper.order import Issue, OrderBy, Paper, keep_open, write_task_orders, write_unit_orders
from taskgraph.paper.wording import PaperTask
from taskgraph.places import Place, load_places
from taskgraph.query import find_tasks, iter_tasks
from taskgraph.show import describe_place, find_place
from taskgraph.states import trace
from taskgraph.viewpoint import Viewpoint

MOST = 2000  # tasks that orders are written for at a time


def load_paper_tasks(db: sqlite3.Connection, tasks: Sequence[TaskRow], viewpoint: Viewpoint) -> tuple[PaperTask, ...]:
    """Return tasks as paper shows them, in their order."""
    places = {version: load_places(db, version) for version in {task.document.version for task in tasks}}
    return tuple(
        PaperTask(entry, _describe(find_place(places[entry.task.document.version], entry.task.span)))
        for entry in load_entries(db, tasks, viewpoint)
    )


def _describe(place: Place | None) -> str:
    """Return where to look on paper: the page, not the box on it."""
    return describe_place(replace(place, box=None) if place else None)


def find_orders(
    db: sqlite3.Connection, filters: Filters, by: OrderBy, issue: Issue, viewpoint: Viewpoint
) -> tuple[Paper, ...]:
    """Return orders for the open tasks that fit; by units, for the one alone that is asked for if any is."""
    asked = ask(db, filters, of_all=True)
    tasks = keep_open(iter_tasks(db, asked, viewpoint))
    if not tasks:
        raise NotFoundError("没有符合条件、尚未办结的任务,无单可出")
    if len(tasks) > MOST:
        raise QueryError(f"要出单的任务有 {len(tasks)} 项,一次最多 {MOST} 项。请再加条件,如 单位、文件或时限")
    if by is OrderBy.TASK:
        return load_task_orders(db, tasks, issue, viewpoint)
    wanted = asked.bound["unit"]
    leaders = (leader for leader in find_leaders(db, tasks) if wanted in {None, leader.unit.id})
    return write_unit_orders(load_paper_tasks(db, tasks, viewpoint), leaders, issue)


def load_task_orders(
    db: sqlite3.Connection, tasks: Sequence[TaskRow], issue: Issue, viewpoint: Viewpoint
) -> tuple[Paper, ...]:
    """Return an order for each task."""
    return write_task_orders(load_paper_tasks(db, tasks, viewpoint), issue)


def load_bulletin(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint, period: Period) -> Bulletin:
    """Return the bulletin of a period over the tasks that fit, as they stand on the day of the viewpoint."""
    tasks = load_paper_tasks(db, find_tasks(db, filters, viewpoint), viewpoint)
    rows = [task.entry.task for task in tasks]
    logs = load_logs(db, [row.root for row in rows])
    courses = (trace(logs.get(row.root, ()), viewpoint.day, known_at=viewpoint.known_at) for row in rows)
    return Bulletin(
        period=period,
        day=viewpoint.day,
        tasks=tasks,
        happened=find_happened(zip(tasks, courses, strict=True), period),
        leaders=find_leaders(db, rows),
        open_leaders=find_leaders(db, [row for row in rows if row.standing.state in OPEN]),
    )
