"""Units: who they are, by which names they go, and what each has to do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field
from starlette.requests import Request

from extract.model import Role
from taskgraph.lookup import resolve_unit
from taskgraph.unit_doubts import find_unit_doubts
from taskgraph.unit_query import UnitRow
from taskgraph.unit_view import doubt_record, unit_record
from taskgraph.units import load_unit_rules
from taskgraph.views import who_record
from taskgraph.web.api.asking import Asking, ChargeQuery, Day, Paged, Words, cut_page
from taskgraph.web.api.records import Charge, Page, Record, Rows, TaskRow
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.finding import recall_units
from taskgraph.web.naming import rename_unit
from taskgraph.web.tags import Tagged
from taskgraph.who_query import find_who, key_of

router = APIRouter(tags=["units"])
UnitName = Annotated[Words, Path(description="Any of the unit's names, or its number.")]


class Predecessor(Record):
    name: str
    since: date | None


class Unit(Record):
    id: Annotated[int, Field(description="By which units of one name are told apart.")]
    region: str
    name: str
    label: str
    level: str | None
    parent: str | None
    collective: bool
    aliases: list[str]
    predecessors: list[Predecessor]
    printed: Annotated[list[str], Field(description="The names that texts print.")]
    tasks: dict[Role, int]


class UnitKey(Record):
    region: str
    name: str
    label: str


class UnitDoubt(Record):
    """Units that may be one; nothing is merged on a guess."""

    units: list[UnitKey]
    why: str


class UnitTask(TaskRow):
    """A task with the role that the unit has in it; `quote` are the words that say so."""

    role: Annotated[str, Field(description="lead, responsible, cooperating, or collective.")]
    collective: Annotated[Charge | None, Field(description="The collective that is charged and covers the unit.")] = (
        None
    )


class Naming(Asking):
    verb: Annotated[
        Literal["add", "drop", "merge"],
        Field(
            description="add: `name` means the unit; drop: no more; merge: the unit goes into the one called `name`."
        ),
    ]
    name: Words
    since: Annotated[Day | None, Field(description="The day of the reform.")] = None


@router.get("/units", response_model=Page[Unit], dependencies=[Tagged])
def list_units(request: Request, page: Paged) -> dict[str, Any]:
    """All units by region and name, collectives last."""
    desk = desk_of(request)
    with desk.reading() as db:
        rows = tuple(recall_units(desk, db).values())
    return cut_page(rows, page, _key_of, _record)


@router.get("/units/{unit}", response_model=Unit, dependencies=[Tagged])
def show_unit(request: Request, unit: UnitName) -> dict[str, Any]:
    """One unit."""
    return _load(desk_of(request), unit)


@router.get("/units/{unit}/tasks", response_model=Page[UnitTask], dependencies=[Tagged])
def list_unit_tasks(request: Request, unit: UnitName, asked: Annotated[ChargeQuery, Query()]) -> dict[str, Any]:
    """What a unit leads, answers for and helps with; then the tasks of collectives that cover it."""
    desk, filters = desk_of(request), asked.filters()
    with desk.reading() as db:
        rows = find_who(db, resolve_unit(db, unit)[0], filters, desk.viewpoint(filters.as_of))
    return cut_page(rows, asked, key_of, who_record)


@router.post("/units/{unit}/names", response_model=Unit)
def name_unit(request: Request, unit: UnitName, said: Annotated[Naming, Body()]) -> dict[str, Any]:
    """Let a name mean a unit, or no more; or let the unit go into another, which is told then."""
    desk = desk_of(request)
    return _load(desk, rename_unit(desk, unit, said.model_dump(exclude_none=True)))


@router.get("/unit-doubts", response_model=Rows[UnitDoubt], dependencies=[Tagged])
def list_unit_doubts(request: Request) -> dict[str, Any]:
    """Names that may be of one unit, for a person to judge."""
    desk = desk_of(request)
    with desk.reading() as db:
        doubts = find_unit_doubts([row.unit for row in recall_units(desk, db).values()], load_unit_rules())
    return {"items": [doubt_record(doubt) for doubt in doubts]}


def _load(desk: Desk, name: str) -> dict[str, Any]:
    with desk.reading() as db:
        unit, _ = resolve_unit(db, name)
        return _record(recall_units(desk, db)[unit.region, unit.label])


def _record(row: UnitRow) -> dict[str, Any]:
    return {"id": row.id} | unit_record(row)


def _key_of(row: UnitRow) -> tuple[int | str, ...]:
    return (row.id,)
