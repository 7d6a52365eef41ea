"""Files that come in: loads that run beside, what came of them, and taking one back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import NotFoundError
from taskgraph.load_query import RecentLoad, find_recent_loads
from taskgraph.load_view import load_line
from taskgraph.undoing import undo_load as undo_in_store
from taskgraph.viewpoint import now
from taskgraph.web.api.documents import Similar
from taskgraph.web.api.records import Record, Rows
from taskgraph.web.desk import desk_of
from taskgraph.web.inbox import Inbox, inbox_of, spool_uploads
from taskgraph.web.tags import Tagged

router = APIRouter(tags=["loads"])
Changed = Literal["new", "unchanged", "superseded", "reread"]
_FORM = {
    "required": ["files"],
    "type": "object",
    "properties": {"files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}},
}


class Load(Record):
    """A file that was loaded."""

    load: Annotated[int, Field(description="The number by which it is taken back.")]
    source: str
    loaded_at: datetime
    document: str
    title: str
    change: Changed
    tasks: int
    progress: int
    undoable: bool


class LoadedDocument(Record):
    """What a file brought, and what a person should look after in it."""

    source: str
    document: str
    key: str
    title: str | None
    change: Changed
    tasks: int
    without_lead: int
    without_deadline: int
    without_target: int
    progress: int
    retired: int
    reworded: int
    disputed: int
    warnings: list[str]
    similar: list[Similar]


class Cause(Record):
    kind: str
    message: str


class FailedInput(Record):
    source: str
    error: Cause


class Job(Record):
    """A load that runs, or that ran last."""

    job: str
    state: Literal["running", "done", "broken_off"]
    total: Annotated[int, Field(description="How many files there are, as far as containers were opened.")]
    documents: list[LoadedDocument]
    failures: list[FailedInput]
    problem: Annotated[str | None, Field(description="Why it broke off.")]


class Undone(Record):
    title: str
    removed: Annotated[bool, Field(description="Whether the document is gone, for there was no version before.")]


@router.get("/loads", response_model=Rows[Load], dependencies=[Tagged])
def list_loads(request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> dict[str, Any]:
    """The files loaded last, the newest first."""
    with desk_of(request).reading() as db:
        return {"items": [_record(load) for load in find_recent_loads(db, limit)]}


@router.post(
    "/loads",
    response_model=Job,
    status_code=202,
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}},
)
async def load_files(request: Request, response: Response) -> dict[str, Any]:
    """Load files, archives or e-mails beside all else; the job named in `Location` tells how far it is."""
    inputs, spool = await spool_uploads(request)
    inbox = inbox_of(request)
    inbox.begin(inputs, spool)
    response.headers["Location"] = f"/api/v1/jobs/{inbox.job}"
    return _tell(inbox)


@router.get("/jobs/{job}", response_model=Job)
def show_job(request: Request, job: Annotated[str, Path(max_length=100)]) -> dict[str, Any]:
    """How far a load is; only the last one is remembered."""
    inbox = inbox_of(request)
    if job != inbox.job:
        raise NotFoundError("没有这次导入,或它之后又导入过别的。导入过的文件见 /api/v1/loads")
    return _tell(inbox)


@router.post("/loads/{load}/undo", response_model=Undone)
def undo_load(request: Request, load: Annotated[int, Path(ge=1, lt=2**31)]) -> dict[str, Any]:
    """Take back a load: the document goes, or the version before comes back."""
    with desk_of(request).writing() as store:
        undone = undo_in_store(store, load, now=now())
    return {"title": undone.title, "removed": undone.removed}


def _tell(inbox: Inbox) -> dict[str, Any]:
    state = "running" if inbox.running else "broken_off" if inbox.problem else "done"
    return {
        "job": inbox.job,
        "state": state,
        "total": inbox.total,
        "documents": [load_line(report) for report in tuple(inbox.run.reports)],
        "failures": [load_line(failure) for failure in tuple(inbox.run.failures)],
        "problem": inbox.problem if state == "broken_off" else None,
    }


def _record(load: RecentLoad) -> dict[str, Any]:
    return {
        "load": load.version,
        "source": load.source,
        "loaded_at": load.loaded_at,
        "document": load.document,
        "title": load.title,
        "change": load.change.value,
        "tasks": load.tasks,
        "progress": load.progress,
        "undoable": load.undoable,
    }
