"""Taking a filled-in ledger back: what it would change is shown first, and recorded when a person says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ingest.names import clean_name
from taskgraph.errors import LedgerFileError, QueryError
from taskgraph.ledger_foreign import read_mapping
from taskgraph.ledger_return import Ways
from taskgraph.ledger_steps import Winner
from taskgraph.ledger_store import Scribe
from taskgraph.ledger_taking import Taken, take_ledger
from taskgraph.ledger_view import becomes, describe_return, why_not
from taskgraph.viewpoint import now
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.forms import Fields, Given, go_to, past_day_in, who_asks
from taskgraph.web.person import name_object

router = APIRouter()
MOST_BYTES = 10 * 1024**2
MOST_KEPT = 4  # ledgers that wait for the word of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A ledger as it was sent, with what was filled in beside it; `taken` is what it would change, or has changed."""

    name: str
    data: bytes
    given: Fields
    taken: Taken
    recorded: bool = False


async def read_file(request: Request) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that a form sends; raise QueryError for none, or for too much."""
    async with request.form() as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise QueryError("没有选择文件。请先选择填好的台账")
        data = await sent.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise QueryError("台账超过 10 MB。请去掉图片等内容,或分几份收回")
    return clean_name(sent.filename), data


@router.get("/ledger")
def show_form(request: Request) -> Response:
    """Where a filled-in ledger comes back."""
    return _render(request)


@router.post("/ledger")
def rehearse(request: Request, given: Given, file: Annotated[tuple[str, bytes], Depends(read_file)]) -> Response:
    """Show what a ledger would change; nothing is recorded."""
    desk, (name, data) = desk_of(request), file
    try:
        taken = _take(desk, name, data, given, dry_run=True)
    except LedgerFileError as error:
        return _render(request, problem=str(error))
    upload = Upload(name=name, data=data, given=given, taken=taken)
    token = desk.shelf.keep(desk.person, upload, MOST_KEPT)
    return go_to(f"/ledger/{token}", given)


@router.get("/ledger/{token}")
def show_return(request: Request, token: str) -> Response:
    """What a ledger would change, or has changed, cell by cell."""
    return _render(request, upload=_find(desk_of(request), token), token=token)


@router.post("/ledger/{token}")
def take_back(request: Request, token: str) -> Response:
    """Record what a ledger changes."""
    desk = desk_of(request)
    upload = _find(desk, token)
    name_object(upload.name)
    if not upload.recorded:
        taken = _take(desk, upload.name, upload.data, upload.given, dry_run=False)
        done = Upload(name=upload.name, data=b"", given=upload.given, taken=taken, recorded=True)
        desk.shelf.keep(desk.person, done, MOST_KEPT, token)
    return go_to(f"/ledger/{token}", upload.given)


def _take(desk: Desk, name: str, data: bytes, given: Fields, *, dry_run: bool) -> Taken:
    ways = Ways(
        viewpoint=desk.viewpoint(),
        scribe=Scribe(desk.sign(given.get("by")), now()),
        winner=one_of(Winner)(given["winner"]) if "winner" in given else None,
        misread="misread" in given,
        on=past_day_in(given, "on") if "on" in given else None,
        dry_run=dry_run,
    )
    told = read_mapping(given.get("columns", "").splitlines())
    with desk.writing() as store:
        return take_ledger(store, data, name, told, ways)


def _find(desk: Desk, token: str) -> Upload:
    found = desk.shelf.find(desk.person, token, Upload)
    if found is None:
        raise HTTPException(404)
    return found


def _render(request: Request, *, problem: str = "", upload: Upload | None = None, token: str = "") -> Response:
    returned = upload.taken.returned if upload else None
    return show_page(
        "ledger_return",
        status=400 if problem else 200,
        section="tasks",
        problem=problem,
        upload=upload,
        token=token,
        rows=[(line, becomes(line), why_not(line)) for line in returned.lines] if returned else [],
        strays=returned.strays if returned else (),
        summed=describe_return(returned, dry_run=not upload.recorded)[-1] if upload and returned else "",
        by=who_asks(request),
    )
