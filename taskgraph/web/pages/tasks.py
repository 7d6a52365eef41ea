from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.facet_query import FacetCount
from taskgraph.facet_view import shorten_facets
from taskgraph.listing import render_listing
from taskgraph.lookup import find_units
from taskgraph.model import Filters
from taskgraph.options import parse_filters
from taskgraph.ordering import Order
from taskgraph.output import Format
from taskgraph.saved_query import load_saved
from taskgraph.views import TASKS
from taskgraph.web.asked import read_filters, read_order, write_filters
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.files import MEDIA, name_file, send_file
from taskgraph.web.finding import Cut, ask_desk, find_asked, find_page, recall_count, recall_facets
from taskgraph.web.forms import who_asks
from taskgraph.web.steps import FOR_MANY
from taskgraph.web.unit_choices import UnitChoice, load_choices

router = APIRouter()
FIRST = ("light", "need", "status", "lead")
ORDERS: Mapping[Order, str] = {Order.DOCUMENT: "文件顺序", Order.DUE: "时限", Order.URGENCY: "紧急程度"}


class NamedFilters(NamedTuple):
    """A saved search."""

    name: str
    filters: Filters


@router.get("/tasks")
def list_tasks(request: Request, after: str = "", tick: str = "") -> Response:
    """The tasks that fit, a page at a time, with what they fall to counted beside them."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    order = read_order(request.query_params, filters)
    with desk.reading() as db:
        asked = ask_desk(desk, db, filters)
        page = find_page(desk, db, asked, Cut(order, after))
        saved = [NamedFilters(one.name, parse_filters(one.options)) for one in load_saved(db)]
        total, facets = recall_count(desk, db, asked), recall_facets(desk, db, asked)
        meant = _load_meant(desk, db, filters)
    if not total and len(meant) == 1:
        return RedirectResponse(f"/tasks?{write_filters(meant[0].filters)}", status_code=303)
    return show_page(
        "tasks",
        section="tasks",
        filters=filters,
        tasks=page.tasks,
        meant=meant,
        order=order,
        orders=ORDERS,
        facets=group_facets(facets),
        total=total,
        following=page.following,
        after=after,
        ticked=tick == "page",
        saved=saved,
        bulk_kinds=tuple(filter(desk.may_record, FOR_MANY)),
        today=desk.viewpoint().day,
        by=who_asks(request),
    )


def _load_meant(desk: Desk, db: sqlite3.Connection, filters: Filters) -> tuple[UnitChoice, ...]:
    """Return the units that have tasks and whose name was typed as words to look for."""
    if not filters.text or filters.unit:
        return ()
    choices = load_choices(desk, db, find_units(db, filters.text), replace(filters, text=None))
    return tuple(choice for choice in choices if choice.tasks)


def group_facets(counts: Iterable[FacetCount]) -> tuple[tuple[str, tuple[FacetCount, ...]], ...]:
    """Return the commonest values, facet by facet; what says how tasks stand and who leads them comes first."""
    shown = groupby(shorten_facets(tuple(counts)), key=attrgetter("facet"))
    groups = {facet: tuple(group) for facet, group in shown}
    return tuple((facet, groups[facet]) for facet in sorted(groups, key=lambda facet: facet not in FIRST))


@router.get("/tasks.{form}")
def download_tasks(request: Request, form: Annotated[Format, Path()]) -> Response:
    """The same tasks as the list shows, all of them, in a file."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        tasks = find_asked(desk, db, filters, read_order(request.query_params, filters))
    data = render_listing(TASKS, tasks, form, lambda task: task, desk.settings)
    return send_file(
        data, name_file("任务", filters, viewpoint.day, form), MEDIA.get(form, "text/plain; charset=utf-8")
    )
