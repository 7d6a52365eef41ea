from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import NotFoundError, QueryError, UnitsFileError
from taskgraph.web.desk import desk_of
from taskgraph.web.forms import Given, go_to
from taskgraph.web.naming import rename_unit
from taskgraph.web.pages.units import render_unit

router = APIRouter()


@router.post("/units/{name}/names")
def edit_names(request: Request, name: str, given: Given) -> Response:
    """Let a name mean a unit, or no more; or let the unit go into another."""
    try:
        label = rename_unit(desk_of(request), name, given)
    except (NotFoundError, QueryError, UnitsFileError) as error:
        return render_unit(request, name, problem=str(error), given=given)
    return go_to(f"/units/{quote(label)}#names", given)
