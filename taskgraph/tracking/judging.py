"""Whether a result meets its target: comparator, direction and scope, as a reader would judge from the two numbers.

`None` means that the numbers do not tell: they speak of different times, or it is open whether more is better.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from extract.model import Change, Op, State, Target
from taskgraph.tracking.measures import RATES, factor
from taskgraph.tracking.model import Kind, PlannedTarget, Scope, Statement
from taskgraph.tracking.tables import load_directions

_TENTH = Decimal("0.1")
_BELOW = re.compile(r"(?:近|接近|将近|不到|不足)[\d.]+[^,。;、\d]{0,4}$")
_OVER = re.compile(r"(?:超过?|突破|高于|多于|逾)[\d.]+[^,。;、\d]{0,4}$")
_LOWERED = re.compile(r"(?:降低?|下降|压缩|压减|缩短|减少|缩减|控制)(?:到|至|在|为)")


class Good(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"
    OPEN = "open"


def judge(planned: PlannedTarget, statement: Statement) -> bool | None:
    """Return whether the statement's number meets the target; a statement in words meets it when it says done."""
    if statement.progress.value is None:
        return True if statement.progress.state is State.DONE else None
    if differs_in_scope(planned, statement):
        return None
    value = in_measure(planned, statement)
    return None if value is None else meets(planned.target, value, _shade(statement.text), find_good(planned))


def judge_value(target: Target, value: Decimal, text: str) -> bool | None:
    """Return whether a number in the target's measure meets it, by the target alone; `text` are the number's words.

    下降10% and 下降到10% are told apart only by more words than these.
    """
    falls, point = target.change is Change.DECREASE, target.op in {Op.EQUAL, Op.ABOUT, Op.RANGE}
    if falls and point and target.unit in RATES:
        return None
    good = Good.LESS if falls else _named_good(target.metric) or Good.MORE
    return meets(target, value, _shade(text), good)


def differs_in_scope(planned: PlannedTarget, statement: Statement) -> bool:
    """Year's end against the year's average, a part of the year's growth against the year's."""
    mine, theirs = planned.mention.scopes, statement.mention.scopes
    ends = (Scope.AT_END in theirs and Scope.AVERAGE in mine) or (Scope.AT_END in mine and Scope.AVERAGE in theirs)
    partial = Scope.PART in theirs and planned.mention.kind is not Kind.LEVEL
    return ends or partial


def in_measure(planned: PlannedTarget, statement: Statement) -> Decimal | None:
    """Return the result in the target's unit; a fall against a rise is negative."""
    size = factor(statement.progress.unit, planned.target.unit)
    if size is None or statement.progress.value is None:
        return None
    value = statement.progress.value * size
    opposed = {planned.mention.kind, statement.mention.kind} == {Kind.RISE, Kind.FALL}
    return -value if opposed else value


def find_good(planned: PlannedTarget) -> Good:
    """Return which way is better: by the comparator, by a verb of lowering, by what is counted."""
    if planned.mention.kind is Kind.FALL:
        return Good.MORE
    words = planned.mention.core + planned.target.metric
    named = _named_good(words)
    if named is None and _LOWERED.search(planned.text):
        return Good.LESS
    return named or Good.MORE


def _named_good(words: str) -> Good | None:
    return next((Good(row.outcome) for row in load_directions() if row.pattern.search(words)), None)


class Shade(StrEnum):
    """What a report's number hides: 近100 is below, 超过100 above."""

    BELOW = "below"
    OVER = "over"


def _shade(text: str) -> Shade | None:
    if _BELOW.search(text):
        return Shade.BELOW
    return Shade.OVER if _OVER.search(text) else None


def meets(target: Target, value: Decimal, shade: Shade | None, good: Good) -> bool | None:
    match target.op:
        case Op.AT_LEAST | Op.MORE:
            return value > target.value or (value == target.value and shade is not Shade.BELOW)
        case Op.AT_MOST | Op.LESS:
            return value < target.value or (value == target.value and shade is not Shade.OVER)
        case Op.RANGE:
            return _within(target.value, target.value_max or target.value, value, good)
        case Op.ABOUT:
            slack = abs(target.value) * _TENTH
            return _within(target.value - slack, target.value + slack, value, good)
        case Op.EQUAL:
            at = value if shade is not Shade.BELOW else value - abs(value) * Decimal("0.001")
            return _within(target.value, target.value, at, good)


def _within(low: Decimal, high: Decimal, value: Decimal, good: Good) -> bool | None:
    """Return whether `value` lies between, or beyond on the good side; None beyond where no side is good."""
    if low <= value <= high:
        return True
    if good is Good.OPEN:
        return None
    return value > high if good is Good.MORE else value < low
