from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import ImpossibleStepError, QueryError
from taskgraph.web.desk import desk_of
from taskgraph.web.forms import Given, go_to
from taskgraph.web.pages.task import Failed, render_task
from taskgraph.web.steps import record_step

router = APIRouter()


@router.post("/tasks/{name}/steps")
def take_step(request: Request, name: str, given: Given) -> Response:
    """Record what happened to a task; what cannot have happened is explained beside the form that said so."""
    desk = desk_of(request)
    try:
        task = record_step(desk, name, given)
    except (ImpossibleStepError, QueryError) as error:
        return render_task(request, name, Failed(str(error), given))
    return go_to(f"/tasks/{task}#records", given)
