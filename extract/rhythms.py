"""What repeats: 每月22—25日, 一月一调度, 逐季, 每两周 → deadlines with `every` and a recurrence rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.days import last_day
from extract.model import Basis, Deadline
from extract.moments import TimeContext
from extract.numerals import read_number
from extract.recurrence import write_rrule
from extract.tables import Rule, load_rules
from extract.text import View
from ingest.model import Span

_PERIODS = {
    "日": "day", "天": "day", "工作日": "day", "周": "week", "星期": "week", "旬": "10 day", "月": "month",
    "季": "quarter", "季度": "quarter", "季度首月": "quarter", "季首月": "quarter", "次月": "month",
    "半年": "half-year", "半月": "0.5 month", "双月": "2 month", "学期": "half-year", "年": "year", "年度": "year",
}  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))


def find_rhythms(view: View, span: Span, context: TimeContext) -> tuple[Deadline, ...]:
    """Return what repeats in the item at `span`; where rows overlap, the one that stands first in the table wins."""
    found: list[Deadline] = []
    for rule in load_rules("rhythms"):
        for match in rule.pattern.finditer(view.plain, span.start, span.end):
            words = Span(*match.span())
            if not any(words.overlaps(d.span) for d in found):
                found.append(_read(view, rule, match, context))
    return tuple(sorted(found, key=lambda d: d.span))


def _read(view: View, rule: Rule, match: re.Match[str], context: TimeContext) -> Deadline:
    groups = match.groupdict()
    every = _every(groups.get("n"), groups["unit"])
    start, end = _first(every, groups, context)
    span = Span(*match.span())
    return Deadline(
        text=span.of(view.text), start=start, end=end, every=every, rrule=write_rrule(every, _iter_parts(groups)),
        basis=Basis.EXACT if groups.get("day") else Basis.INFERRED, anchor_event=None, span=span,
        rule=rule.id, confidence=0.9,
    )  # fmt: skip


def _every(count: str | None, unit: str) -> str:
    """Return the rhythm's name: 两 + 周 → "2 week", 半 + 年 → "half-year"."""
    period = _PERIODS[unit]
    if count in (None, "一", "1", "全") or count is None:
        return period
    if count == "半":
        return "half-year" if period == "year" else f"0.5 {period}"
    return f"{read_number(count)} {period}"


def _first(every: str, groups: dict[str, str | None], context: TimeContext) -> tuple[date | None, date | None]:
    """Return the days of the first occurrence in the plan's year where days of a month are printed."""
    day, last = groups.get("day"), groups.get("last")
    if not (day and context.year and every in ("month", "quarter")):
        return None, None
    first, end = int(read_number(day)), int(read_number(last or day))
    limit = last_day(context.year, 1).day
    return (date(context.year, 1, first) if last else None), date(context.year, 1, min(end, limit))


def _iter_parts(groups: dict[str, str | None]) -> Iterator[str]:
    month, day, part = groups.get("month"), groups.get("last") or groups.get("day"), groups.get("part")
    if month:
        yield f"BYMONTH={read_number(month)}"
    if day:
        yield f"BYMONTHDAY={read_number(day)}"
    elif part in ("底", "末"):
        yield "BYMONTHDAY=-1"
    weekday = groups.get("weekday")
    if weekday:
        yield f"BYDAY={_WEEKDAYS[weekday]}"
