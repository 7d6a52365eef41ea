from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Role
from taskgraph.due_query import DueDay, find_due_days, find_nearest_due
from taskgraph.model import Filters, TaskRow
from taskgraph.output import Column, View
from taskgraph.query import load_tasks
from taskgraph.terms import LIGHTS
from taskgraph.views import task_record, units_of
from taskgraph.web.api.asking import Whole
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.finding import ask_desk
from taskgraph.web.month import Month, make_weeks, read_month
from taskgraph.web.tags import Tagged
from taskgraph.web.twins import Ending, Twin, send_rows
from taskgraph.workdays import is_published

router = APIRouter()
MOST = 4  # tasks in a day's cell
PAGE = 200  # tasks of the list below


class Listed(NamedTuple):
    """A due as the list shows it."""

    day: date
    task: TaskRow
    again: bool


DUES: View[Listed] = View(
    (
        Column("日期", lambda due: due.day),
        Column("编号", lambda due: due.task.id),
        Column("任务", lambda due: due.task.title),
        Column("牵头单位", lambda due: units_of(due.task, Role.LEAD)),
        Column("周期性", lambda due: "是" if due.again else ""),
        Column("亮灯", lambda due: LIGHTS[due.task.standing.light]),
        Column("文件", lambda due: due.task.document.name),
    ),
    lambda due: {"day": due.day.isoformat(), "again": due.again} | task_record(due.task),
)


@router.get("/calendar")
def show_calendar(request: Request, month: str = "", page: Whole = 1) -> Response:
    """What is due on each day of a month, with the days that are worked, and the same as a list."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    today, page = desk.viewpoint(filters.as_of).day, max(page, 1)
    shown = read_month(month, today)
    dues, tasks = _load_month(request, filters, shown, page)
    if not (month or dues):
        shown = _find_month(desk, filters, today)
        dues, tasks = _load_month(request, filters, shown, page)
    by_day = {day: tuple(group) for day, group in groupby(dues, key=attrgetter("day"))}
    return show_page(
        "calendar",
        section="calendar",
        filters=filters,
        month=shown,
        today=desk.viewpoint().day,
        weeks=make_weeks(shown, by_day, MOST),
        tasks=tasks,
        total=len(dues),
        listed=[Listed(due.day, tasks[due.row], due.again) for due in dues[PAGE * (page - 1) : PAGE * page]],
        page=page,
        pages=-(-len(dues) // PAGE),
        provisional=not is_published(shown.last),
        moved=not month and shown != read_month("", today),
    )


def _find_month(desk: Desk, filters: Filters, today: date) -> Month:
    """Return the month of the next deadline, else of the last one, else of today."""
    with desk.reading() as db:
        nearest = find_nearest_due(db, ask_desk(desk, db, filters), desk.viewpoint(filters.as_of)) or today
    return Month(nearest.year, nearest.month)


def _load_month(
    request: Request, filters: Filters, month: Month, page: int
) -> tuple[tuple[DueDay, ...], dict[int, TaskRow]]:
    """Return all that is due in a month, and the tasks that its grid and a page of its list show."""
    desk, viewpoint = desk_of(request), desk_of(request).viewpoint(filters.as_of)
    with desk.reading() as db:
        asked = ask_desk(desk, db, filters)
        dues = desk.memo.recall(
            ("dues", filters, month), lambda: find_due_days(db, asked, viewpoint, (month.first, month.last))
        )
        days = (tuple(group)[:MOST] for _, group in groupby(dues, key=attrgetter("day")))
        rows = {due.row for day in days for due in day} | {due.row for due in dues[PAGE * (page - 1) : PAGE * page]}
        found = load_tasks(db, sorted(rows), viewpoint)
    return dues, {task.row: task for task in found}


@router.get("/calendar.{form}", dependencies=[Tagged])
def download_calendar(request: Request, form: Ending, month: str = "") -> Response:
    """What the month shows, all of it, in a file; as a calendar the deadlines of its tasks."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    viewpoint = desk.viewpoint(filters.as_of)
    shown = read_month(month, viewpoint.day)
    dues, _ = _load_month(request, filters, shown, 1)
    if not (month or dues):
        shown = _find_month(desk, filters, viewpoint.day)
        dues, _ = _load_month(request, filters, shown, 1)
    with desk.reading() as db:
        tasks = {task.row: task for task in load_tasks(db, sorted({due.row for due in dues}), viewpoint)}
    rows = [Listed(due.day, tasks[due.row], due.again) for due in dues]
    return send_rows(request, Twin(f"日历-{shown}", filters), DUES, rows, form, attrgetter("task"))
