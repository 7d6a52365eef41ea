"""One step for many tasks: what was done with each, and why not with the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple
from uuid import uuid4

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import QueryError
from taskgraph.event_store import Taken
from taskgraph.events import Detail, EventKind
from taskgraph.model import TaskRow
from taskgraph.query import find_tasks_in_force
from taskgraph.reporting import Wish, describe_earlier_deadline, record_wishes
from taskgraph.terms import EVENTS, STATES
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.forms import Given, go_to, past_day_in
from taskgraph.web.pages.task_steps import read_detail

router = APIRouter()
KINDS = (EventKind.ACCEPTED, EventKind.ASSIGNED, EventKind.EXTENDED, EventKind.SUBMITTED, EventKind.CLOSED)
MOST_RESULTS = 50  # of earlier steps whose results can still be looked at
GONE = "任务不在现行文件中"


class Result(NamedTuple):
    """What became of the step for one task; `problem` tells why it was not taken."""

    task: str
    title: str
    done: str
    problem: str


class Results(NamedTuple):
    kind: EventKind
    rows: tuple[Result, ...]
    back: str


async def read_chosen(request: Request) -> Sequence[str]:
    """Return the ids of the tasks that were ticked."""
    return [str(task) for task in (await request.form()).getlist("task")]


@router.post("/steps")
def take_steps(request: Request, given: Given, chosen: Annotated[Sequence[str], Depends(read_chosen)]) -> Response:
    """Record the same for all tasks that were ticked, each for itself."""
    if not chosen:
        raise QueryError("没有选中任务。请返回,在清单左边勾选任务,再点“记录”")
    desk = desk_of(request)
    results = Results(one_of(EventKind)(given.get("kind", "")), _record(desk, given, chosen), given.get("back", ""))
    token = uuid4().hex
    desk.results[token] = results
    while len(desk.results) > MOST_RESULTS:
        del desk.results[next(iter(desk.results))]
    return go_to(f"/steps/{token}", given)


@router.get("/steps/{token}")
def show_steps(request: Request, token: str) -> Response:
    """What became of a step for many tasks."""
    results = desk_of(request).results.get(token)
    if not isinstance(results, Results):
        raise HTTPException(404)
    return show_page(
        "bulk",
        section="tasks",
        kind=EVENTS[results.kind],
        rows=results.rows,
        done=sum(bool(row.done) for row in results.rows),
        back=results.back,
    )


def _record(desk: Desk, given: Mapping[str, str], chosen: Sequence[str]) -> tuple[Result, ...]:
    kind = one_of(EventKind)(given.get("kind", ""))
    if kind not in KINDS:
        raise QueryError(f"“{EVENTS[kind]}”要逐项记录,请打开任务")
    detail, on = read_detail(kind, given), past_day_in(given, "on")
    with desk.reading() as db:
        tasks = find_tasks_in_force(db, chosen, desk.viewpoint(on))
    problems = {task: _find_problem(tasks.get(task), detail) for task in chosen}
    able = [task for task, problem in problems.items() if not problem]
    by, note = given.get("by"), given.get("note")
    wishes = [Wish(task=tasks[task].id, kind=kind, detail=detail, on=on, by=by, note=note) for task in able]
    taken = dict(zip(able, record_wishes(desk.settings.data_dir, wishes), strict=True))
    return tuple(_make_result(task, tasks.get(task), taken.get(task, problem)) for task, problem in problems.items())


def _find_problem(task: TaskRow | None, detail: Detail) -> str:
    return GONE if task is None else describe_earlier_deadline(task, detail) or ""


def _make_result(id_: str, task: TaskRow | None, taken: Taken | str) -> Result:
    title = task.title if task else id_
    if isinstance(taken, str):
        return Result(id_, title, "", taken)
    before, after = STATES[taken.before.state], STATES[taken.after.state]
    return Result(id_, title, f"{before} → {after}" if before != after else f"仍为{after}", "")
