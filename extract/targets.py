"""Numbers that a task is to reach, keep or stay under → targets.

Every number with a measure word is a candidate; `numbers.toml` tells which are none: names, enumerations,
what exists already, what a change starts from, the parameters of a policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.metrics import find_metric, split_subjects
from extract.model import Change, Deadline, Modality, Op, Target
from extract.moments import TimeContext, iter_moments
from extract.quantities import Quantity, find_quantities, words_around
from extract.tables import Rule, load_rules
from extract.text import View, sentence_around
from ingest.model import Span

_METRIC_REACH = 60


def find_targets(view: View, span: Span, deadlines: Iterable[Deadline], context: TimeContext) -> tuple[Target, ...]:
    """Return the numeric targets of the item at `span`; numbers inside its `deadlines` are none, nor is the
    single time of a rhythm (每月召开一次会议).
    """
    deadlines = tuple(deadlines)
    hidden = [d.span for d in deadlines] + [m.span for m in iter_moments(view.plain, span, context)]
    rhythms = [d.span for d in deadlines if d.every]
    quantities = find_quantities(view, span, hidden)
    asked = [q for q in quantities if not _counts_rhythm(view, q, rhythms)]
    return tuple(_iter_targets(view, span, asked))


def _counts_rhythm(view: View, quantity: Quantity, rhythms: Iterable[Span]) -> bool:
    """Whether a quantity is the one time in each period: 每月…一次."""
    once = quantity.unit in ("次", "轮", "遍") and quantity.value == 1
    return once and any(
        r.end <= quantity.span.start and not re.search("[。;]", view.shadow[r.end : quantity.span.start])
        for r in rhythms
    )


def find_guard(words: str, quantity: Quantity, *, reported: bool) -> Rule | None:
    """Return the row of numbers.toml that keeps a number from counting; `reported` asks only rows that hold for reports."""
    for rule in load_rules("numbers"):
        measures, unless = rule.get("measures"), rule.get("unless", [])
        if (reported and not rule.get("reported")) or quantity.unit in unless:
            continue
        if (not measures or quantity.unit in measures) and _holds(rule, words):
            return rule
    return None


def _iter_targets(view: View, span: Span, quantities: Iterable[Quantity]) -> Iterator[Target]:
    previous: Target | None = None
    for group in _group_lists(view, quantities):
        for place, quantity in enumerate(group):
            sentence = sentence_around(view.shadow, quantity.span, span)
            words = words_around(view, quantity.span, sentence)
            if find_guard(words, quantity, reported=False):
                continue
            subjects = split_subjects(view.plain[sentence.start : group[0].span.start], len(group))
            near = previous if previous and previous.span.start >= sentence.start else None
            target = _read(view, quantity, sentence, words, near)
            previous = replace(target, metric=subjects[place]) if len(group) > 1 and subjects else target
            yield previous


def _group_lists(view: View, quantities: Iterable[Quantity]) -> list[list[Quantity]]:
    """Return the quantities with those that only a 、 or 和 parts in one group: 2个、3个和3个百分点."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        if groups and view.shadow[groups[-1][-1].span.end : quantity.span.start] in ("、", "和", "及", ","):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _holds(rule: Rule, words: str) -> bool:
    """Whether the row's match takes in the number itself, not the same words elsewhere in the sentence."""
    at = words.index("⟦")
    return any(found.start() <= at < found.end() for found in rule.pattern.finditer(words))


def _read(view: View, quantity: Quantity, sentence: Span, words: str, previous: Target | None) -> Target:
    left = view.plain[max(sentence.start, quantity.span.start - _METRIC_REACH) : quantity.span.start]
    right = view.plain[quantity.span.end : min(sentence.end, quantity.span.end + _METRIC_REACH)]
    compared = next((rule for rule in load_rules("comparators") if _holds(rule, words)), None)
    shades = [rule for rule in load_rules("modalities") if rule.pattern.search(left)]
    baseline = next((rule.pattern.search(left) for rule in shades if rule.get("baseline")), None)
    span = _widen(quantity.span, compared, words)
    return Target(
        text=span.of(view.text), metric=find_metric(left, right, unit=quantity.unit, previous=previous.metric if previous else ""), op=_op(quantity, compared),
        value=quantity.value, value_max=quantity.value_max, unit=quantity.unit,
        change=next((Change(r["change"]) for r in shades if r.get("change")), None),
        baseline=baseline[1] if baseline else None,
        modality=next((Modality(r["modality"]) for r in shades if r.get("modality")), None),
        span=span, rule=compared.id if compared else "plain", confidence=0.9 if compared else 0.75,
    )  # fmt: skip


def _op(quantity: Quantity, compared: Rule | None) -> Op:
    if quantity.value_max is not None:
        return Op.RANGE
    if compared:
        return Op(compared["op"])
    return Op.ABOUT if quantity.about else Op.EQUAL


def _widen(span: Span, compared: Rule | None, words: str) -> Span:
    """Take a comparator directly beside the number into the target's own words: 不低于400户, 60%以上."""
    if not compared:
        return span
    at = words.index("⟦")
    found = next(m for m in compared.pattern.finditer(words) if m.start() <= at < m.end())
    left, right = at - found.start(), found.end() - at - len("⟦·⟧")
    return Span(span.start - (left if left <= 6 else 0), span.end + right)


def is_asked(words: str) -> bool:
    """Whether the words before a number speak of what is still to come: 力争, 计划, 下一步."""
    return bool(re.search(r"(?:力争|争取|计划|预计|下一?步|拟|将)[^。;]*⟦", words))
