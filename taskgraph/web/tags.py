"""Entity tags: whether an answer is the one that a program has already, and whether it has seen what it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.web.desk import desk_of

_KEPT = {"Cache-Control": "private, no-cache"}
IfMatch = Annotated[str | None, Header(description="The ETag of what was read; refused with 412 if it has changed.")]
_IfNoneMatch = Annotated[
    str | None, Header(description="An ETag that is known; answered with 304 if nothing has changed.")
]


def tag_of(record: Mapping[str, Any]) -> str:
    """Return the tag of one thing as it is told to programs."""
    told = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
    return f'"{sha256(told.encode()).hexdigest()[:24]}"'


def tell_state(request: Request, response: Response, if_none_match: _IfNoneMatch = None) -> None:
    """Tag an answer by the state of the store; what is known of that state is not made again.

    The tag is taken before anything is read: what is written meanwhile makes an answer newer than its tag, never older.
    """
    if state := desk_of(request).memo.describe_state():
        address = f"{state} {request.url.path}?{request.url.query}"
        request.state.tag = f'W/"{sha256(address.encode()).hexdigest()[:24]}"'
        _refuse_known(request.state.tag, if_none_match)
        response.headers.update(tags_of(request))


Tagged = Depends(tell_state)


def tags_of(request: Request) -> dict[str, str]:
    """Return the headers of an answer that `tell_state` has tagged."""
    return {"ETag": request.state.tag} | _KEPT if hasattr(request.state, "tag") else {}


def tag_one(request: Request, response: Response, record: dict[str, Any]) -> dict[str, Any]:
    """Tag one thing by what is told of it, so that a write may name what it has seen."""
    tag = tag_of(record)
    _refuse_known(tag, request.headers.get("if-none-match"))
    response.headers.update({"ETag": tag} | _KEPT)
    return record


def _refuse_known(tag: str, known: str | None) -> None:
    if known and (known.strip() == "*" or tag.removeprefix("W/") in _split(known)):
        raise HTTPException(304, headers={"ETag": tag} | _KEPT)


def refuse_unseen(seen: str | None, record: Mapping[str, Any]) -> None:
    """Refuse a write that names another state of the thing than it has."""
    if seen and seen.strip() != "*" and tag_of(record) not in _split(seen):
        raise HTTPException(412)


def _split(tags: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in tags.split(",")}
