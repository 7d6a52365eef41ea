from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.facts import complete_tasks
from taskgraph.model import Filters
from taskgraph.query import find_fitting
from taskgraph.situation import Need
from taskgraph.status import count_standings, sort_needy
from taskgraph.web.asked import read_filters
from taskgraph.web.desk import desk_of, show_page

router = APIRouter()
MOST = 12  # tasks that need a look on the first page


@router.get("/")
def show_overview(request: Request) -> Response:
    """How all tasks stand: lights and states counted, each number a link, and what needs a look first."""
    desk = desk_of(request)
    as_of = read_filters(request.query_params).as_of
    filters, viewpoint = Filters(as_of=as_of), desk.viewpoint(as_of)
    with desk.reading() as db:
        rows, standings = find_fitting(db, filters, viewpoint)
        needy = sort_needy((row, standings[row["row"]]) for row in rows)
        shown = complete_tasks(db, needy[:MOST], standings)
    return show_page(
        "overview",
        section="overview",
        filters=filters,
        day=viewpoint.day,
        rules=viewpoint.rules.title,
        counts=count_standings(standings.values()),
        needs=Counter(need for standing in standings.values() for need in standing.needs),
        order=tuple(Need),
        total=len(rows),
        needy=shown,
        more=len(needy) - len(shown),
    )
