"""Documents: lists, one with all that was found in it, its text, facts, original and end."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from ingest.store import original_path
from taskgraph.correction_query import load_text
from taskgraph.datadir import FILES
from taskgraph.explain.model import Note, NoteKind
from taskgraph.links.adding import plan_repeal
from taskgraph.links.deciding import keep_link
from taskgraph.lookup import resolve_document
from taskgraph.model import DocumentRow, Filters
from taskgraph.places import load_first_source, load_original, load_places
from taskgraph.query import find_documents
from taskgraph.show import block_record, describe_place, find_place, shown_document_record
from taskgraph.show_query import load_shown_document
from taskgraph.undoing import remove_document as remove_from_store
from taskgraph.viewpoint import now
from taskgraph.views import document_record
from taskgraph.web.api.asking import Asking, Day, DocumentQuery, Words, cut_page
from taskgraph.web.api.records import DocumentRef, Link, Outcome, Page, Progress, Record, Rows, Span, TaskRow
from taskgraph.web.asked import read_day
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.marked_text import name_note
from taskgraph.web.page_images import draw_page, has_pages
from taskgraph.web.pages.documents import load_checked
from taskgraph.web.tags import IfMatch, Tagged, refuse_unseen, tag_one

router = APIRouter(tags=["documents"])
DocumentName = Annotated[Words, Path(description="The beginning of the document's id, its 文号 or title.")]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]


class Document(DocumentRef):
    id: str
    issuer: str | None
    type: str
    year: int | None
    published: date | None
    written: date | None
    version: int
    loaded_at: str
    tasks: int
    progress: int
    sources: Annotated[list[str], Field(description="The files that carried the text; it was read from the first.")]


class Similar(Record):
    document: str
    key: str
    title: str | None
    score: float


class ShownDocument(Document):
    """A document with all that was found in it."""

    tasks: list[TaskRow]  # type: ignore[assignment] # lists only count them
    progress: list[Progress]  # type: ignore[assignment] # as above
    warnings: list[str]
    repealed: date | None
    links: list[Link]
    similar: list[Similar]
    corrections: list[Outcome]


class Block(Record):
    """A stretch of the text, and where it stands in the original; what the format does not tell is null."""

    kind: str
    span: Span
    page: int | None
    box: tuple[float, float, float, float] | None
    sheet: str | None
    cell: str | None
    paragraph: int | None
    table: int | None
    row: int | None
    confidence: float | None
    text: str


class Text(Record):
    text: Annotated[str, Field(description="The canonical text, into which all spans point.")]
    blocks: list[Block]


class MarkedFact(Record):
    """A fact as it was read, by its name: the task or report, and its number there."""

    fact: str
    subject: str
    number: int
    kind: NoteKind
    quote: str
    span: Span
    reading: Annotated[str, Field(description="How it was read, in words.")]
    rule: str
    confidence: float
    doubtful: bool
    place: str


class Repeal(Asking):
    by_document: Annotated[Words | None, Field(description="The document that repeals it.")] = None
    reason: Annotated[str | None, Field(max_length=2000, description="Why, where no document says so.")] = None
    on: Annotated[Day | None, Field(description="From which day on; that of the repealing document, else today.")] = (
        None
    )


class Repealed(Record):
    link: Annotated[int, Field(description="The link that says so; rejecting it takes the repeal back.")]
    since: date


@router.get("/documents", response_model=Page[Document], dependencies=[Tagged])
def list_documents(request: Request, asked: Annotated[DocumentQuery, Query()]) -> dict[str, Any]:
    """The documents in force that fit, in the order of years."""
    with desk_of(request).reading() as db:
        rows = find_documents(db, asked.filters())
    return cut_page(rows, asked, lambda row: (row.ref.id,), document_record)


@router.get("/documents/{document}", response_model=ShownDocument, dependencies=[Tagged])
def show_document(request: Request, response: Response, document: DocumentName) -> dict[str, Any]:
    """One document with its tasks, progress, links and likes."""
    with desk_of(request).reading() as db:
        return tag_one(request, response, _load(desk_of(request), db, document))


@router.get("/documents/{document}/text", response_model=Text, dependencies=[Tagged])
def show_text(request: Request, document: DocumentName) -> dict[str, Any]:
    """The text, and where each block of it stands in the original."""
    with desk_of(request).reading() as db:
        version = _find(desk_of(request), document).ref.version
        text, places = load_text(db, version), load_places(db, version)
    return {"text": text, "blocks": [block_record(place, text) for place in places]}


@router.get("/documents/{document}/facts", response_model=Rows[MarkedFact], dependencies=[Tagged])
def list_facts(request: Request, document: DocumentName) -> dict[str, Any]:
    """Every fact of a document with its rule and confidence, by the numbers that corrections name."""
    with desk_of(request).reading() as db:
        checked = load_checked(db, document)
        places = load_places(db, checked.row.ref.version)
    facts = (fact_record(note) | {"place": describe_place(find_place(places, note.span))} for note in checked.notes)
    return {"items": list(facts)}


@router.get("/documents/{document}/original", response_class=FileResponse)
def download_original(request: Request, document: DocumentName) -> Response:
    """The file that the text was read from, unchanged."""
    desk = desk_of(request)
    version = _find(desk, document).ref.version
    with desk.reading() as db:
        path, source = (
            original_path(desk.settings.data_dir / FILES, load_original(db, version)),
            load_first_source(db, version),
        )
    if not path.is_file():
        raise HTTPException(404, "原件不在了。")
    return FileResponse(path, media_type="application/octet-stream", filename=PurePath(source.replace("!", "/")).name)


@router.get(
    "/documents/{document}/pages/{number}", response_class=Response, responses={200: {"content": {"image/png": {}}}}
)
def show_page_image(request: Request, document: DocumentName, number: PageNumber) -> Response:
    """A page of the original as a picture, where the original has pages."""
    desk = desk_of(request)
    version = _find(desk, document).ref.version
    with desk.reading() as db:
        path = original_path(desk.settings.data_dir / FILES, load_original(db, version))
    drawn = draw_page(path, number) if has_pages(path) else None
    if drawn is None:
        raise HTTPException(404, "原件没有这一页。")
    return Response(drawn.png, media_type="image/png")


@router.delete("/documents/{document}", status_code=204)
def remove_document(request: Request, document: DocumentName, if_match: IfMatch = None) -> None:
    """Forget all versions of a document, its tasks and its original."""
    desk = desk_of(request)
    with desk.writing() as store:
        with desk.reading() as db:
            record = _load(desk, db, document)
        refuse_unseen(if_match, record)
        remove_from_store(store, record["id"], now=now())


@router.post("/documents/{document}/repeal", response_model=Repealed, status_code=201)
def repeal_document(request: Request, document: DocumentName, repeal: Annotated[Repeal, Body()]) -> dict[str, Any]:
    """Say that a document is no longer in force: its tasks are on no list from that day on."""
    desk, on = desk_of(request), read_day(repeal.on) if repeal.on else None
    with desk.reading() as db:
        planned = plan_repeal(db, document, by=repeal.by_document, reason=repeal.reason, on=on, today=now().date())
    return {"link": keep_link(desk.settings.data_dir, planned.link, now=now()), "since": planned.day}


def fact_record(note: Note) -> dict[str, Any]:
    return {
        "fact": name_note(note),
        "subject": note.subject,
        "number": note.number,
        "kind": note.kind.value,
        "quote": note.words,
        "span": [note.span.start, note.span.end],
        "reading": note.reading,
        "rule": note.rule,
        "confidence": note.confidence,
        "doubtful": not note.sure,
    }


def _find(desk: Desk, name: str) -> DocumentRow:
    with desk.reading() as db:
        return find_documents(db, Filters(doc=resolve_document(db, name)))[0]


def _load(desk: Desk, db: sqlite3.Connection, name: str) -> dict[str, Any]:
    return shown_document_record(*load_shown_document(db, resolve_document(db, name), desk.viewpoint()))
