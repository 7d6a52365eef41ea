"""What a report says has been reached: numbers and states → progress statements.

Only clauses on what has been done count; what is still planned (力争到年底, 下一步) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extract.metrics import as_printed, find_metric
from extract.model import Progress, State
from extract.moments import TimeContext, iter_moments
from extract.quantities import Quantity, find_quantities
from extract.rhythms import find_rhythms
from extract.shades import read_shades
from extract.surroundings import Surroundings
from extract.tables import Rule, load_pattern, load_rules
from extract.targets import RULE_REACH, find_guard
from extract.text import View, iter_sentences, strip_span
from ingest.model import Span

_CLAUSE = re.compile(r"[^,。;!?\n]+")
_LONGEST_QUOTE = 24  # words before a number that are quoted with it
_UNTIL = re.compile(r"截(?:至|止)(?:到)?$")


def find_progress(view: View, spans: Iterable[Span], context: TimeContext) -> tuple[Progress, ...]:
    """Return the progress statements of the paragraphs at `spans`, in the order of the text."""
    return tuple(statement for span in spans for statement in _iter_statements(view, span, context))


def _iter_statements(view: View, span: Span, context: TimeContext) -> Iterator[Progress]:
    as_of = _year_end(context)
    for sentence in iter_sentences(view.shadow, span):
        moments = list(iter_moments(view.plain, sentence, context))
        as_of = next((m.end for m in moments if _UNTIL.search(view.plain, 0, m.span.start)), as_of)
        hidden = [m.span for m in moments] + [r.span for r in find_rhythms(view, sentence, context)]
        quantities = find_quantities(view, sentence, hidden)
        for clause in _CLAUSE.finditer(view.shadow, sentence.start, sentence.end):
            yield from _read_clause(view, Span(*clause.span()), sentence, quantities, as_of)


def _year_end(context: TimeContext) -> date | None:
    """A report written after its year speaks of the whole year."""
    over = context.written and context.year and context.written.year > context.year
    return date(context.year, 12, 31) if over and context.year else None


def _read_clause(
    view: View, clause: Span, sentence: Span, quantities: Iterable[Quantity], as_of: date | None
) -> Iterator[Progress]:
    clause = strip_span(view.shadow, clause)
    mine = [quantity for quantity in quantities if clause.covers(quantity.span)]
    words = clause.of(view.plain)
    rule = next((rule for rule in load_rules("states") if rule.pattern.search(words)), None)
    state = State(rule["state"]) if rule else None
    for quantity in mine:
        beside = Surroundings.of(view, quantity.span, sentence, reach=RULE_REACH)
        if not find_guard(beside, quantity, reported=True) and not _is_to_come(beside.left):
            yield _read_number(view, quantity, clause, state, as_of)
    if rule and not mine and not _is_to_come(words):
        yield _read_state(view, clause, rule, as_of)


def _is_to_come(left: str) -> bool:
    """Whether the words of a sentence up to a number speak of what is still planned: 力争, 计划, 下一步."""
    return bool(load_pattern("{to_come}$").search(left))


def _read_state(view: View, clause: Span, rule: Rule, as_of: date | None) -> Progress:
    return Progress(
        text=clause.of(view.text),
        metric=rule.pattern.sub("", clause.of(view.plain)).strip(),
        value=None,
        unit=None,
        change=None,
        state=State(rule["state"]),
        as_of=as_of,
        span=clause,
        rule=rule.id,
        confidence=0.7,
    )


def _read_number(view: View, quantity: Quantity, clause: Span, state: State | None, as_of: date | None) -> Progress:
    beside = Surroundings.of(view, quantity.span, clause, reach=len(view.text))
    words = Span(clause.start, quantity.span.end) if len(beside.left) <= _LONGEST_QUOTE else quantity.span
    metric = find_metric(beside.left, beside.right, unit=quantity.unit)
    return Progress(
        text=words.of(view.text),
        metric=as_printed(metric, clause.of(view.plain), clause.of(view.text)),
        value=quantity.value,
        unit=quantity.unit,
        change=read_shades(beside.left).change,
        state=state,
        as_of=as_of,
        span=words,
        rule="number",
        confidence=0.85,
    )
