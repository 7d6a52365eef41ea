"""One step for many tasks: what was done with each, and why not with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import QueryError
from taskgraph.events import EventKind
from taskgraph.terms import EVENTS
from taskgraph.web.asked import one_of
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Given, go_to
from taskgraph.web.steps import Result, record_steps

router = APIRouter()
MOST_RESULTS = 10  # of a person's earlier steps whose results can still be looked at


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
    results = Results(
        one_of(EventKind)(given.get("kind", "")), record_steps(desk, given, chosen), given.get("back", "")
    )
    return go_to(f"/steps/{desk.shelf.keep(desk.person, results, MOST_RESULTS)}", given)


@router.get("/steps/{token}")
def show_steps(request: Request, token: str) -> Response:
    """What became of a step for many tasks."""
    desk = desk_of(request)
    results = desk.shelf.find(desk.person, token, Results)
    if results is None:
        raise HTTPException(404)
    return show_page(
        "bulk",
        section="tasks",
        kind=EVENTS[results.kind],
        rows=results.rows,
        done=sum(bool(row.done) for row in results.rows),
        back=results.back,
    )
