"""What a person says of a unit's names, in the words of a form or of the API, and writing it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskgraph.errors import QueryError, UnitsFileError
from taskgraph.lookup import resolve_unit
from taskgraph.unit_edits import add_name, drop_name, merge_unit, take_lines
from taskgraph.unit_query import UnitRow
from taskgraph.units_file import Line
from taskgraph.web.desk import Desk
from taskgraph.web.finding import recall_units
from taskgraph.web.forms import Fields, day_in
from taskgraph.web.person import name_object


def rename_unit(desk: Desk, name: str, given: Fields) -> str:
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
    name_object(f"{verb} {said}")
    if edited.problems:
        raise UnitsFileError("\n".join(problem.why for problem in edited.problems))
    return said if verb == "merge" else row.unit.label


_VERBS: Mapping[str, Callable[[UnitRow, str, Fields], Line]] = {
    "add": lambda row, name, given: add_name(row, name, day_in(given, "since")),
    "drop": lambda row, name, _given: drop_name(row, name),
    "merge": lambda row, name, given: merge_unit(row, name, day_in(given, "since")),
}
