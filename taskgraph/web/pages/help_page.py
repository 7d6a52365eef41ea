from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from taskgraph.web.desk import show_page

router = APIRouter()


@router.get("/help")
def show_help() -> Response:
    return show_page("help", section="help")
