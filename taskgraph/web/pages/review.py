from __future__ import annotations

import sqlite3
from typing import TypeAlias
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import NotFoundError, QueryError
from taskgraph.lookup import resolve_document
from taskgraph.output import Format
from taskgraph.review.model import Outcome
from taskgraph.review.query import Statement, Wanted, find_proposed, find_statements, find_wanted
from taskgraph.review.view import DOUBTS, OUTCOMES, PROPOSALS, iter_lines, result_of, target_of
from taskgraph.web.api.asking import Number, Whole
from taskgraph.web.decisions import decide as decide_statement
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Given, count_in, go_to, who_asks
from taskgraph.web.tags import Tagged
from taskgraph.web.twins import Ending, Twin, send_rows

router = APIRouter()
AHEAD = 12  # proposals that are listed below the one at hand
Place: TypeAlias = dict[str, str | int]


@router.get("/review")
def show_review(request: Request, doc: str = "", skip: Whole = 0, at: Whole = 0, done: Whole = 0) -> Response:
    """What reports say beside the tasks that it may belong to, one at a time; `done` is what was decided last."""
    return _render(request, {"doc": doc, "skip": skip, "at": at, "done": done})


@router.get("/review.{form}", dependencies=[Tagged])
def download_review(request: Request, form: Ending, doc: str = "") -> Response:
    """All that waits to be decided, in a file: a row a likely task, as JSON an object a statement."""
    with desk_of(request).reading() as db:
        found = find_wanted(db, Wanted(doc=doc or None, outcome=Outcome.PROPOSED))
    rows = [line for line in iter_lines(found) if line.first or form is not Format.JSON]
    return send_rows(request, Twin("待确认进展"), PROPOSALS, rows, form)


@router.post("/review/{number}")
def decide(request: Request, number: Number, given: Given) -> Response:
    """Keep what a person decided of a statement, and go on to the next."""
    place: Place = {"doc": given.get("doc", ""), "skip": count_in(given, "skip") if "skip" in given else 0}
    try:
        decide_statement(desk_of(request), number, given)
    except (NotFoundError, QueryError) as error:
        return _render(request, place | {"at": number, "done": 0}, problem=str(error))
    return go_to(f"/review?{urlencode(place | {'done': number})}", given)


def _render(request: Request, asked: Place, problem: str = "") -> Response:
    with desk_of(request).reading() as db:
        document = resolve_document(db, str(asked["doc"])) if asked["doc"] else None
        total, numbers = find_proposed(db, document, skip=int(asked["skip"]), most=AHEAD + 1)
        at, done = _load_one(db, int(asked["at"])), _load_one(db, int(asked["done"]))
        proposed = find_statements(db, numbers=numbers)
    current = at or next(iter(proposed), None)
    return show_page(
        "review",
        status=409 if problem else 200,
        section="review",
        total=total,
        current=current,
        following=[one for one in proposed if one is not current],
        done=done,
        doc=asked["doc"],
        skip=asked["skip"],
        problem=problem,
        who=who_asks(request),
        outcomes=OUTCOMES,
        doubts=DOUBTS,
        target_of=target_of,
        result_of=result_of,
    )


def _load_one(db: sqlite3.Connection, number: int) -> Statement | None:
    return next(iter(find_statements(db, numbers=[number])), None) if number else None
