from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.events import LifeState
from taskgraph.facet_query import month_filters
from taskgraph.model import Filters
from taskgraph.output import Column, View
from taskgraph.query import find_documents, load_tasks
from taskgraph.situation import Light, Need
from taskgraph.tally import Tally
from taskgraph.tally_query import Overview
from taskgraph.terms import LIGHTS, NEEDS
from taskgraph.web.asked import read_filters, write_filters
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.drawing.months import MonthBar, Part, draw_months
from taskgraph.web.finding import recall_overview
from taskgraph.web.tags import Tagged
from taskgraph.web.twins import Ending, Twin, send_rows

router = APIRouter()
MOST = 12  # tasks that need a look on the first page, and units
MOST_MONTHS = 18


@router.get("/")
def show_overview(request: Request) -> Response:
    """How all tasks stand: by light, need, month and unit, each number a link, and what needs a look first."""
    desk = desk_of(request)
    as_of = read_filters(request.query_params).as_of
    filters, viewpoint = Filters(as_of=as_of), desk.viewpoint(as_of)
    with desk.reading() as db:
        overview = recall_overview(desk, db, as_of)
        if not overview.total and not find_documents(db, Filters()):
            return show_page("empty", section="overview")
        needy = load_tasks(db, overview.needy[:MOST], viewpoint)
    bars = make_bars(overview.months, filters, viewpoint.day)
    return show_page(
        "overview",
        section="overview",
        filters=filters,
        day=viewpoint.day,
        rules=viewpoint.rules.title,
        overview=overview,
        lights=[light for light in Light if any(overview.lights.get((light, state)) for state in LifeState)],
        all_needs=tuple(Need),
        units=overview.units[:MOST],
        months=Markup(draw_months(bars)) if bars else None,  # noqa: S704 - escapes its words
        needy=needy,
        periods=name_periods(viewpoint.day),
    )


class Counted(NamedTuple):
    """How many tasks one value has: a light, a need, a lead unit or a month."""

    what: str
    value: str
    label: str
    tasks: int


COUNTS: View[Counted] = View(
    (
        Column("分类", lambda one: _WHAT[one.what]),
        Column("取值", lambda one: one.label),
        Column("任务", lambda one: one.tasks),
    ),
    lambda one: one._asdict(),
)
_WHAT: Mapping[str, str] = {"light": "亮灯", "need": "需关注", "unit": "牵头单位", "month": "时限月份"}


@router.get("/overview.{form}", dependencies=[Tagged])
def download_overview(request: Request, form: Ending) -> Response:
    """The numbers of the first page, in a file."""
    desk = desk_of(request)
    as_of = read_filters(request.query_params).as_of
    with desk.reading() as db:
        overview = recall_overview(desk, db, as_of)
    return send_rows(request, Twin("总览", Filters(as_of=as_of)), COUNTS, tuple(_iter_counted(overview)), form)


def _iter_counted(overview: Overview) -> Iterator[Counted]:
    for light in Light:
        if count := sum(overview.lights.get((light, state), 0) for state in LifeState):
            yield Counted("light", light.value, LIGHTS[light], count)
    for need in Need:
        if overview.needs.get(need):
            yield Counted("need", need.value, NEEDS[need], overview.needs[need])
    for what, tallies in (("unit", overview.units), ("month", overview.months)):
        yield from (Counted(what, one.value, one.value, one.total) for one in tallies)


def name_periods(day: date) -> tuple[tuple[str, date, date], ...]:
    """Return the usual periods of a bulletin by their names: this month so far, the last month, the last quarter."""
    month, quarter = day.replace(day=1), date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    last = month - timedelta(days=1)
    end = quarter - timedelta(days=1)
    begin = date(end.year, end.month - 2, 1)
    return ("本月", month, day), ("上月", last.replace(day=1), last), ("上季度", begin, end)


def make_bars(months: Sequence[Tally], filters: Filters, today: date) -> list[MonthBar]:
    """Return the bars of the months from half a year ago on."""
    begin = date(today.year, today.month - 6, 1) if today.month > 6 else date(today.year - 1, today.month + 6, 1)
    shown = [month for month in months if month.value >= f"{begin:%Y-%m}"][:MOST_MONTHS]
    return [_make_bar(month, filters, today) for month in shown]


def _make_bar(month: Tally, filters: Filters, today: date) -> MonthBar:
    year, number = month.value.split("-")
    return MonthBar(
        label=f"{int(number)}月" if int(year) == today.year else f"{year[2:]}年{int(number)}月",
        parts=tuple(_iter_parts(month, filters)),
        address=f"/tasks?{write_filters(filters, **month_filters(month.value))}",
        now=month.value == f"{today:%Y-%m}",
    )


def _iter_parts(month: Tally, filters: Filters) -> Iterator[Part]:
    for light in Light:
        if count := month.lights.get(light):
            query = write_filters(filters, light=light, **month_filters(month.value))
            yield Part(light=light, count=count, address=f"/tasks?{query}")
