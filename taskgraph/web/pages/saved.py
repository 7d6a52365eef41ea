from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import QueryError
from taskgraph.options import write_options
from taskgraph.saved_query import SavedSearch
from taskgraph.saved_store import remove_search, save_search
from taskgraph.web.asked import read_filters, write_filters
from taskgraph.web.desk import desk_of
from taskgraph.web.forms import Given, go_to
from taskgraph.web.person import name_object

router = APIRouter()


@router.post("/saved")
def save(request: Request, given: Given) -> Response:
    """Keep the filters of a list under a name."""
    filters = read_filters(dict(parse_qsl(given.get("query", ""))))
    options = write_options(filters)
    if "name" not in given or not options:
        raise QueryError("请先选好条件,再写一个名称保存")
    name_object(given["name"])
    with desk_of(request).writing() as store:
        save_search(store.db, SavedSearch(given["name"], options))
    return go_to(f"/tasks?{write_filters(filters)}", given)


@router.post("/saved/remove")
def remove(request: Request, given: Given) -> Response:
    name_object(given.get("name", ""))
    with desk_of(request).writing() as store:
        remove_search(store.db, given.get("name", ""))
    return go_to("/tasks", given)
