"""What addresses of the API may ask for: the filters of all lists, a page of a list, days and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from extract.model import Role, TaskKind
from taskgraph.errors import QueryError
from taskgraph.events import LifeState
from taskgraph.levels import IssuerLevel
from taskgraph.model import Filters
from taskgraph.ordering import Order
from taskgraph.paging import read_cursor, rows_after, write_cursor
from taskgraph.situation import Light, Need
from taskgraph.web.asked import read_day, read_filters

Row = TypeVar("Row")


def _refuse_no_day(text: str) -> str:
    try:
        read_day(text)
    except QueryError as error:
        raise PydanticCustomError("day", "{why}", {"why": str(error)}) from error
    return text


def _refuse_no_number(value: object) -> object:
    """Refuse what only looks like a number; 5.0 is one of JSON's ways to write 5."""
    if isinstance(value, str | bool):
        raise PydanticCustomError("int_type", "no number")
    return value


Day = Annotated[
    str,
    StringConstraints(pattern="^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_refuse_no_day),
    Field(json_schema_extra={"format": "date"}),
]
YesNo = Literal["yes", "no"]
Words = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Number = Annotated[int, Path(ge=1, lt=2**31)]
Whole = Annotated[int, Query(ge=0, lt=2**31)]
Amount = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, lt=10**6), BeforeValidator(_refuse_no_number)]
MOST = 500  # rows of a page


class Asking(BaseModel):
    """What an address asks for; what it does not know is an error, not passed over."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(Asking):
    limit: Annotated[int, Field(ge=1, le=MOST, description="How many rows at most.")] = 50
    after: Annotated[str | None, Field(max_length=2000, description="The `next` of the page before.")] = None


class DocumentFilters(Asking):
    doc: Annotated[Words | None, Field(description="A document: the beginning of its id, its 文号 or title.")] = None
    issuer: Annotated[Words | None, Field(description="Who issued the document, or a part of that name.")] = None
    level: Annotated[IssuerLevel | None, Field(description="The level of who issued it.")] = None
    year: Annotated[int | None, Field(ge=1000, le=9999)] = None
    as_of: Annotated[Day | None, Field(description="As all stood on this day.")] = None

    def filters(self) -> Filters:
        """Return what is asked for."""
        return read_filters({name: str(value) for name, value in self.model_dump(exclude_none=True).items()})


class ChargeFilters(DocumentFilters):
    """The filters of lists of one unit's tasks."""

    role: Annotated[Role | None, Field(description="The role of the unit, else that some unit has this role.")] = None
    kind: TaskKind | None = None
    status: LifeState | None = None
    light: Light | None = None
    overdue: YesNo | None = None
    need: Annotated[Need | None, Field(description="Why the task needs a look.")] = None
    due_before: Annotated[Day | None, Field(description="Due on this day or before.")] = None
    due_after: Annotated[Day | None, Field(description="Due on this day or later.")] = None
    no_deadline: YesNo | None = None
    no_lead: YesNo | None = None
    has_target: YesNo | None = None
    text: Annotated[Words | None, Field(description="Words in the task; 且, 或, 非, brackets and quotes count.")] = None


class TaskFilters(ChargeFilters):
    """The filters of lists of tasks, by the names that pages and commands have for them."""

    unit: Annotated[Words | None, Field(description="A unit by any of its names, or its number.")] = None


class TaskQuery(TaskFilters, PageQuery):
    order: Annotated[Order | None, Field(description="By document; what is late comes by its deadline.")] = None


class ChargeQuery(ChargeFilters, PageQuery):
    pass


class DocumentQuery(DocumentFilters, PageQuery):
    pass


Filtered = Annotated[TaskFilters, Query()]
Paged = Annotated[PageQuery, Query()]


def cut_page(
    rows: Sequence[Row], page: PageQuery, key: Callable[[Row], tuple[int | str, ...]], record: Callable[[Row], Any]
) -> dict[str, Any]:
    """Return a page of rows that are all at hand, as the API gives it; raise QueryError for a wrong cursor."""
    asked = page.model_dump(exclude={"limit", "after"})
    left = rows_after(rows, key, read_cursor(page.after, asked)) if page.after else rows
    shown = left[: page.limit]
    more = write_cursor(key(shown[-1]), asked) if len(left) > len(shown) else None
    return {"items": [record(row) for row in shown], "total": len(rows), "next": more}
