from __future__ import annotations

from collections import Counter
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.lookup import resolve_unit
from taskgraph.model import Filters, WhoRow
from taskgraph.terms import ROLES
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import desk_of, show_page
from taskgraph.who_query import find_matrix, find_who

router = APIRouter()
COLLECTIVE = "集体任务"


@router.get("/units")
def list_units(request: Request) -> Response:
    """Every unit with what it leads, answers for and helps with."""
    desk = desk_of(request)
    with desk.reading() as db:
        rows = find_matrix(db, Filters(), desk.viewpoint())
    return show_page("units", section="units", rows=rows)


@router.get("/units/{name}")
def show_unit(request: Request, name: str) -> Response:
    """What one unit has to do, role by role; the tasks of collectives that cover it come last."""
    desk, filters = desk_of(request), read_filters(request.query_params)
    with desk.reading() as db:
        unit, others = resolve_unit(db, name)
        rows = find_who(db, unit, filters, desk.viewpoint(filters.as_of))
    return show_page(
        "unit",
        section="units",
        unit=unit,
        others=others,
        groups=[(role, list(group)) for role, group in groupby(rows, key=_role_of)],
        counts=Counter(row.task.standing.state for row in rows),
        total=len(rows),
    )


def _role_of(row: WhoRow) -> str:
    return COLLECTIVE if row.collective else ROLES[row.charge.role]
