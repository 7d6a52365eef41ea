from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.correction_query import Subject
from taskgraph.errors import CorrectionError, NotFoundError, QueryError
from taskgraph.web.corrections import Words, record_correction
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.forms import Given, go_to
from taskgraph.web.marked_text import HEAD, step_from
from taskgraph.web.pages.documents import load_checked, render_document
from taskgraph.web.pages.fact_panel import split_name

router = APIRouter()


@router.post("/documents/{name}/corrections")
def correct(request: Request, name: str, given: Given) -> Response:
    """Put right what was read, and go on: to the next doubt where nothing is left to do about this one."""
    fact = given.get("fact", "")
    try:
        following = _correct(desk_of(request), name, fact, given)
    except (CorrectionError, NotFoundError, QueryError) as error:
        return render_document(request, name, fact, problem=str(error))
    return go_to(f"/documents/{name}?fact={following}#m-{following}", given)


def _correct(desk: Desk, name: str, fact: str, given: Words) -> str:
    """Record a correction and return the name of what is to be looked at next."""
    subject, number = split_name(fact)
    with desk.reading() as db:
        checked = load_checked(db, name)
    record_correction(desk, Subject(checked.row.ref.version, subject), number, given)
    with desk.reading() as db:
        left = load_checked(db, name)
    return _follow(fact, given.get("verb", ""), checked.places, left.doubts, left.places)


def _follow(fact: str, verb: str, before: Sequence[str], doubts: Sequence[str], places: Sequence[str]) -> str:
    """Return what is looked at after a correction: a confirmed or struck fact is done with, others are shown again."""
    subject, _ = split_name(fact)
    if verb not in {"confirm", "reject"}:
        return fact if fact in places else f"{subject}.{HEAD}"
    shown = before.index(fact) if fact in before else 0
    here = fact if fact in places else next((key for key in reversed(before[:shown]) if key in places), None)
    return step_from(doubts, places, here)[1] or (fact if fact in places else f"{subject}.{HEAD}")
