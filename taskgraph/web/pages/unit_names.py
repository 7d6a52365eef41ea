from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import NotFoundError, QueryError, UnitsFileError
from taskgraph.lookup import resolve_unit
from taskgraph.unit_edits import add_name, drop_name, merge_unit, take_lines
from taskgraph.unit_query import UnitRow
from taskgraph.units_file import Line
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.finding import recall_units
from taskgraph.web.forms import Given, day_in, go_to
from taskgraph.web.pages.units import render_unit

router = APIRouter()
Words = Mapping[str, str]


@router.post("/units/{name}/names")
def edit_names(request: Request, name: str, given: Given) -> Response:
    """Let a name mean a unit, or no more; or let the unit go into another."""
    try:
        label = _edit(desk_of(request), name, given)
    except (NotFoundError, QueryError, UnitsFileError) as error:
        return render_unit(request, name, problem=str(error), given=given)
    return go_to(f"/units/{quote(label)}#names", given)


def _edit(desk: Desk, name: str, given: Words) -> str:
    """Write down what a form says of a unit, and return what the unit is called then."""
    verb, said = given.get("verb", ""), given.get("name")
    if verb not in _VERBS or not said:
        raise QueryError("请写明单位的名称")
    with desk.reading() as db:
        unit = resolve_unit(db, name)[0]
        row = recall_units(desk, db)[unit.region, unit.label]
    line = _VERBS[verb](row, said, given)
    with desk.writing() as store:
        edited = take_lines(store.db, lambda _known, _registry: [line])
    if edited.problems:
        raise UnitsFileError("\n".join(problem.why for problem in edited.problems))
    return said if verb == "merge" else row.unit.label


_VERBS: Mapping[str, Callable[[UnitRow, str, Words], Line]] = {
    "add": lambda row, name, given: add_name(row, name, day_in(given, "since")),
    "drop": lambda row, name, _given: drop_name(row, name),
    "merge": lambda row, name, given: merge_unit(row, name, day_in(given, "since")),
}
