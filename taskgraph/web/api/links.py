"""What ties documents and tasks, what a person decides about it, and where a superior's tasks are not carried out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query
from pydantic import Field
from starlette.requests import Request

from taskgraph.links.adding import load_links, plan_link
from taskgraph.links.deciding import decide_links, keep_link
from taskgraph.links.gap_query import find_all_conflicts, find_orphans
from taskgraph.links.gaps import Conflict, Orphan, conflict_record, orphan_record
from taskgraph.links.model import Relation, Status
from taskgraph.links.query import LinkFilters, find_document_ends, find_links
from taskgraph.links.view import link_record
from taskgraph.lookup import resolve_document
from taskgraph.viewpoint import now
from taskgraph.web.api.asking import Asking, Number, PageQuery, Words, cut_page
from taskgraph.web.api.records import End, Link, Page, Record
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.person import name_object
from taskgraph.web.tags import Tagged

router = APIRouter(tags=["links"])


class Unmet(Record):
    """A superior's task that no task carries out, and the documents that should."""

    task: End
    carried_out_by: list[End]


class Contradiction(Record):
    """A task that is due later, or aims lower, than the superior's task that it carries out."""

    link: int
    task: End | None
    superior: End | None
    what: Literal["deadline", "target"]
    own: str
    wanted: str


class OfDocument(PageQuery):
    doc: Annotated[Words | None, Field(description="Only of this document and its tasks.")] = None


class LinkQuery(OfDocument):
    relation: Relation | None = None
    status: Annotated[Status | None, Field(description="Rejected links are listed only where they are asked for.")] = (
        None
    )


class NewLink(Asking):
    source: Annotated[Words, Field(description="The later or lower one: a document or a task.")]
    relation: Relation
    target: Annotated[Words, Field(description="What it rests on or ends: a document or a task.")]
    note: Annotated[str | None, Field(max_length=2000)] = None


class LinkDecision(Asking):
    status: Literal[Status.CONFIRMED, Status.REJECTED]


@router.get("/links", response_model=Page[Link], dependencies=[Tagged])
def list_links(request: Request, asked: Annotated[LinkQuery, Query()]) -> dict[str, Any]:
    """What ties documents and tasks."""
    with desk_of(request).reading() as db:
        ends = find_document_ends(db, resolve_document(db, asked.doc)) if asked.doc else None
        rows = find_links(db, LinkFilters(relation=asked.relation, status=asked.status, ends=ends))
    return cut_page(rows, asked, lambda link: (link.number,), link_record)


@router.post("/links", response_model=Link, status_code=201)
def add_link(request: Request, new: Annotated[NewLink, Body()]) -> dict[str, Any]:
    """Add what the program did not find."""
    desk = desk_of(request)
    with desk.reading() as db:
        row = plan_link(db, new.source, new.relation, new.target, today=now().date()) | {"quote": new.note}
    number = keep_link(desk.settings.data_dir, row, now=now())
    name_object(f"{row['source']} {new.relation.value} {row['target']}")
    return _load(desk, number)


@router.post("/links/{number}/decision", response_model=Link)
def decide_link(request: Request, number: Number, decision: Annotated[LinkDecision, Body()]) -> dict[str, Any]:
    """Confirm a link, or reject it: it is not proposed again."""
    desk = desk_of(request)
    with desk.reading() as db:
        found = load_links(db, (number,))
    decide_links(desk.settings.data_dir, found, decision.status, now=now())
    return _load(desk, number)


@router.get("/gaps/orphans", response_model=Page[Unmet], dependencies=[Tagged])
def list_orphans(request: Request, asked: Annotated[OfDocument, Query()]) -> dict[str, Any]:
    """The superiors' tasks that no task carries out."""
    with desk_of(request).reading() as db:
        rows = find_orphans(db, find_document_ends(db, resolve_document(db, asked.doc)) if asked.doc else None)
    return cut_page(rows, asked, _key_of_orphan, orphan_record)


@router.get("/gaps/conflicts", response_model=Page[Contradiction], dependencies=[Tagged])
def list_conflicts(request: Request, asked: Annotated[OfDocument, Query()]) -> dict[str, Any]:
    """The tasks that are due later, or aim lower, than the superior's."""
    with desk_of(request).reading() as db:
        rows = find_all_conflicts(db, find_document_ends(db, resolve_document(db, asked.doc)) if asked.doc else None)
    return cut_page(rows, asked, _key_of_conflict, conflict_record)


def _key_of_orphan(orphan: Orphan) -> tuple[int | str, ...]:
    return (orphan.task.id,)


def _key_of_conflict(conflict: Conflict) -> tuple[int | str, ...]:
    return (conflict.link.number, conflict.what, conflict.own, conflict.superior)


def _load(desk: Desk, number: int) -> dict[str, Any]:
    with desk.reading() as db:
        return link_record(load_links(db, (number,))[0])
