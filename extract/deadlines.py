"""By when something is due: moments and rhythms in their sentences → deadlines.

Loose words (定期, 适时, 及时) are no deadlines, and neither are the dates of other documents, of what has
been done, of plans' names, and what stands inside 《…》.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from extract import days
from extract.model import Basis, Deadline
from extract.moments import Moment, TimeContext, iter_moments
from extract.numerals import read_number
from extract.rhythms import find_rhythms
from extract.surroundings import Surroundings
from extract.tables import Rule, load_rules
from extract.text import View, iter_sentences
from ingest.model import Span

_REACH = 40  # characters on each side that decide what a moment means
_JOINER = re.compile(r" ?(?:-+|至|到|~) ?")


def find_deadlines(view: View, span: Span, context: TimeContext) -> tuple[Deadline, ...]:
    """Return the deadlines of the item at `span`, in the order of the text."""
    rhythms = find_rhythms(view, span, context)
    terms = tuple(_iter_terms(view, span, context))
    taken = [d.span for d in (*rhythms, *terms)]
    dated = [_repeat(view, deadline, rhythms) for deadline in _iter_dated(view, span, context, taken)]
    begun = (_begin(view, rhythm, dated) for rhythm in rhythms)
    return tuple(sorted((*begun, *terms, *dated), key=lambda d: d.span))


def read_deadline_cell(view: View, cell: Span, context: TimeContext) -> tuple[Deadline, ...]:
    """Return the deadlines of a table's cell: there a bare moment is a deadline (2025年6月, 全年)."""
    found = find_deadlines(view, cell, context)
    if found:
        return found
    moments = iter_moments(view.plain, cell, context)
    return tuple(_from_moment(view, m, "within", Span(m.span.start, m.span.end), "cell") for m in moments)


def _iter_dated(view: View, span: Span, context: TimeContext, taken: Iterable[Span]) -> Iterator[Deadline]:
    taken = list(taken)
    for sentence in iter_sentences(view.shadow, span):
        for moment in _join_ranges(view, list(iter_moments(view.plain, sentence, context))):
            if any(moment.span.overlaps(t) for t in taken):
                continue
            deadline = _interpret(view, moment, sentence, context)
            if deadline:
                yield deadline


def _repeat(view: View, deadline: Deadline, rhythms: Iterable[Deadline]) -> Deadline:
    """Let a yearly rhythm govern the bare dates behind it in its sentence: 每年2月底前…,3月底前…."""
    yearly = [r for r in rhythms if r.every == "year" and "BYMONTH" in (r.rrule or "") and r.span < deadline.span]
    if not yearly or deadline.basis is Basis.EXACT or not deadline.end:
        return deadline
    if re.search("[。;\n]|20\\d\\d", view.shadow[yearly[-1].span.end : deadline.span.end]):
        return deadline
    rule = f"FREQ=YEARLY;BYMONTH={deadline.end.month};BYMONTHDAY={deadline.end.day}"
    return replace(deadline, start=None, end=None, every="year", rrule=rule)


def _begin(view: View, rhythm: Deadline, dated: Iterable[Deadline]) -> Deadline:
    """Let a rhythm begin on the day that stands before it in its sentence: 从2021年11月起,每半年更新一次."""
    before = [d for d in dated if d.start and not d.end and d.span.end <= rhythm.span.start]
    if rhythm.start or not before or re.search("[。;\n]", view.shadow[before[-1].span.end : rhythm.span.start]):
        return rhythm
    return replace(rhythm, start=before[-1].start)


def _join_ranges(view: View, moments: list[Moment]) -> Iterator[Moment]:
    """Join two moments with a dash or 至 between them: 2020年3月20日—6月30日 → one stretch."""
    waiting: Moment | None = None
    for moment in moments:
        if waiting and _JOINER.fullmatch(view.shadow, waiting.span.end, moment.span.start):
            waiting = _join(waiting, moment)
            continue
        if waiting:
            yield waiting
        waiting = moment
    if waiting:
        yield waiting


def _join(first: Moment, last: Moment) -> Moment:
    return replace(
        last,
        span=Span(first.span.start, last.span.end),
        start=first.start or first.end,
        grain="stretch",
        year_printed=first.year_printed or last.year_printed,
    )


def _interpret(view: View, moment: Moment, sentence: Span, context: TimeContext) -> Deadline | None:
    """Return what the words around a moment make of it, by the first row of deadlines.toml that fits."""
    beside = Surroundings.of(view, moment.span, sentence, reach=_REACH)
    for rule in load_rules("deadlines"):
        grains = rule.get("grains")
        found = None if grains and moment.grain not in grains else beside.find(rule.pattern)
        if not found:
            continue
        if rule["reading"] == "none" or _is_past(moment, context):
            return None
        span = moment.span if rule["reading"] == "within" else beside.widen(moment.span, found, left=6)
        return _from_moment(view, moment, rule["reading"], span, rule.id)
    return None


def _is_past(moment: Moment, context: TimeContext) -> bool:
    year = context.year or moment.end.year
    return moment.year_printed and moment.end.year < year


def _from_moment(view: View, moment: Moment, reading: str, span: Span, rule: str) -> Deadline:
    start, end = moment.start, moment.end
    bounds: dict[str, tuple[date | None, date | None]] = {
        "until": (None, end),
        "now-until": (None, end),
        "from": (start or end, None),
        "within": (start, end),
    }
    start, last = bounds[reading]
    exact = moment.year_printed and moment.grain in ("day", "stretch")
    return Deadline(
        text=span.of(view.text), start=start, end=last, every=None, rrule=None,
        basis=Basis.EXACT if exact else Basis.INFERRED, anchor_event=None, span=span,
        rule=f"{moment.rule}/{rule}", confidence=0.95 if reading != "within" else 0.9,
    )  # fmt: skip


def _iter_terms(view: View, span: Span, context: TimeContext) -> Iterator[Deadline]:
    """Yield the terms that run from an event; dates only where the event's day is known."""
    taken: list[Span] = []
    for rule in load_rules("terms"):
        for found in rule.pattern.finditer(view.plain, span.start, span.end):
            words = Span(*found.span())
            if not any(words.overlaps(t) for t in taken):
                taken.append(words)
                yield _read_term(view, rule, found, context)


def _read_term(view: View, rule: Rule, found: re.Match[str], context: TimeContext) -> Deadline:
    first = context.written if rule["known"] else None
    span = Span(*found.span())
    return Deadline(
        text=span.of(view.text), start=first, end=_add(first, found) if first else None, every=None, rrule=None,
        basis=Basis.INFERRED if first else Basis.OPEN, anchor_event=None if first else found["event"] or None,
        span=span, rule=rule.id, confidence=0.9 if first else 0.7,
    )  # fmt: skip


def _add(first: date, found: re.Match[str]) -> date:
    count, unit = int(read_number(found["n"])), found["unit"].removeprefix("个")
    if unit == "工作日":
        return days.add_workdays(first, count)
    if unit == "月":
        years, month = divmod(first.month - 1 + count, 12)
        return date(first.year + years, month + 1, min(first.day, days.last_day(first.year + years, month + 1).day))
    if unit == "年":
        return date(first.year + count, first.month, min(first.day, 28))
    return first + timedelta(days=count * (7 if unit == "周" else 1) if unit != "小时" else -(-count // 24))
