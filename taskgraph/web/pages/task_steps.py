from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from extract.model import State
from taskgraph.errors import ImpossibleStepError, QueryError
from taskgraph.events import Correction, Detail, EventKind, Extension, Report
from taskgraph.lookup import resolve_task
from taskgraph.query import load_task
from taskgraph.reporting import Wish, describe_earlier_deadline, record_wish
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.forms import Given, count_in, day_in, go_to, number_in, past_day_in
from taskgraph.web.pages.task import Failed, render_task

router = APIRouter()
Words = Mapping[str, str]


@router.post("/tasks/{name}/steps")
def take_step(request: Request, name: str, given: Given) -> Response:
    """Record what happened to a task; what cannot have happened is explained beside the form that said so."""
    desk = desk_of(request)
    try:
        task = _record(desk, name, given)
    except (ImpossibleStepError, QueryError) as error:
        return render_task(request, name, Failed(str(error), given))
    return go_to(f"/tasks/{task}#records", given)


def _record(desk: Desk, name: str, given: Words) -> str:
    kind = one_of(EventKind)(given.get("kind", ""))
    detail, on = read_detail(kind, given), past_day_in(given, "on")
    with desk.reading() as db:
        task = load_task(db, resolve_task(db, name).row, desk.viewpoint(on))
    if problem := describe_earlier_deadline(task, detail):
        raise QueryError(problem)
    wish = Wish(task=task.id, kind=kind, detail=detail, on=on, by=given.get("by"), note=given.get("note"))
    record_wish(desk.settings.data_dir, wish)
    return task.id


def read_detail(kind: EventKind, given: Words) -> Detail:
    """Return what a form says of an event beyond its kind; raise QueryError for what it lacks."""
    return _DETAILS.get(kind, _no_detail)(given)


def _no_detail(_given: Words) -> Detail:
    return None


def _read_report(given: Words) -> Detail:
    if not {"value", "state", "note"} & given.keys():
        raise QueryError("请写明进展:完成数量、状态或说明")
    return Report(
        value=number_in(given, "value"),
        unit=given.get("unit"),
        metric=given.get("metric"),
        state=one_of(State)(given["state"]) if "state" in given else None,
    )


def _read_extension(given: Words) -> Detail:
    due, reason = day_in(given, "due"), given.get("reason")
    if due is None or reason is None:
        raise QueryError("请写明新的时限和延期的理由")
    return Extension(due, reason)


_DETAILS: Mapping[EventKind, Callable[[Words], Detail]] = {
    EventKind.PROGRESS: _read_report,
    EventKind.EXTENDED: _read_extension,
    EventKind.CORRECTED: lambda given: Correction(count_in(given, "event")),
}
