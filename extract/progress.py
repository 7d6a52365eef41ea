"""What a report says has been reached: numbers and states → progress statements.

Only clauses on what has been done count; what is still planned (力争到年底, 下一步) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extract.metrics import find_metric
from extract.model import Change, Progress, State
from extract.moments import TimeContext, iter_moments
from extract.quantities import Quantity, find_quantities, words_around
from extract.rhythms import find_rhythms
from extract.tables import load_rules
from extract.targets import find_guard, is_asked
from extract.text import View, iter_sentences, strip_span
from ingest.model import Span

_CLAUSE = re.compile(r"[^,。;!?\n]+")
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
    mine = [q for q in quantities if clause.covers(q.span)]
    state, rule = _find_state(clause.of(view.plain))
    for quantity in mine:
        words = words_around(view, quantity.span, sentence)
        if not find_guard(words, quantity, reported=True) and not is_asked(words):
            yield _read_number(view, quantity, clause, state, as_of)
    if state and not mine and not is_asked(clause.of(view.plain) + "⟦"):
        yield Progress(
            text=clause.of(view.text), metric=clause.of(view.text), value=None, unit=None, change=None,
            state=state, as_of=as_of, span=clause, rule=rule, confidence=0.7,
        )  # fmt: skip


def _find_state(words: str) -> tuple[State | None, str]:
    rule = next((rule for rule in load_rules("states") if rule.pattern.search(words)), None)
    return (State(rule["state"]), rule.id) if rule else (None, "number")


def _read_number(view: View, quantity: Quantity, clause: Span, state: State | None, as_of: date | None) -> Progress:
    left, right = view.plain[clause.start : quantity.span.start], view.plain[quantity.span.end : clause.end]
    shades = [r for r in load_rules("modalities") if r.get("change") and r.pattern.search(left)]
    words = Span(clause.start, quantity.span.end) if len(left) <= 24 else quantity.span
    return Progress(
        text=words.of(view.text), metric=find_metric(left, right, unit=quantity.unit), value=quantity.value, unit=quantity.unit,
        change=Change(shades[0]["change"]) if shades else None, state=state, as_of=as_of, span=words,
        rule="number", confidence=0.85,
    )  # fmt: skip
