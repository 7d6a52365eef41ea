from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.correction_query import Subject
from taskgraph.errors import CorrectionError, NewUnitError, NotFoundError, QueryError, UnitNameError
from taskgraph.lookup import resolve_task
from taskgraph.query import load_task
from taskgraph.web.corrections import record_correction
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.forms import Fields, Given, go_to
from taskgraph.web.marked_text import HEAD, name_anchor, step_from
from taskgraph.web.pages.documents import load_checked, render_document
from taskgraph.web.pages.fact_panel import Check, split_name
from taskgraph.web.pages.task import render_task

router = APIRouter()
REFUSALS = (CorrectionError, NewUnitError, NotFoundError, QueryError, UnitNameError)


@router.post("/documents/{name}/corrections")
def correct_document(request: Request, name: str, given: Given) -> Response:
    """Put right what was read, and go on: to the next doubt where nothing is left to do about this one."""
    try:
        following = _correct_document(desk_of(request), name, given)
    except REFUSALS as error:
        return render_document(request, name, _explain(error, given))
    return go_to(f"/documents/{name}?fact={following}#{name_anchor(following)}", given)


@router.post("/tasks/{name}/corrections")
def correct_task(request: Request, name: str, given: Given) -> Response:
    """Put right what was read of a task, and show it again; one that is none is shown where its document has it."""
    try:
        address = _correct_task(desk_of(request), name, given)
    except REFUSALS as error:
        return render_task(request, name, check=_explain(error, given))
    return go_to(address, given)


def _explain(error: Exception, given: Fields) -> Check:
    new_unit = error.name if isinstance(error, NewUnitError) else None
    return Check(fact=given.get("fact", ""), problem=str(error), given=given, new_unit=new_unit)


def _correct_document(desk: Desk, name: str, given: Fields) -> str:
    """Record a correction and return the name of what is to be looked at next."""
    fact = given.get("fact", "")
    with desk.reading() as db:
        checked = load_checked(db, name)
    _record(desk, checked.row.ref.version, given)
    with desk.reading() as db:
        left = load_checked(db, name)
    return _follow(fact, given.get("verb", ""), checked.places, left.doubts, left.places)


def _correct_task(desk: Desk, name: str, given: Fields) -> str:
    """Record a correction and return the address of what is to be looked at next."""
    with desk.reading() as db:
        task = load_task(db, resolve_task(db, name).row, desk.viewpoint())
    _record(desk, task.document.version, given)
    fact = given["fact"]
    if given["verb"] != "reject":
        return f"/tasks/{task.id}?fact={fact}#fact"
    gone = split_name(fact)[1] == HEAD
    return f"/documents/{task.document.id}?fact={fact}#fact" if gone else f"/tasks/{task.id}#facts"


def _record(desk: Desk, version: int, given: Fields) -> None:
    subject, number = split_name(given.get("fact", ""))
    record_correction(desk, Subject(version, subject), number, given, ask=True)


def _follow(fact: str, verb: str, before: Sequence[str], doubts: Sequence[str], places: Sequence[str]) -> str:
    """Return what is looked at after a correction: a confirmed or struck fact is done with, others are shown again."""
    subject, _ = split_name(fact)
    if verb not in {"confirm", "reject"}:
        return fact if fact in places else f"{subject}.{HEAD}"
    shown = before.index(fact) if fact in before else 0
    here = fact if fact in places else next((key for key in reversed(before[:shown]) if key in places), None)
    return step_from(doubts, places, here)[1] or (fact if fact in places else f"{subject}.{HEAD}")
