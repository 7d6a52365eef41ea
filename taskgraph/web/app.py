"""The desk as a whole: which address leads to which page, and what becomes of errors."""

from __future__ import annotations

import logging
import mimetypes
import sqlite3
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.config import Settings
from taskgraph.errors import (
    AmbiguousUnitError,
    LockedError,
    NoStoreError,
    NotFoundError,
    QueryError,
    SavedSearchError,
    TaskgraphError,
)
from taskgraph.viewpoint import load_viewpoint
from taskgraph.web.desk import Desk, read_static, show_page
from taskgraph.web.gate import Gate
from taskgraph.web.guards import LOOPBACK, Guard
from taskgraph.web.inbox import Inbox
from taskgraph.web.memo import Memo
from taskgraph.web.pages import (
    bulk,
    calendar,
    corrections,
    documents,
    gantt,
    graph,
    help_page,
    inbox,
    ledger,
    overview,
    review,
    saved,
    task,
    task_steps,
    tasks,
    units,
)
from taskgraph.web.rights import declare_addresses

ROUTERS = (
    overview.router,
    tasks.router,
    ledger.router,
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
    documents.router,
    corrections.router,
    help_page.router,
)
STATUSES: Mapping[type[TaskgraphError], int] = {
    NotFoundError: 404,
    QueryError: 400,
    LockedError: 503,
    SavedSearchError: 400,
}
NO_SUCH_PAGE = "没有这个页面。地址可能写错了,或内容已被删除。"
INTERNAL = "页面出错了,数据没有受影响。请返回重试;若再次出现,请把启动督办的窗口里的最后几行报告给维护者。"
BUSY = "数据库正被另一个程序占用,请稍后重试。"
logger = logging.getLogger("duban")


def create_app(settings: Settings, *, hosts: frozenset[str] = LOOPBACK, local: bool = True) -> FastAPI:
    """Return the desk over a data directory, for requests that name one of `hosts`; `local`: from this machine alone.

    Raise UndeclaredAddressError for an address whose right is not declared.
    """
    app = FastAPI(title="督办", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(settings, Memo(settings.data_dir, lambda: load_viewpoint(settings, None)))
    app.state.inbox = Inbox(settings.data_dir)
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/static/{name:path}", serve_static, include_in_schema=False)
    app.add_exception_handler(TaskgraphError, _tell_error)
    app.add_exception_handler(HTTPException, _tell_missing)
    app.add_exception_handler(RequestValidationError, _tell_missing)
    app.add_exception_handler(sqlite3.OperationalError, _tell_busy)
    app.add_exception_handler(Exception, _tell_internal)
    addresses = declare_addresses(app)
    app.add_middleware(Gate, data_dir=settings.data_dir, addresses=addresses, local=local)
    app.add_middleware(Guard, hosts=hosts)
    return app


def serve_static(name: str) -> Response:
    data = read_static(name) if ".." not in name else None
    if data is None:
        raise HTTPException(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(data, media_type=kind, headers={"Cache-Control": "max-age=3600"})


def _tell_error(request: Request, error: Exception) -> Response:
    if isinstance(error, NoStoreError):
        return show_page("empty")
    if isinstance(error, AmbiguousUnitError) and request.method == "GET":
        return units.show_choices(request, error)
    status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)
    return show_page("problem", status=status, message=str(error))


def _tell_missing(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return show_page("problem", status=status, message=NO_SUCH_PAGE)


def _tell_busy(_request: Request, error: Exception) -> Response:
    logger.error("%s", error)
    return show_page("problem", status=503, message=BUSY)


def _tell_internal(_request: Request, error: Exception) -> Response:
    logger.error("internal error", exc_info=error)
    return show_page("problem", status=500, message=INTERNAL)
