"""Tasks as files: the ledger out and back, the calendar, the graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, UploadFile
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ingest.names import clean_name
from taskgraph.errors import NotFoundError
from taskgraph.graph.build import name_task
from taskgraph.graph.graphml import write_graphml
from taskgraph.graph.jsonld import write_jsonld
from taskgraph.graph.model import cut_around
from taskgraph.graph.query import load_graph
from taskgraph.ics import CalendarStyle, build_calendar
from taskgraph.ledger import choose_columns, load_ledger_table, make_sheets, make_view, place_own_columns
from taskgraph.ledger_query import load_entries, load_own_columns
from taskgraph.ledger_return import Ways
from taskgraph.ledger_steps import Winner
from taskgraph.ledger_store import Scribe
from taskgraph.ledger_taking import take_ledger
from taskgraph.ledger_view import line_record
from taskgraph.lookup import resolve_task
from taskgraph.output import Format, render
from taskgraph.query import load_task
from taskgraph.viewpoint import now
from taskgraph.web.api.asking import Asking, Day, TaskFilters, Words, YesNo
from taskgraph.web.api.records import Record
from taskgraph.web.asked import read_day
from taskgraph.web.desk import desk_of
from taskgraph.web.files import MEDIA, name_file, send_file
from taskgraph.web.finding import find_asked
from taskgraph.web.tags import Tagged, tags_of

router = APIRouter(tags=["files"])
WRITERS = {"jsonld": write_jsonld, "graphml": write_graphml}
GRAPHS: Mapping[str, str] = {"jsonld": "application/ld+json", "graphml": "application/xml"}


class LedgerQuery(TaskFilters):
    form: Literal["xlsx", "csv", "jsonl"] = "xlsx"
    by_unit: Annotated[YesNo, Field(description="xlsx: a sheet for each lead unit, too.")] = "no"


class GraphQuery(TaskFilters):
    form: Literal["jsonld", "graphml"] = "jsonld"
    around: Annotated[Words | None, Field(description="Only what is near this task.")] = None
    depth: Annotated[int, Field(ge=0, le=10, description="around: over how many edges.")] = 1


class CalendarQuery(TaskFilters):
    todo: Annotated[YesNo, Field(description="To-dos (VTODO) instead of events.")] = "no"
    closed: Annotated[YesNo, Field(description="Whether closed tasks are in it, too.")] = "yes"


class ChangedCell(Record):
    """A cell that was changed in the ledger, and what became of it: `becomes` or `why_not`, for people."""

    cell: str
    task: str
    title: str
    column: str
    old: str | None
    new: str | None
    becomes: str | None
    why_not: str | None


class StrayCell(Record):
    cell: str
    text: str
    why: str


class ReturnedLedger(Record):
    """What came of a ledger; `document`: of an office's own, the document that it became."""

    whole: Annotated[bool, Field(description="Whether everything that people changed was taken.")]
    cells: list[ChangedCell]
    strays: list[StrayCell]
    document: str | None
    own_columns: list[str]


class ImportQuery(Asking):
    """How a ledger is taken."""

    dry_run: Annotated[YesNo, Field(description="yes: only tell what would become of it.")] = "no"
    winner: Annotated[Winner | None, Field(description="Who is right where the store has changed, too.")] = None
    misread: Annotated[YesNo, Field(description="yes: changed deadlines were misread, not extended.")] = "no"
    on: Annotated[Day | None, Field(description="The day that it tells of.")] = None
    by: Annotated[str | None, Field(max_length=100)] = None


@router.get("/ledger", response_class=Response, dependencies=[Tagged])
def export_ledger(request: Request, asked: Annotated[LedgerQuery, Query()]) -> Response:
    """The ledger of the tasks that fit, to print, fill in and send back."""
    from taskgraph.ledger_xlsx import build_workbook  # noqa: PLC0415 - only this form needs XlsxWriter

    desk, filters = desk_of(request), asked.filters()
    viewpoint, table = desk.viewpoint(filters.as_of), load_ledger_table()
    with desk.reading() as db:
        columns = choose_columns(place_own_columns(table.columns, load_own_columns(db)), ())
        entries = load_entries(db, find_asked(desk, db, filters), viewpoint)
    if asked.form == "xlsx":
        data = build_workbook(make_sheets(entries, filters, by_unit=asked.by_unit == "yes"), columns, table.lights)
    else:
        data = render(make_view(columns), entries, Format.CSV if asked.form == "csv" else Format.JSON)
    return _send(request, data, name_file("台账", filters, viewpoint.day, asked.form), MEDIA[asked.form])


@router.post("/ledgers", response_model=ReturnedLedger)
def import_ledger(request: Request, file: UploadFile, asked: Annotated[ImportQuery, Query()]) -> dict[str, Any]:
    """Take back a ledger that was exported and filled in, or take over one of the office's own."""
    desk = desk_of(request)
    ways = Ways(
        viewpoint=desk.viewpoint(),
        scribe=Scribe(desk.sign(asked.by), now()),
        winner=asked.winner,
        misread=asked.misread == "yes",
        on=read_day(asked.on) if asked.on else None,
        dry_run=asked.dry_run == "yes",
    )
    data, name = file.file.read(), clean_name(file.filename or "")
    with desk.writing() as store:
        taken = take_ledger(store, data, name, {}, ways)
    strays = [{"cell": stray.ref, "text": stray.text, "why": stray.why} for stray in taken.returned.strays]
    return {
        "whole": taken.returned.whole,
        "cells": [line_record(line) for line in taken.returned.lines],
        "strays": strays,
        "document": taken.report.document if taken.report else None,
        "own_columns": list(taken.own),
    }


@router.get("/calendar", response_class=Response, dependencies=[Tagged])
def export_calendar(request: Request, asked: Annotated[CalendarQuery, Query()]) -> Response:
    """The deadlines of the tasks that fit as iCalendar."""
    desk, filters = desk_of(request), asked.filters()
    with desk.reading() as db:
        tasks = find_asked(desk, db, filters)
    style = CalendarStyle(
        alarm_workdays=desk.settings.alarm_workdays, todo=asked.todo == "yes", closed=asked.closed == "yes"
    )
    name = name_file("日历", filters, desk.viewpoint(filters.as_of).day, "ics")
    return _send(request, build_calendar(tasks, style).data, name, MEDIA["ics"])


@router.get("/graph", response_class=Response, dependencies=[Tagged])
def export_graph(request: Request, asked: Annotated[GraphQuery, Query()]) -> Response:
    """Documents, units, tasks, targets, deadlines and what ties them, as JSON-LD or GraphML."""
    desk, filters = desk_of(request), asked.filters()
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        found = load_graph(db, filters, viewpoint)
        center = name_task(load_task(db, resolve_task(db, asked.around).row).root) if asked.around else None
    if center:
        found = cut_around(found, center, asked.depth)
        if not found.nodes:
            raise NotFoundError(f"任务“{asked.around}”不在现行文件中,或不合其他筛选条件,图中没有它")
    name = name_file("关系图", filters, viewpoint.day, asked.form)
    return _send(request, WRITERS[asked.form](found), name, GRAPHS[asked.form])


def _send(request: Request, data: bytes, name: str, media: str) -> Response:
    answer = send_file(data, name, media)
    answer.headers.update(tags_of(request))
    return answer
