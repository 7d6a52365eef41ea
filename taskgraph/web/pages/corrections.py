from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Op, Role, State, TaskKind
from extract.recurrence import is_rhythm
from taskgraph.correction_desk import fold_words, load_desk
from taskgraph.correction_query import Subject
from taskgraph.correction_store import record_corrections
from taskgraph.corrections import Correction, Edit, FactKind, Undo
from taskgraph.edits import (
    Amount,
    Days,
    add_deadline,
    add_target,
    add_unit,
    charge_unit,
    confirm_fact,
    pick,
    reject_fact,
    set_days,
    set_head,
    set_progress,
    set_target,
)
from taskgraph.edits import (
    Desk as Facts,
)
from taskgraph.errors import CorrectionError, NotFoundError, QueryError
from taskgraph.viewpoint import now
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.forms import Given, count_in, day_in, go_to, number_in
from taskgraph.web.marked_text import HEAD, step_from
from taskgraph.web.pages.documents import load_checked, render_document
from taskgraph.web.pages.fact_panel import split_name

router = APIRouter()
Words = Mapping[str, str]


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
    verb = given.get("verb", "")
    if verb not in _VERBS:
        raise QueryError("请选择:更正、无误、去掉、补充或撤销")
    with desk.reading() as db:
        checked = load_checked(db, name)
        detail = _VERBS[verb](load_desk(db, Subject(checked.row.ref.version, subject)), number, given)
    correction = Correction(
        subject=subject, detail=detail, happened_on=now().date(), by=given.get("by"), note=given.get("note")
    )
    with desk.writing() as store:
        record_corrections(store.db, [correction], now=now())
    with desk.reading() as db:
        left = load_checked(db, name)
    return _follow(fact, verb, checked.places, left.doubts, left.places)


def _follow(fact: str, verb: str, before: Sequence[str], doubts: Sequence[str], places: Sequence[str]) -> str:
    """Return what is looked at after a correction: a confirmed or struck fact is done with, others are shown again."""
    subject, _ = split_name(fact)
    if verb not in {"confirm", "reject"}:
        return fact if fact in places else f"{subject}.{HEAD}"
    shown = before.index(fact) if fact in before else 0
    here = fact if fact in places else next((key for key in reversed(before[:shown]) if key in places), None)
    return step_from(doubts, places, here)[1] or (fact if fact in places else f"{subject}.{HEAD}")


def _change(facts: Facts, number: int, given: Words) -> Edit:
    if number == HEAD:
        return set_head(facts, one_of(TaskKind)(given["kind"]) if "kind" in given else None, given.get("title"))
    held = pick(facts, str(number))
    match held.anchor.kind:
        case FactKind.ASSIGNMENT:
            role = one_of(Role)(given.get("role", ""))
            return charge_unit(facts, role, _needed(given, "unit", "请写明单位"), str(number))
        case FactKind.DEADLINE:
            return set_days(held, _days(given))
        case FactKind.TARGET:
            return set_target(held, _amount(given))
        case _:
            state = one_of(State)(given["state"]) if "state" in given else None
            return set_progress(held, _amount(given), state, day_in(given, "as_of"))


def _add(facts: Facts, _number: int, given: Words) -> Edit:
    quote = fold_words(_needed(given, "quote", "请照抄依据的原文,或在正文里选中"))
    kind = given.get("kind", "")
    if kind == FactKind.DEADLINE:
        return add_deadline(facts, _days(given), quote)
    if kind == FactKind.TARGET:
        number_needed = number_in(given, "value")
        if number_needed is None:
            raise QueryError("请写明指标的数值")
        return add_target(facts, _amount(given), quote)
    return add_unit(facts, one_of(Role)(kind), given.get("unit", quote), quote)


def _days(given: Words) -> Days:
    start, end, every = day_in(given, "start"), day_in(given, "end"), given.get("every")
    if every and not is_rhythm(every):
        raise QueryError(f"“{every}”不是周期,请写 day、week、month、quarter、half-year、year")
    if not (start or end or every):
        raise QueryError("请写明时限:起始日期、截止日期或周期")
    if start and end and start > end:
        raise QueryError(f"起始日期 {start} 晚于截止日期 {end}")
    return Days(start=start, end=end, every=every)


def _amount(given: Words) -> Amount:
    top = number_in(given, "value_max")
    op = one_of(Op)(given["op"]) if "op" in given else Op.RANGE if top is not None else None
    unit = given.get("measure", given.get("unit"))
    return Amount(metric=given.get("metric"), op=op, value=number_in(given, "value"), value_max=top, unit=unit)


def _needed(given: Words, name: str, problem: str) -> str:
    if name not in given:
        raise QueryError(problem)
    return given[name]


def _name(number: int) -> str | None:
    return None if number == HEAD else str(number)


_VERBS: Mapping[str, Callable[[Facts, int, Words], Edit | Undo]] = {
    "change": _change,
    "confirm": lambda facts, number, _: confirm_fact(facts, _name(number)),
    "reject": lambda facts, number, _: reject_fact(facts, _name(number)),
    "add": _add,
    "undo": lambda _facts, _number, given: Undo(count_in(given, "entry")),
}
