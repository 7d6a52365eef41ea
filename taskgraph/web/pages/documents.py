from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Extraction
from ingest.store import original_path
from taskgraph.correction_query import Subject, find_judged_tasks, find_rejected_tasks, find_struck, load_text
from taskgraph.datadir import FILES
from taskgraph.event_query import find_standings
from taskgraph.explain.model import Note
from taskgraph.extraction_query import load_kept_tasks, load_statements
from taskgraph.facts import complete_tasks
from taskgraph.likeness import find_similar
from taskgraph.links.model import Kind, Status
from taskgraph.links.query import Link, LinkFilters, find_links
from taskgraph.links.view import look_across
from taskgraph.lookup import resolve_document
from taskgraph.model import DocumentRow, Filters, TaskRow
from taskgraph.places import load_original, load_places
from taskgraph.query import find_documents, load_rows
from taskgraph.viewpoint import Viewpoint
from taskgraph.views import DOCUMENTS
from taskgraph.web.asked import read_filters, write_filters
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.marked_text import HEAD, find_doubts, mark_lines, name_note, note_facts, step_from
from taskgraph.web.page_images import draw_page, has_pages, outline, read_box
from taskgraph.web.pages.fact_panel import Check, Panel, load_panel, show_panel
from taskgraph.web.tags import Tagged
from taskgraph.web.twins import Ending, Twin, send_rows

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A document as it is checked: its text with what was found in it."""

    row: DocumentRow
    text: str
    extraction: Extraction
    rows: tuple[int, ...]  # of the tasks
    notes: tuple[Note, ...]
    doubts: tuple[str, ...]

    @property
    def places(self) -> list[str]:
        """The names of all facts and tasks as they stand in the text."""
        facts = [(note.span.start, name_note(note)) for note in self.notes]
        heads = [(task.span.start, f"{task.id}.{HEAD}") for task in self.extraction.tasks]
        return [key for _, key in sorted(facts + heads)]


@router.get("/documents")
def list_documents(request: Request) -> Response:
    """What has been loaded, with what was found in each."""
    filters = read_filters(request.query_params)
    with desk_of(request).reading() as db:
        rows = find_documents(db, filters)
    return show_page("documents", section="documents", rows=rows, query=write_filters(filters))


@router.get("/documents.{form}", dependencies=[Tagged])
def download_documents(request: Request, form: Ending) -> Response:
    """The same documents as the list shows, in a file."""
    filters = read_filters(request.query_params)
    with desk_of(request).reading() as db:
        rows = find_documents(db, filters)
    return send_rows(request, Twin("文件", filters.of_documents), DOCUMENTS, rows, form)


@router.get("/documents/{name}")
def show_document(request: Request, name: str, fact: str = "", page: int = 0) -> Response:
    """One document: its text with every fact marked, one of them to be checked, its tasks, the page of the original."""
    return render_document(request, name, Check(fact=fact), page=page)


@router.get("/documents/{name}/pages/{number}.png")
def show_page_image(request: Request, name: str, number: int, box: str = "") -> Response:
    """A page of the original, framed where `box` says."""
    desk = desk_of(request)
    with desk.reading() as db:
        (row,) = find_documents(db, Filters(doc=resolve_document(db, name)))
        original = original_path(desk.settings.data_dir / FILES, load_original(db, row.ref.version))
    drawn = draw_page(original, number) if has_pages(original) else None
    if drawn is None:
        raise HTTPException(404)
    frame = read_box(box)
    png = outline(drawn, frame) if frame else drawn.png
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def load_checked(db: sqlite3.Connection, name: str) -> Checked:
    """Return a document's version in force with all that counts of it."""
    (row,) = find_documents(db, Filters(doc=resolve_document(db, name)))
    text, kept = load_text(db, row.ref.version), load_kept_tasks(db, row.ref.version)
    extraction = Extraction(tuple(one.task for one in kept), load_statements(db, row.ref.version))
    notes = note_facts(text, extraction, row.ref.id, find_struck(db, row.ref.version))
    judged = find_judged_tasks(db, row.ref.version)
    return Checked(
        row=row,
        text=text,
        extraction=extraction,
        rows=tuple(one.row for one in kept),
        notes=notes,
        doubts=find_doubts(notes, extraction.tasks, judged),
    )


def render_document(request: Request, name: str, check: Check, *, page: int = 0) -> Response:
    """Return the page of a document with one fact open."""
    desk = desk_of(request)
    with desk.reading() as db:
        checked = load_checked(db, name)
        ref = checked.row.ref
        places, original = load_places(db, ref.version), _find_original(desk, db, ref.version)
        tasks = _load_outline(db, checked.rows, desk.viewpoint())
        links, similar = find_links(db, LinkFilters(ends=(ref.id,))), find_similar(db, ref.id)
        panel = load_panel(db, Subject(ref.version, ref.id), check.fact, checked.notes, places) if check.fact else None
        rejected = [one for one in find_rejected_tasks(db) if one.version == ref.version]
    before, after = step_from(checked.doubts, checked.places, check.fact)
    pages = sorted({place.page for place in places if place.page}) if original else []
    return show_page(
        "document",
        status=409 if check.problem else 200,
        section="documents",
        row=checked.row,
        lines=mark_lines(checked.text, checked.notes, checked.extraction.tasks),
        tasks=tasks,
        progress=checked.extraction.progress,
        doubts=checked.doubts,
        before=before,
        after=after,
        chosen=panel.note if panel else None,
        rejected=rejected,
        pages=pages,
        page=_choose_page(pages, page, panel),
        key_of=name_note,
        links=tuple(_iter_links(links, ref.id)),
        similar=similar,
        **show_panel(request, panel, check),
    )


def _load_outline(db: sqlite3.Connection, rows: Sequence[int], viewpoint: Viewpoint) -> list[TaskRow]:
    found = load_rows(db, rows)
    return sorted(complete_tasks(db, found, find_standings(db, found, viewpoint)), key=lambda task: task.span)


def _find_original(desk: Desk, db: sqlite3.Connection, version: int) -> bool:
    return has_pages(original_path(desk.settings.data_dir / FILES, load_original(db, version)))


def _choose_page(pages: Sequence[int], asked: int, panel: Panel | None) -> int | None:
    """Return the page that was asked for, else the one on which the open fact stands, else the first."""
    if asked in pages or not pages:
        return asked if asked in pages else None
    at = panel.place.page if panel and panel.place else None
    return at if at in pages else pages[0]


def _iter_links(links: Iterable[Link], document: str) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield how other documents stand to this one, their names, addresses and what is doubtful."""
    for link in links:
        if link.kind is Kind.DOCUMENT:
            stands, end, printed = look_across(link, frozenset({document}))
            doubt = "" if link.status is Status.CONFIRMED else f"待确认,把握 {link.score:.0%}"
            yield stands, end.title if end else printed or "", f"/documents/{end.id}" if end else None, doubt
