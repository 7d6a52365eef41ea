from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import AmbiguousUnitError
from taskgraph.filter_query import ask
from taskgraph.folding import fold_name
from taskgraph.lookup import find_units, resolve_unit
from taskgraph.model import Filters, MatrixRow, UnitRef, WhoRow
from taskgraph.query import find_row_ids
from taskgraph.terms import ROLES
from taskgraph.unit_query import MOST_NAMES, UnitRow
from taskgraph.views import WHO
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import Desk, desk_of, show_page
from taskgraph.web.finding import recall_glances, recall_reading, recall_units
from taskgraph.web.forms import Fields
from taskgraph.web.tags import Tagged
from taskgraph.web.twins import Ending, Twin, send_rows
from taskgraph.web.unit_choices import UnitChoice, load_choices
from taskgraph.who_query import Charges, count_matrix, find_collectives, find_who, load_charges
from taskgraph.who_view import count_roles, next_deadlines, view_matrix

router = APIRouter()
COLLECTIVE = "集体任务"
NOTHING: Fields = {}


@router.get("/units")
def list_units(request: Request, name: str = "") -> Response:
    """Every unit with what it leads, answers for and helps with, and by which names it goes."""
    desk = desk_of(request)
    with desk.reading() as db:
        matrix, found = _find_named(desk, db, name)
        known = recall_units(desk, db)
    rows = [(row, known.get((row.unit.region, row.unit.label))) for row in found]
    return show_page("units", section="units", rows=rows, wanted=name, total=len(matrix))


@router.get("/units.{form}", dependencies=[Tagged])
def download_units(request: Request, form: Ending, name: str = "") -> Response:
    """The same units as the list shows, with their tasks by role and state, in a file."""
    desk = desk_of(request)
    with desk.reading() as db:
        _, found = _find_named(desk, db, name)
    return send_rows(request, Twin("单位"), view_matrix(found), found, form)


def _find_named(desk: Desk, db: sqlite3.Connection, name: str) -> tuple[Sequence[MatrixRow], Sequence[MatrixRow]]:
    """Return all units that have tasks, and those of them that a name, or a part of one, means."""
    matrix = desk.memo.recall("matrix", lambda: _count(desk, db))
    known, wanted = recall_units(desk, db), fold_name(name)
    meant = {unit.id for unit in find_units(db, name)} if name else ()
    found = [row for row in matrix if wanted in _names(row.unit, known)]
    return matrix, found or [row for row in matrix if row.unit.id in meant]


def show_choices(request: Request, error: AmbiguousUnitError) -> Response:
    """The units that a name may mean, each leading to what was asked for with that unit in its place."""
    desk = desk_of(request)
    with desk.reading() as db:
        choices = load_choices(desk, db, error.units, Filters())
    name = request.path_params.get("name") or request.query_params.get("unit", "")
    listed = [(choice, _put_unit(request, choice)) for choice in choices]
    return show_page("choose_unit", status=300, section="units", asked=name, choices=listed)


def _put_unit(request: Request, choice: UnitChoice) -> str:
    """Return the address of a request with another unit in its place: in the path, else among the filters."""
    unit = choice.filters.unit or ""
    if "name" in request.path_params:
        return f"/units/{quote(unit)}?{request.url.query}"
    return f"{request.url.path}?{urlencode(dict(request.query_params) | {'unit': unit})}"


def _count(desk: Desk, db: sqlite3.Connection) -> tuple[MatrixRow, ...]:
    def load() -> Charges:
        return load_charges(db, find_row_ids(db, ask(db, Filters(), of_all=True)))

    return count_matrix(recall_reading(desk, db, "charges", load), recall_glances(desk, db, None))


def _names(unit: UnitRef, known: Mapping[tuple[str, str], UnitRow]) -> str:
    """Return all names of a unit, folded, to look for another in them."""
    row = known.get((unit.region, unit.label))
    others = (*row.printed, *(tie.printed for tie in (*row.aliases, *row.predecessors))) if row else ()
    return " ".join(map(fold_name, (unit.label, *others)))


@router.get("/units/{name}/tasks.{form}", dependencies=[Tagged])
def download_unit_tasks(request: Request, name: str, form: Ending) -> Response:
    """What one unit has to do, as its page shows it, in a file."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    with desk.reading() as db:
        unit, _ = resolve_unit(db, name)
        rows = find_who(db, unit, filters, desk.viewpoint(filters.as_of))
    return send_rows(request, Twin(f"职责-{unit.label}", filters), WHO, rows, form, lambda row: row.task)


@router.get("/units/{name}")
def show_unit(request: Request, name: str) -> Response:
    """What one unit has to do, role by role; the tasks of collectives that cover it come last."""
    return render_unit(request, name)


def render_unit(request: Request, name: str, *, problem: str = "", given: Fields = NOTHING) -> Response:
    """Return the page of a unit, with the form that failed filled in, if one did."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        unit, others = resolve_unit(db, name)
        rows = find_who(db, unit, filters, viewpoint)
        known = recall_units(desk, db)
        collectives = find_collectives(db, unit)
    return show_page(
        "unit",
        status=409 if problem else 200,
        section="units",
        problem=problem,
        given=given,
        neighbours=[row.unit.label for (region, _), row in known.items() if region == unit.region][:MOST_NAMES],
        unit=unit,
        own=known.get((unit.region, unit.label)),
        others=others,
        collectives=collectives,
        counts=count_roles(rows),
        dues=next_deadlines(rows, viewpoint.day),
        groups=[(role, list(group)) for role, group in groupby(rows, key=_role_of)],
        total=len({row.task.row for row in rows}),
    )


def _role_of(row: WhoRow) -> str:
    return COLLECTIVE if row.collective else ROLES[row.charge.role]
