"""What becomes of an error: a page that explains it, or under /api a problem as RFC 9457 has it."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.disk import explain_refusal
from taskgraph.errors import (
    AmbiguousUnitError,
    CannotUndoError,
    CorrectionError,
    DamagedStoreError,
    DiskError,
    ImpossibleStepError,
    LedgerFileError,
    LinkConflictError,
    LockedError,
    NoRightError,
    NoStoreError,
    NoSuchEventError,
    NotFoundError,
    PeopleError,
    QueryError,
    SavedSearchError,
    TaskgraphError,
    TemplateError,
    UnitNameError,
    UnitsFileError,
)
from taskgraph.web.desk import show_page
from taskgraph.web.rights import find_methods

API = "/api/"
PROBLEM_JSON = "application/problem+json"
NO_SUCH_PAGE = "没有这个页面。地址可能写错了,或内容已被删除。"
INTERNAL = "{}出错了,数据没有受影响。请返回重试;若再次出现,请把启动督办的窗口里的最后几行报告给维护者。"
BUSY = "数据库正被另一个程序占用,请稍后重试。"
logger = logging.getLogger("duban")


class Kind(NamedTuple):
    """A kind of problem: its name for programs, its status, and what it is called."""

    name: str
    status: int
    title: str


class FieldFault(NamedTuple):
    """What is wrong with one field of a request: query.year, body.due."""

    field: str
    message: str


INVALID = Kind("invalid-request", 422, "请求不合要求")
LOCKED = Kind("locked", 423, "数据库正忙")
UNFORESEEN = Kind("internal", 500, "程序出错")
KINDS: Mapping[type[TaskgraphError], Kind] = {
    NotFoundError: Kind("not-found", 404, "没有找到"),
    NoSuchEventError: Kind("not-found", 404, "没有找到"),
    NoRightError: Kind("refused", 403, "没有权限"),
    PeopleError: Kind("people", 400, "不能这样设置用户"),
    NoStoreError: Kind("no-data", 404, "还没有数据"),
    QueryError: Kind("query", 400, "条件不对"),
    LockedError: LOCKED,
    DiskError: Kind("disk", 507, "没有写成"),
    DamagedStoreError: Kind("damaged", 500, "数据库已损坏"),
    SavedSearchError: Kind("name", 400, "这个名称不能用"),
    ImpossibleStepError: Kind("impossible-step", 409, "这一步不能成立"),
    CannotUndoError: Kind("cannot-undo", 409, "不能撤销"),
    LinkConflictError: Kind("link-conflict", 409, "与已有的关系矛盾"),
    CorrectionError: Kind("correction", 400, "不能这样更正"),
    UnitNameError: Kind("unit-name", 400, "不是单位名称"),
    TemplateError: Kind("template", 409, "模板有误"),
    UnitsFileError: Kind("units-file", 400, "单位表有误"),
    LedgerFileError: Kind("ledger-file", 400, "台账有误"),
}
_HTTP: Mapping[int, tuple[Kind, str]] = {
    400: (Kind("unreadable", 400, "请求读不出来"), "请求的内容读不出来。请按接口说明发送。"),
    404: (Kind("not-found", 404, "没有找到"), "没有这个地址。"),
    405: (Kind("method-not-allowed", 405, "不能这样请求"), "这个地址不接受这种请求。"),
    412: (Kind("changed", 412, "内容已被改动"), "内容已被别人改动。请重新读取,看过改动再写。"),
    413: (Kind("too-large", 413, "内容太大"), "请求的内容太大。"),
}
_FAULTS: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "enum": "应为其中之一:{expected}",
    "literal_error": "应为其中之一:{expected}",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "string_pattern_mismatch": "应合格式 {pattern}",
    "string_too_short": "不能少于 {min_length} 个字",
    "string_too_long": "不能多于 {max_length} 个字",
    "string_type": "应为文字",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "too_short": "不能为空",
    "too_long": "不能多于 {max_length} 项",
    "json_invalid": "不是 JSON",
    "day": "{why}",
}


def kind_of(error: TaskgraphError) -> Kind:
    return next((KINDS[kind] for kind in type(error).__mro__ if kind in KINDS), UNFORESEEN)


def is_of_api(request: Request) -> bool:
    return request.url.path.startswith(API)


def make_problem(
    kind: Kind, detail: str, *, headers: Mapping[str, str] | None = None, **more: Sequence[Mapping[str, Any]]
) -> Response:
    """Return the answer of the API to what it cannot do; `more`: lists that say more than the detail."""
    body: dict[str, Any] = {
        "type": f"urn:duban:problem:{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
    }
    data = json.dumps(body | {name: listed for name, listed in more.items() if listed}, ensure_ascii=False)
    return Response(data, status_code=kind.status, media_type=PROBLEM_JSON, headers=dict(headers or {}))


def answer_errors(app: FastAPI) -> None:
    """Let every error be answered in the form that its address has."""
    app.add_exception_handler(TaskgraphError, tell_error)
    app.add_exception_handler(HTTPException, _tell_missing)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(sqlite3.DatabaseError, _tell_refused)
    app.add_exception_handler(OSError, _tell_refused)
    app.add_exception_handler(Exception, _tell_internal)


def tell_error(request: Request, error: Exception) -> Response:
    kind = kind_of(error) if isinstance(error, TaskgraphError) else UNFORESEEN
    if is_of_api(request):
        meant = error.units if isinstance(error, AmbiguousUnitError) else ()
        listed = [{"id": unit.id, "name": unit.label, "region": unit.region} for unit in meant]
        return make_problem(kind, str(error), candidates=listed)
    if isinstance(error, NoStoreError):
        return show_page("empty")
    return show_page("problem", status=kind.status, message=str(error))


def _tell_missing(request: Request, error: Exception) -> Response:
    status, said, headers = 404, "", {}
    if isinstance(error, HTTPException):
        status, said, headers = error.status_code, error.detail, dict(error.headers or {})
    if status == HTTPStatus.NOT_MODIFIED:
        return Response(status_code=status, headers=headers)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(find_methods(request.app.state.addresses, request.url.path))
    kind, usual = _HTTP.get(status, (UNFORESEEN._replace(status=status), ""))
    if is_of_api(request):
        own = said != HTTPStatus(status).phrase
        return make_problem(kind, said if own else usual, headers=headers)
    too_large = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return show_page("problem", status=status, message=usual if too_large else NO_SUCH_PAGE)


def _tell_invalid(request: Request, error: Exception) -> Response:
    if not is_of_api(request) or not isinstance(error, RequestValidationError):
        return _tell_missing(request, error)
    faults = [_read_fault(one) for one in error.errors()]
    return make_problem(
        INVALID,
        ";".join(f"{fault.field}:{fault.message}" for fault in faults),
        errors=[fault._asdict() for fault in faults],
    )


def _read_fault(told: Mapping[str, Any]) -> FieldFault:
    field = ".".join(str(part) for part in told["loc"])
    return FieldFault(field, _FAULTS.get(told["type"], "不合要求").format_map(told.get("ctx", {})))


def _tell_refused(request: Request, error: Exception) -> Response:
    """Say what the disk or the database file does not allow."""
    refusal = explain_refusal(error) if isinstance(error, sqlite3.DatabaseError | OSError) else None
    if refusal is None:
        return _tell_internal(request, error)
    logger.error("%s", error)
    return _tell_busy(request) if isinstance(refusal, LockedError) else tell_error(request, refusal)


def _tell_busy(request: Request) -> Response:
    return make_problem(LOCKED, BUSY) if is_of_api(request) else show_page("problem", status=503, message=BUSY)


def _tell_internal(request: Request, error: Exception) -> Response:
    logger.error("internal error", exc_info=error)
    if is_of_api(request):
        return make_problem(UNFORESEEN, INTERNAL.format("程序"))
    return show_page("problem", status=500, message=INTERNAL.format("页面"))
