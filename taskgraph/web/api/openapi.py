"""The description of the API as OpenAPI: what the routes declare, and the problem that any of them may answer with."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from taskgraph.web.problems import PROBLEM_JSON

VERSION = "1"
_ABOUT = """The work of the desk for programs: the same filters, rows and steps as its pages. See docs/api.md.

Days are ISO 8601. Lists are cut into pages: `next` of one is `after` of the following. Errors are problems (RFC 9457);
their `detail` is Chinese, for people, their `type` is for programs."""
_TEXT = {"type": "string"}
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What could not be done, and why (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _TEXT | {"description": "The kind of problem: urn:duban:problem:not-found."},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT | {"description": "What was found, where, and what to do; in Chinese."},
        "candidates": {
            "type": "array",
            "description": "The units that an ambiguous name may mean; ask again by `id`.",
            "items": {
                "type": "object",
                "required": ["id", "name", "region"],
                "properties": {"id": {"type": "integer"}, "name": _TEXT, "region": _TEXT},
            },
        },
        "errors": {
            "type": "array",
            "description": "What is wrong with which field of the request.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": _TEXT, "message": _TEXT},
            },
        },
    },
}
_ANSWER = {
    "description": "The request could not be carried out.",
    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_UNCHANGED = {"description": "Nothing has changed since the answer that `If-None-Match` names."}
_TAG = {"ETag": {"description": "What `If-None-Match` and `If-Match` may name.", "schema": _TEXT}}


def describe_api(app: FastAPI) -> dict[str, Any]:
    """Return the description, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _describe(app)
    return app.openapi_schema


def _describe(app: FastAPI) -> dict[str, Any]:
    described = get_openapi(title="Duban 督办", version=VERSION, description=_ABOUT, routes=app.routes)
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM
    described["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    described["security"] = [{}, {"token": []}]
    for path in described["paths"].values():
        for operation in path.values():
            _complete(operation)
    return described


def _complete(operation: dict[str, Any]) -> None:
    """Say of an operation what holds for all: problems, and entity tags where it has any."""
    answers = operation["responses"]
    answers.pop("422", None)
    answers["default"] = _ANSWER
    if any(parameter["name"] == "if-none-match" for parameter in operation.get("parameters", ())):
        answers["304"] = _UNCHANGED
        answers["200"]["headers"] = _TAG
