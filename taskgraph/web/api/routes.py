"""The API as a whole: which router holds which addresses, and where it is described."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from taskgraph.web.api import corrections, documents, files, finding, links, loads, statements, tasks, units
from taskgraph.web.api.openapi import describe_api

ROUTERS = (
    tasks.router,
    finding.router,
    files.router,
    units.router,
    documents.router,
    loads.router,
    corrections.router,
    statements.router,
    links.router,
)


def gather_routes() -> APIRouter:
    """Return all addresses of the API; an operation is called as its function."""
    api = APIRouter(prefix="/api/v1", generate_unique_id_function=lambda route: route.name)
    for router in ROUTERS:
        api.include_router(router)
    api.add_api_route("/openapi.json", describe, include_in_schema=False)
    return api


def describe(request: Request) -> Response:
    return JSONResponse(describe_api(request.app))
