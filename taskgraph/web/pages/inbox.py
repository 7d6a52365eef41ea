from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.errors import CannotUndoError, QueryError
from taskgraph.load_query import find_failed_loads, find_recent_loads
from taskgraph.load_view import list_doubts
from taskgraph.terms import CHANGES, FAILURES
from taskgraph.undoing import undo_load
from taskgraph.viewpoint import now
from taskgraph.web.api.asking import Number
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.inbox import find_samples, inbox_of, spool_uploads

router = APIRouter()
RECENT = 20
REFRESH = 2  # seconds


@router.get("/inbox")
def show_inbox(request: Request, undone: str = "") -> Response:
    """Where files come in: the form, the load that runs or ran last, and recent loads, which can be taken back."""
    return _render(request, undone=undone == "yes")


@router.post("/inbox")
async def receive(request: Request) -> Response:
    """Take the files of a form and load them beside the pages."""
    try:
        inputs, spool = await spool_uploads(request)
    except QueryError as error:
        return await run_in_threadpool(_render, request, problem=str(error))
    inbox_of(request).begin(inputs, spool)
    return RedirectResponse("/inbox", status_code=303)


@router.post("/inbox/samples")
def load_samples(request: Request) -> Response:
    """Load the small samples that come with Duban."""
    inbox_of(request).begin(find_samples())
    return RedirectResponse("/inbox", status_code=303)


@router.post("/inbox/{version}/undo")
def undo(request: Request, version: Number) -> Response:
    """Take back a load: the document goes, or the version before comes back."""
    try:
        with desk_of(request).writing() as store:
            undo_load(store, version, now=now())
    except CannotUndoError as error:
        return _render(request, problem=str(error))
    return RedirectResponse("/inbox?undone=yes", status_code=303)


def _render(request: Request, *, problem: str = "", undone: bool = False) -> Response:
    inbox = inbox_of(request)
    running = inbox.running
    with desk_of(request).reading() as db:
        recent, failed = find_recent_loads(db, RECENT), find_failed_loads(db, RECENT)
    return show_page(
        "inbox",
        status=400 if problem else 200,
        section="inbox",
        inbox=inbox,
        running=running,
        refresh=REFRESH,
        reports=[(report, list_doubts(report)) for report in tuple(inbox.run.reports)],
        failures=tuple(inbox.run.failures),
        recent=recent,
        failed=failed,
        changes=CHANGES,
        failures_named=FAILURES,
        problem=problem or ("" if running else inbox.problem),
        undone=undone,
    )
