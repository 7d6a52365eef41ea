from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.errors import CannotUndoError, QueryError
from taskgraph.inputs import Input
from taskgraph.load_query import find_recent_loads
from taskgraph.load_view import list_doubts
from taskgraph.terms import CHANGES, FAILURES
from taskgraph.undoing import undo_load
from taskgraph.viewpoint import now
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.inbox import Inbox, keep_uploads

router = APIRouter()
RECENT = 20
MOST_BYTES = 1024**3  # of one upload
MOST_FILES = 1000
REFRESH = 2  # seconds


def inbox_of(request: Request) -> Inbox:
    inbox: Inbox = request.app.state.inbox
    return inbox


@router.get("/inbox")
def show_inbox(request: Request, undone: str = "") -> Response:
    """Where files come in: the form, the load that runs or ran last, and recent loads, which can be taken back."""
    return _render(request, undone=undone == "yes")


@router.post("/inbox")
async def receive(request: Request) -> Response:
    """Take the files of a form and load them beside the pages."""
    try:
        _refuse_too_much(request)
        async with request.form(max_files=MOST_FILES) as form:
            sent = [field for field in form.getlist("files") if isinstance(field, UploadFile)]
            uploads = [(file.filename, file.file) for file in sent if file.filename]
            if not uploads:
                raise QueryError("没有选择文件。请先选择或拖入文件,再点“导入”")
            spool = TemporaryDirectory(prefix="duban-inbox-")
            inputs = await run_in_threadpool(keep_uploads, uploads, Path(spool.name))
    except QueryError as error:
        return await run_in_threadpool(_render, request, problem=str(error))
    inbox_of(request).begin(inputs, spool)
    return RedirectResponse("/inbox", status_code=303)


@router.post("/inbox/samples")
def load_samples(request: Request) -> Response:
    """Load the small samples that come with Duban."""
    inputs = sorted(
        (f.name, str(f)) for f in (files("taskgraph.web") / "samples").iterdir() if not f.name.startswith(".")
    )
    inbox_of(request).begin(tuple(Input(source=name, path=path) for name, path in inputs))
    return RedirectResponse("/inbox", status_code=303)


@router.post("/inbox/{version}/undo")
def undo(request: Request, version: int) -> Response:
    """Take back a load: the document goes, or the version before comes back."""
    try:
        with desk_of(request).writing() as store:
            undo_load(store, version, now=now())
    except CannotUndoError as error:
        return _render(request, problem=str(error))
    return RedirectResponse("/inbox?undone=yes", status_code=303)


def _refuse_too_much(request: Request) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise QueryError("一次最多导入 1 GB。请分几次导入")


def _render(request: Request, *, problem: str = "", undone: bool = False) -> Response:
    inbox = inbox_of(request)
    running = inbox.running
    with desk_of(request).reading() as db:
        recent = find_recent_loads(db, RECENT)
    page = show_page(
        "inbox",
        status=400 if problem else 200,
        section="inbox",
        inbox=inbox,
        running=running,
        reports=[(report, list_doubts(report)) for report in tuple(inbox.run.reports)],
        failures=tuple(inbox.run.failures),
        recent=recent,
        changes=CHANGES,
        failures_named=FAILURES,
        problem=problem or ("" if running else inbox.problem),
        undone=undone,
    )
    if running:
        page.headers["Refresh"] = str(REFRESH)
    return page
