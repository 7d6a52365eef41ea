"""The desk as a whole: which address leads to which page or answer."""

from __future__ import annotations

import mimetypes

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from taskgraph.config import Settings
from taskgraph.errors import AmbiguousUnitError
from taskgraph.people.throttle import Throttle
from taskgraph.viewpoint import load_viewpoint
from taskgraph.web.api.routes import gather_routes
from taskgraph.web.desk import Desk, read_static
from taskgraph.web.gate import Gate
from taskgraph.web.guards import LOOPBACK, Guard
from taskgraph.web.inbox import Inbox
from taskgraph.web.memo import Memo
from taskgraph.web.pages import (
    account,
    bulk,
    calendar,
    corrections,
    documents,
    feeds,
    gantt,
    graph,
    help_page,
    inbox,
    ledger,
    ledger_return,
    login,
    overview,
    papers,
    review,
    saved,
    task,
    task_steps,
    tasks,
    unit_names,
    units,
    users,
)
from taskgraph.web.problems import answer_errors, is_of_api, tell_error
from taskgraph.web.rights import declare_addresses

ROUTERS = (
    overview.router,
    tasks.router,
    ledger.router,
    ledger_return.router,
    papers.router,
    calendar.router,
    gantt.router,
    graph.router,
    bulk.router,
    saved.router,
    task.router,
    task_steps.router,
    inbox.router,
    review.router,
    units.router,
    unit_names.router,
    documents.router,
    corrections.router,
    help_page.router,
    login.router,
    account.router,
    feeds.router,
    users.router,
)


class GuardedApp(FastAPI):
    """An app whose every answer passes the guard, also those to what went wrong before any of its own middleware."""

    def __init__(self, hosts: frozenset[str]) -> None:
        super().__init__(title="督办", docs_url=None, redoc_url=None, openapi_url=None)
        self.hosts = hosts

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), self.hosts)


def create_app(
    settings: Settings, *, hosts: frozenset[str] = LOOPBACK, local: bool = True, patience: float = 0
) -> FastAPI:
    """Return the desk over a data directory, for requests that name one of `hosts`; `local`: from this machine alone.

    `patience` is that of its Memo.

    Raise UndeclaredAddressError for an address whose right is not declared.
    """
    app = GuardedApp(hosts)
    memo = Memo(settings.data_dir, lambda: load_viewpoint(settings, None), patience)
    app.state.desk = Desk(settings, memo)
    app.state.inbox = Inbox(settings.data_dir, memo.note_own_write)
    app.state.throttle = Throttle()
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(gather_routes())
    app.add_api_route("/static/{name:path}", serve_static, include_in_schema=False)
    app.state.addresses = declare_addresses(app)
    answer_errors(app)
    app.add_exception_handler(AmbiguousUnitError, _ask_which)
    app.add_middleware(
        Gate,
        data_dir=settings.data_dir,
        addresses=app.state.addresses,
        throttle=app.state.throttle,
        local=local,
    )
    return app


def serve_static(name: str) -> Response:
    data = read_static(name)
    if data is None:
        raise HTTPException(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(data, media_type=kind, headers={"Cache-Control": "max-age=3600"})


def _ask_which(request: Request, error: Exception) -> Response:
    if isinstance(error, AmbiguousUnitError) and request.method == "GET" and not is_of_api(request):
        return units.show_choices(request, error)
    return tell_error(request, error)
