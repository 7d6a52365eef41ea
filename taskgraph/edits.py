"""From what a person asks for to an edit: which fact is meant, and what it should say; between several, no guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from extract.model import Assignment, Basis, Change, Deadline, Op, Progress, Role, State, Target, TaskKind
from ingest.span import Span
from taskgraph.corrections import (
    Edit,
    Fact,
    FactKind,
    Held,
    Passage,
    TaskHead,
    add,
    change,
    keep_counting,
    list_facts,
    move_deadline,
    reject,
)
from taskgraph.errors import NotFoundError
from taskgraph.fact_view import name_fact
from taskgraph.folding import fold_name
from taskgraph.terms import ROLES

_LONGEST_ANCHOR = 20
_NOWHERE = Span(0, 0)  # an added fact is put to where its words stand


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A task or report as it lies before a person: its name, its facts, those struck out among them, and its words."""

    title: str
    listed: tuple[Held, ...]
    passage: Passage

    @property
    def held(self) -> tuple[Held, ...]:
        return keep_counting(self.listed)

    def of(self, kind: FactKind) -> list[Held]:
        return [held for held in list_facts(self.held) if held.anchor.kind is kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a person says of a number; None leaves it as it is."""

    metric: str | None = None
    op: Op | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    change: Change | None = None
    text: str | None = None

    def given(self) -> dict[str, Any]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}


def pick(sheet: FactSheet, name: str, kind: FactKind | None = None) -> Held:
    """Return the fact of a number as `duban show` prints it, or of a unit's name; NotFoundError lists what there is."""
    numbered = [held for number, held in enumerate(list_facts(sheet.listed), start=1) if str(number) == name]
    found = [held for held in numbered or _named(sheet.held, name) if kind in (None, held.anchor.kind)]
    if len(found) != 1:
        raise NotFoundError(_ask(sheet, f"没有“{name}”这一条" if not found else f"“{name}”可指几条,请写序号", kind))
    return found[0]


def _named(facts: Sequence[Held], name: str) -> list[Held]:
    units = [(held, fold_name(held.fact.unit)) for held in facts if isinstance(held.fact, Assignment)]
    wanted = fold_name(name)
    exact = [held for held, unit in units if unit == wanted]
    return exact or [held for held, unit in units if unit.endswith(wanted)]


def _ask(sheet: FactSheet, problem: str, kind: FactKind | None) -> str:
    numbered = ((n, held) for n, held in enumerate(list_facts(sheet.listed), start=1) if held.counts)
    listed = ";".join(f"{n}. {name_fact(held.fact)}" for n, held in numbered if kind in (None, held.anchor.kind))
    return f"{problem}。“{sheet.title}”现有:{listed or '(无)'}"


def charge_unit(sheet: FactSheet, role: Role, unit: str, was: str | None) -> Edit:
    """Let a unit have a role: in the place of the one that `was` names, else of the only one in that role.

    Where no unit has the role, a unit that is charged otherwise changes its role, and another is added.
    """
    charges = sheet.of(FactKind.ASSIGNMENT)
    if was is not None:
        return _charge(pick(sheet, was, FactKind.ASSIGNMENT), role, unit)
    in_role = [held for held in charges if isinstance(held.fact, Assignment) and held.fact.role is role]
    if len(in_role) > 1:
        several = f"有 {len(in_role)} 个{ROLES[role]}单位,要改哪一个用 --was,要加一个用 add {role.value}"
        raise NotFoundError(_ask(sheet, several, FactKind.ASSIGNMENT))
    known = in_role or _named(charges, unit)
    return _charge(known[0], role, unit) if len(known) == 1 else add_unit(sheet, role, unit, None)


def _charge(held: Held, role: Role, unit: str) -> Edit:
    return _change(held, Assignment, lambda fact: replace(fact, role=role, unit=unit))


def add_unit(sheet: FactSheet, role: Role, unit: str, quote: str | None) -> Edit:
    fact = Assignment(unit=unit, role=role, span=_NOWHERE, rule="", confidence=1.0)
    return add(sheet.held, fact, _words(sheet, quote, unit))


def set_due(sheet: FactSheet, day: date, which: str | None) -> Edit:
    """Set the last day of the deadline that `which` names, else of the only dated one; add one where there is none."""
    dated = [held for held in sheet.of(FactKind.DEADLINE) if isinstance(held.fact, Deadline) and not held.fact.every]
    if which is None and not dated:
        return add_deadline(sheet, Days(end=day), None)
    if which is None and len(dated) > 1:
        raise NotFoundError(_ask(sheet, f"有 {len(dated)} 个时限,要改哪一个用 --was", FactKind.DEADLINE))
    held = dated[0] if which is None else pick(sheet, which, FactKind.DEADLINE)
    return set_days(held, Days(end=day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What a person says of a deadline; None leaves it as it is."""

    start: date | None = None
    end: date | None = None
    every: str | None = None
    text: str | None = None


def set_days(held: Held, days: Days) -> Edit:
    """Change a deadline; a first day after the new last one goes."""

    def moved(fact: Deadline) -> Deadline:
        start, end = days.start or fact.start, days.end or fact.end
        if start and end and start > end and days.start is None:
            start = None
        return move_deadline(fact, start=start, end=end, every=days.every or fact.every, text=days.text)

    return _change(held, Deadline, moved)


def add_deadline(sheet: FactSheet, days: Days, quote: str | None) -> Edit:
    words = _words(sheet, quote)
    empty = Deadline(
        text=words, start=None, end=None, every=None, rrule=None, basis=Basis.OPEN, anchor_event=None,
        span=_NOWHERE, rule="", confidence=1.0,
    )  # fmt: skip
    return add(sheet.held, move_deadline(empty, start=days.start, end=days.end, every=days.every), words)


def set_target(held: Held, amount: Amount) -> Edit:
    return _change(held, Target, lambda fact: replace(fact, **amount.given()))


def add_target(sheet: FactSheet, amount: Amount, quote: str | None) -> Edit:
    words = _words(sheet, quote)
    empty = Target(
        text=words, metric=sheet.title, op=Op.EQUAL, value=Decimal(0), value_max=None, unit=None, change=None,
        baseline=None, modality=None, span=_NOWHERE, rule="", confidence=1.0,
    )  # fmt: skip
    return add(sheet.held, replace(empty, **amount.given()), words)


def set_progress(held: Held, amount: Amount, state: State | None, as_of: date | None) -> Edit:
    new = amount.given() | ({"state": state} if state else {}) | ({"as_of": as_of} if as_of else {})
    return _change(held, Progress, lambda fact: replace(fact, **new))


def set_head(sheet: FactSheet, kind: TaskKind | None, title: str | None) -> Edit:
    return _change(find_head(sheet), TaskHead, lambda head: TaskHead(kind or head.kind, title or head.title))


def confirm_fact(sheet: FactSheet, name: str | None) -> Edit:
    """Vouch for a fact as it was read; without a name for the task itself."""
    held = find_head(sheet) if name is None else pick(sheet, name)
    return change(held, held.fact)


def reject_fact(sheet: FactSheet, name: str | None) -> Edit:
    """Strike out a fact; without a name the task itself."""
    return reject(_find_head(sheet, sheet.listed) if name is None else pick(sheet, name))


def find_head(sheet: FactSheet) -> Held:
    """Return the task itself; raise NotFoundError for a report, or for a task that was struck out."""
    return _find_head(sheet, sheet.held)


def _find_head(sheet: FactSheet, held: Iterable[Held]) -> Held:
    heads = [one for one in held if one.anchor.kind is FactKind.TASK]
    if not heads:
        raise NotFoundError(f"“{sheet.title}”不是现有的任务,不能整项更正")
    return heads[0]


def _change(held: Held, kind: type, make: Callable[..., Fact]) -> Edit:
    if not isinstance(held.fact, kind):
        raise NotFoundError(f"这一条是“{name_fact(held.fact)}”,不能这样更正")
    if not held.counts:
        number = held.entries[-1]
        raise NotFoundError(
            f"“{name_fact(held.fact)}”已经不计。要恢复,请撤销第 {number} 条更正", command=f"undo {number}"
        )
    return change(held, make(held.fact))


def _words(sheet: FactSheet, quote: str | None, name: str | None = None) -> str:
    """Return the words that an added fact stands by: those quoted, its name, the task's title, or how it begins."""
    start = sheet.passage.span.of(sheet.passage.text).split("\n")[0][:_LONGEST_ANCHOR]
    usual: Iterable[str] = filter(None, (name, sheet.title))
    return quote or next((words for words in usual if sheet.passage.find(words)), start)
