from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Role
from taskgraph.errors import QueryError
from taskgraph.model import TaskRow
from taskgraph.paging import take_page
from taskgraph.query import iter_tasks
from taskgraph.reasons import explain_light
from taskgraph.terms import LIGHTS
from taskgraph.views import units_of
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.drawing.gantt import Axis, GanttBar, draw_gantt, make_axis
from taskgraph.web.finding import ask_desk, recall_count

router = APIRouter()
MOST = 500  # tasks that a page draws
ON_A_SHEET = 40  # tasks that one printed sheet holds
UNLED = "未写牵头单位"
GROUPINGS: Mapping[str, str] = {"document": "按文件", "unit": "按牵头单位"}
_NAMES: Mapping[str, Callable[[TaskRow], str]] = {
    "document": lambda task: task.document.name,
    "unit": lambda task: units_of(task, Role.LEAD) or UNLED,
}


class Group(NamedTuple):
    name: str
    bars: list[GanttBar]
    pictures: list[Markup]


@router.get("/gantt")
def show_gantt(request: Request, by: str = "document") -> Response:
    """The tasks that fit as bars over time, by document or by lead unit."""
    if by not in GROUPINGS:
        raise QueryError(f"“{by}”不在可选的词之中:{'、'.join(GROUPINGS)}")
    desk, filters = desk_of(request), read_filters(request.query_params)
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        asked = ask_desk(desk, db, filters)
        tasks = tuple(take_page(iter_tasks(db, asked, viewpoint), MOST)[0])
        total = recall_count(desk, db, asked)
    axis = make_axis([make_bar(task) for task in tasks], viewpoint.day)
    return show_page(
        "gantt",
        section="gantt",
        filters=filters,
        by=by,
        groupings=GROUPINGS,
        groups=list(_iter_groups(tasks, by, axis)),
        total=total,
        shown=len(tasks),
    )


def _iter_groups(tasks: Sequence[TaskRow], by: str, axis: Axis) -> Iterator[Group]:
    groups: dict[str, list[GanttBar]] = {}
    for task in tasks:
        groups.setdefault(_NAMES[by](task), []).append(make_bar(task))
    for name, bars in sorted(groups.items(), key=lambda group: group[0] == UNLED):
        sheets = (bars[at : at + ON_A_SHEET] for at in range(0, len(bars), ON_A_SHEET))
        yield Group(name, bars, [Markup(draw_gantt(name, sheet, axis)) for sheet in sheets])  # noqa: S704 - escapes its words


def make_bar(task: TaskRow) -> GanttBar:
    standing = task.standing
    due = standing.due.day if standing.due else None
    return GanttBar(
        label=f"{task.path} {task.title}",
        address=f"/tasks/{task.id}",
        light=standing.light,
        start=standing.situation.start if due else None,
        due=due,
        words=f"{task.title}:{LIGHTS[standing.light]},{explain_light(task)}",
    )
