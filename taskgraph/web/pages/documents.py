from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.correction_query import Subject, load_corrected_progress
from taskgraph.likeness import find_similar
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.links.view import iter_line
from taskgraph.lookup import resolve_document
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import desk_of, show_page

router = APIRouter()


@router.get("/documents")
def list_documents(request: Request) -> Response:
    """What has been loaded, with what was found in each."""
    filters = read_filters(request.query_params)
    with desk_of(request).reading() as db:
        rows = find_documents(db, filters)
    return show_page("documents", section="documents", rows=rows)


@router.get("/documents/{name}")
def show_document(request: Request, name: str) -> Response:
    """One document: where it comes from, its tasks, what it reports, what it is tied to."""
    desk = desk_of(request)
    with desk.reading() as db:
        filters = Filters(doc=resolve_document(db, name))
        (row,) = find_documents(db, filters)
        tasks = find_tasks(db, filters, desk.viewpoint())
        progress = load_corrected_progress(db, Subject(row.ref.version, row.ref.id)).progress
        links, similar = find_links(db, LinkFilters(ends=(row.ref.id,))), find_similar(db, row.ref.id)
    return show_page(
        "document",
        section="documents",
        row=row,
        tasks=tasks,
        progress=progress,
        links=[words.strip() for words in iter_line(links, frozenset({row.ref.id}))],
        similar=similar,
    )
