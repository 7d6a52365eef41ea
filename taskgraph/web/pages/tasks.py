from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.facet_query import FacetCount, count_stored
from taskgraph.facet_view import shorten_facets
from taskgraph.filter_query import ask
from taskgraph.listing import render_listing
from taskgraph.model import Filters
from taskgraph.output import Format
from taskgraph.paging import read_cursor, take_page, write_cursor
from taskgraph.query import count_fitting, find_tasks, iter_tasks, position_of, read_position
from taskgraph.views import TASKS
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import Desk, desk_of, show_page

router = APIRouter()
PAGE = 50
MEDIA = {
    Format.JSON: "application/jsonl; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ICS: "text/calendar; charset=utf-8",
}


@router.get("/tasks")
def list_tasks(request: Request, after: str = "") -> Response:
    """The tasks that fit, a page at a time, with what they fall to counted beside them."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        asked = ask(db, filters)
        start = read_position(read_cursor(after, filters)) if after else None
        found, last = take_page(iter_tasks(db, asked, viewpoint, start), PAGE)
        total = count_fitting(db, filters, viewpoint)
        facets = group_facets(count_stored(db, asked)) if not filters.of_standings else ()
    return show_page(
        "tasks",
        section="tasks",
        filters=filters,
        tasks=tuple(found),
        facets=facets,
        total=total,
        following=write_cursor(position_of(last, filters), filters) if last else None,
        first_page=not after,
    )


def group_facets(counts: Iterable[FacetCount]) -> tuple[tuple[str, tuple[FacetCount, ...]], ...]:
    """Return the commonest values, facet by facet."""
    shown = groupby(shorten_facets(tuple(counts)), key=attrgetter("facet"))
    return tuple((facet, tuple(group)) for facet, group in shown)


@router.get("/tasks.{form}")
def download_tasks(request: Request, form: Annotated[Format, Path()]) -> Response:
    """The same tasks as the list shows, all of them, in a file."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    return Response(
        _render(desk, filters, form),
        media_type=MEDIA.get(form, "text/plain; charset=utf-8"),
        headers={"Content-Disposition": f'attachment; filename="tasks.{form}"'},
    )


def _render(desk: Desk, filters: Filters, form: Format) -> bytes:
    with desk.reading() as db:
        tasks = find_tasks(db, filters, desk.viewpoint(filters.as_of))
    return render_listing(TASKS, tasks, form, lambda task: task, desk.settings)
