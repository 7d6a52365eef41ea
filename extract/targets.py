"""Numbers that a task is to reach, keep or stay under → targets.

Every number with a measure word is a candidate; `numbers.toml` tells which are none: names, enumerations,
what exists already, what a change starts from, the parameters of a policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.metrics import as_printed, find_metric, split_subjects
from extract.model import Deadline, Op, Target
from extract.moments import TimeContext, iter_moments
from extract.quantities import Quantity, find_quantities
from extract.shades import read_shades
from extract.surroundings import Surroundings
from extract.tables import Rule, load_rules
from extract.text import View, sentence_around
from ingest.model import Span

RULE_REACH = 40  # characters on each side of a number that the rule tables see
_METRIC_REACH = 60


def find_targets(view: View, span: Span, deadlines: Iterable[Deadline], context: TimeContext) -> tuple[Target, ...]:
    """Return the numeric targets of the item at `span`; numbers inside its `deadlines` are none, nor is the
    single time of a rhythm (每月召开一次会议).
    """
    deadlines = tuple(deadlines)
    hidden = [d.span for d in deadlines] + [m.span for m in iter_moments(view.plain, span, context)]
    rhythms = [d.span for d in deadlines if d.every]
    quantities = find_quantities(view, span, hidden)
    asked = [quantity for quantity in quantities if not _counts_rhythm(view, quantity, rhythms)]
    return tuple(_iter_targets(view, span, asked))


def find_guard(beside: Surroundings, quantity: Quantity, *, reported: bool) -> Rule | None:
    """Return the row of numbers.toml that keeps a number from counting; of reports only some rows hold."""
    asked = (rule for rule in load_rules("numbers") if rule.get("reported") or not reported)
    fitting = (rule for rule in asked if _concerns(rule, quantity.unit))
    return next((rule for rule in fitting if beside.find(rule.pattern)), None)


def _concerns(rule: Rule, unit: str | None) -> bool:
    measures = rule.get("measures")
    return (not measures or unit in measures) and unit not in rule.get("unless", ())


def _counts_rhythm(view: View, quantity: Quantity, rhythms: Iterable[Span]) -> bool:
    """Whether a quantity is the one time in each period: 每月…一次."""
    if quantity.unit not in ("次", "轮", "遍") or quantity.value != 1:
        return False
    before = (rhythm for rhythm in rhythms if rhythm.end <= quantity.span.start)
    return any(not re.search("[。;]", view.shadow[rhythm.end : quantity.span.start]) for rhythm in before)


def _iter_targets(view: View, span: Span, quantities: Iterable[Quantity]) -> Iterator[Target]:
    previous: Target | None = None
    for group in _group_lists(view, quantities):
        for place, quantity in enumerate(group):
            sentence = sentence_around(view.shadow, quantity.span, span)
            if find_guard(Surroundings.of(view, quantity.span, sentence, reach=RULE_REACH), quantity, reported=False):
                continue
            near = previous.metric if previous and previous.span.start >= sentence.start else ""
            target = _read(view, quantity, sentence, near)
            subjects = split_subjects(view.plain[sentence.start : group[0].span.start], len(group))
            previous = replace(target, metric=subjects[place]) if len(group) > 1 and subjects else target
            yield previous


def _group_lists(view: View, quantities: Iterable[Quantity]) -> list[list[Quantity]]:
    """Return the quantities with those that only a mark or 和 parts in one group: 2个、3个和3个百分点."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        if groups and view.shadow[groups[-1][-1].span.end : quantity.span.start] in ("、", "和", "及", ","):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _read(view: View, quantity: Quantity, sentence: Span, previous: str) -> Target:
    near = Surroundings.of(view, quantity.span, sentence, reach=RULE_REACH)
    wide = Surroundings.of(view, quantity.span, sentence, reach=_METRIC_REACH)
    compared = next(((r, found) for r in load_rules("comparators") if (found := near.find(r.pattern))), None)
    span = near.widen(quantity.span, compared[1], left=6) if compared else quantity.span
    shades = read_shades(wide.left)
    metric = find_metric(wide.left, wide.right, unit=quantity.unit, previous=previous)
    return Target(
        text=span.of(view.text),
        metric=as_printed(metric, sentence.of(view.plain), sentence.of(view.text)),
        op=_read_op(quantity, compared[0] if compared else None),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        change=shades.change,
        baseline=shades.baseline,
        modality=shades.modality,
        span=span,
        rule=compared[0].id if compared else "plain",
        confidence=0.9 if compared else 0.75,
    )


def _read_op(quantity: Quantity, compared: Rule | None) -> Op:
    if quantity.value_max is not None:
        return Op.RANGE
    if compared:
        return Op(compared["op"])
    return Op.ABOUT if quantity.about else Op.EQUAL
