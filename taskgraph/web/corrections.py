"""What a person says was read wrong, in the words of a form or of the API, and putting it on record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from extract.model import Op, Role, State, TaskKind
from extract.recurrence import is_rhythm
from taskgraph.correction_desk import fold_words, load_sheet
from taskgraph.correction_query import Subject
from taskgraph.correction_store import record_corrections
from taskgraph.corrections import Correction, Edit, FactKind, Undo
from taskgraph.edits import (
    Amount,
    Days,
    FactSheet,
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
from taskgraph.errors import NewUnitError, QueryError
from taskgraph.unit_query import find_unit_names, is_registered
from taskgraph.viewpoint import now
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk
from taskgraph.web.forms import Fields, count_in, day_in, number_in
from taskgraph.web.marked_text import HEAD
from taskgraph.web.person import name_object


def record_correction(desk: Desk, subject: Subject, number: int, given: Fields, *, ask: bool = False) -> None:
    """Record what `given` does to a fact by its number; raise CorrectionError or QueryError where it cannot be done.

    `ask`: a unit that nothing names so far raises NewUnitError, unless `given` says that it is new.
    """
    with desk.reading() as db:
        detail = read_correction(load_sheet(db, subject), number, given)
        if ask:
            _refuse_unknown_unit(db, subject.version, given)
    correction = Correction(
        subject=subject.id,
        detail=detail,
        happened_on=now().date(),
        by=desk.sign(given.get("by")),
        note=given.get("note"),
    )
    name_object(f"{subject.id}.{number}")
    with desk.writing() as store:
        record_corrections(store.db, [correction], now=now())


def read_correction(sheet: FactSheet, number: int, given: Fields) -> Edit | Undo:
    """Return what `given` does to a fact by its number; raise CorrectionError or QueryError for what it lacks."""
    verb = given.get("verb", "")
    if verb not in _VERBS:
        raise QueryError("请选择:更正、无误、去掉、补充或撤销")
    return _VERBS[verb](sheet, number, given)


def _refuse_unknown_unit(db: sqlite3.Connection, version: int, given: Fields) -> None:
    name = _unit_in(given)
    if name is None or given.get("new_unit") == name or is_registered(db, version, name):
        return
    near = get_close_matches(name, find_unit_names(db, version), n=3, cutoff=0.4)
    hint = f"相近的有:{'、'.join(near)}。" if near else ""
    raise NewUnitError(f"名录里没有这个单位:{name}。{hint}写错了请改正;确是新单位,请勾选后再保存。", name)


def _unit_in(given: Fields) -> str | None:
    """Return the unit that a form charges; other forms call a measure 单位."""
    if given.get("verb") == "add" and given.get("kind") in set(Role):
        return given.get("unit", given.get("quote"))
    return given.get("unit") if given.get("verb") == "change" and "role" in given else None


def _change(sheet: FactSheet, number: int, given: Fields) -> Edit:
    if number == HEAD:
        return set_head(sheet, one_of(TaskKind)(given["kind"]) if "kind" in given else None, given.get("title"))
    held = pick(sheet, str(number))
    match held.anchor.kind:
        case FactKind.ASSIGNMENT:
            role = one_of(Role)(given.get("role", ""))
            return charge_unit(sheet, role, _needed(given, "unit", "请写明单位"), str(number))
        case FactKind.DEADLINE:
            return set_days(held, _days(given))
        case FactKind.TARGET:
            return set_target(held, _amount(given))
        case _:
            state = one_of(State)(given["state"]) if "state" in given else None
            return set_progress(held, _amount(given), state, day_in(given, "as_of"))


def _add(sheet: FactSheet, _number: int, given: Fields) -> Edit:
    quote = fold_words(_needed(given, "quote", "请照抄依据的原文,或在正文里选中"))
    kind = given.get("kind", "")
    if kind == FactKind.DEADLINE:
        return add_deadline(sheet, _days(given), quote)
    if kind == FactKind.TARGET:
        number_needed = number_in(given, "value")
        if number_needed is None:
            raise QueryError("请写明指标的数值")
        return add_target(sheet, _amount(given), quote)
    return add_unit(sheet, one_of(Role)(kind), given.get("unit", quote), quote)


def _days(given: Fields) -> Days:
    start, end, every = day_in(given, "start"), day_in(given, "end"), given.get("every")
    if every and not is_rhythm(every):
        raise QueryError(f"“{every}”不是周期,请写 day、week、month、quarter、half-year、year")
    if not (start or end or every):
        raise QueryError("请写明时限:起始日期、截止日期或周期")
    if start and end and start > end:
        raise QueryError(f"起始日期 {start} 晚于截止日期 {end}")
    return Days(start=start, end=end, every=every)


def _amount(given: Fields) -> Amount:
    top = number_in(given, "value_max")
    op = one_of(Op)(given["op"]) if "op" in given else Op.RANGE if top is not None else None
    unit = given.get("measure", given.get("unit"))
    return Amount(metric=given.get("metric"), op=op, value=number_in(given, "value"), value_max=top, unit=unit)


def _needed(given: Fields, name: str, problem: str) -> str:
    if name not in given:
        raise QueryError(problem)
    return given[name]


def _name(number: int) -> str | None:
    return None if number == HEAD else str(number)


_VERBS: Mapping[str, Callable[[FactSheet, int, Fields], Edit | Undo]] = {
    "change": _change,
    "confirm": lambda sheet, number, _: confirm_fact(sheet, _name(number)),
    "reject": lambda sheet, number, _: reject_fact(sheet, _name(number)),
    "add": _add,
    "undo": lambda _facts, _number, given: Undo(count_in(given, "entry")),
}
