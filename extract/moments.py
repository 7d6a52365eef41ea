"""Points and stretches of time as printed, read as days: 6月底, 二季度, 2020—2022年, “十四五”期末.

A year that is not printed comes from the context, and the moment says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from extract import days
from extract.days import Stretch
from extract.numerals import read_han
from extract.tables import Rule, load_rules
from ingest.model import Span

_HALVES = {"上": 1, "下": 2}
_HOLIDAYS = {"国庆": (10, 1), "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1)}
_YEAR_SHIFTS = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "去": -1, "上": -1, "后": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What fills the gaps of a printed date: the year the work is planned for, the day of the document."""

    year: int | None
    written: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Days that a printed expression stands for; `start` is None where only an end is meant (6月底)."""

    span: Span
    start: date | None
    end: date
    grain: str  # day, part, month, quarter, half, year, stretch
    year_printed: bool
    rule: str


def iter_moments(words: str, span: Span, context: TimeContext) -> Iterator[Moment]:
    """Yield the moments within `span` of `words` (a `View.plain`), left to right, without overlaps.

    A year printed earlier in the same span holds for the later moments of that span.
    """
    at, year = span.start, context.year
    while found := _search(words, at, span.end):
        rule, match = found
        printed = _printed_year(match, context)
        stretch = _read(rule, match, printed or year, context)
        if stretch:
            start, end, grain = stretch
            yield Moment(
                span=Span(*match.span()), start=start, end=end, grain=grain,
                year_printed=printed is not None or rule["reading"] == "plan-period", rule=rule.id,
            )  # fmt: skip
            year = printed or year
        at = match.end()


def _search(words: str, start: int, end: int) -> tuple[Rule, re.Match[str]] | None:
    """Return the leftmost match; at one place the row that stands first."""
    hits = [
        (m.start(), n, r, m) for n, r in enumerate(load_rules("moments")) if (m := r.pattern.search(words, start, end))
    ]
    if not hits:
        return None
    _, _, rule, match = min(hits, key=lambda hit: hit[:2])
    return rule, match


def _printed_year(match: re.Match[str], context: TimeContext) -> int | None:
    groups = match.groupdict()
    printed = groups.get("year") or groups.get("relative")
    if not printed:
        return None
    digits = re.match(r"20\d\d", printed)
    if digits:
        return int(digits[0])
    if printed[0] in _YEAR_SHIFTS:
        base = context.written.year if context.written and printed[0] in "明来去上后" else context.year
        return base + _YEAR_SHIFTS[printed[0]] if base else None
    return read_han(re.sub(r"[^〇零一二三四五六七八九]", "", printed))


def _read(
    rule: Rule, match: re.Match[str], year: int | None, context: TimeContext
) -> tuple[date | None, date, str] | None:
    """Return start, end and grain, or None where the year is not known or the day does not exist."""
    needs_year = rule["reading"] not in ("plan-period",)
    if needs_year and not year:
        return None
    try:
        return _READINGS[rule["reading"]](match, year or 0, context)
    except ValueError:  # 2月30日
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() else read_han(text)


def _edge(stretch: Stretch, part: str | None, grain: str) -> tuple[date | None, date, str]:
    """Read 底 and 末 as the last day and 初 as the first ten days or the first month of a stretch."""
    start, end = stretch
    if part in ("底", "末", "期末", "末期"):
        return None, end, grain
    if part == "初":
        return days.month_of(start.year, start.month)[0], days.last_day(start.year, start.month), grain
    return start, end, grain


def _read_day(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    day = date(year, _number(match["month"]), _number(match["day"]))
    return day, day, "day"


def _read_days(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    month = _number(match["month"])
    return date(year, month, _number(match["day"])), date(year, month, _number(match["last"])), "stretch"


def _read_part(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    month, part = match["month"], match["part"]
    if month[-1] == "月":
        if not context.written:
            raise ValueError(f"{match[0]}: the month is not known")
        year, number = context.written.year, context.written.month
        if month in ("次月", "下月"):
            year, number = days.next_month(year, number)
    else:
        number = _number(month)
    if part in ("底", "末"):
        return None, days.last_day(year, number), "part"
    start, end = days.month_of(year, number) if part == "中" else days.tens_of(year, number, part)
    return start, end, "part"


def _read_month(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    return *days.month_of(year, _number(match["month"])), "month"


def _read_months(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    first, last = _number(match["month"]), _number(match["last"])
    return date(year, first, 1), days.last_day(year if last >= first else year + 1, last), "stretch"


def _read_quarter(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    part = match.groupdict().get("part")
    return _edge(days.quarter_of(year, _number(match["quarter"])), part, "quarter")


def _read_quarters(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    first, _ = days.quarter_of(year, _number(match["quarter"]))
    return first, days.quarter_of(year, _number(match["last"]))[1], "stretch"


def _read_this_quarter(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    if not context.written:
        raise ValueError(f"{match[0]}: the quarter is not known")
    return None, days.quarter_of(context.written.year, (context.written.month + 2) // 3)[1], "quarter"


def _read_half(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    return _edge(days.half_of(year, _HALVES[match["half"]]), match["part"], "half")


def _read_years(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    return date(int(match["year"]), 1, 1), date(int(match["last"]), 12, 31), "stretch"


def _read_year_part(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    if match["part"] == "内":
        return *days.year_of(year), "stretch"
    if match["part"] == "中":
        return None, date(year, 6, 30), "part"
    start, end, _ = _edge(days.year_of(year), match["part"], "part")
    return start, end, "part"


def _read_year(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    return *days.year_of(year), "year"


def _read_plan_period(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    return _edge(days.plan_period(read_han(match["plan"])), match["part"], "stretch")


def _read_holiday(match: re.Match[str], year: int, context: TimeContext) -> tuple[date | None, date, str]:
    month, day = _HOLIDAYS[match["holiday"].strip("“")]
    return None, date(year, month, day), "day"


_READINGS: dict[str, Callable[[re.Match[str], int, TimeContext], tuple[date | None, date, str]]] = {
    "day": _read_day,
    "days": _read_days,
    "part": _read_part,
    "month": _read_month,
    "months": _read_months,
    "quarter": _read_quarter,
    "quarters": _read_quarters,
    "this-quarter": _read_this_quarter,
    "half": _read_half,
    "years": _read_years,
    "year-part": _read_year_part,
    "year": _read_year,
    "whole-year": _read_year,
    "plan-period": _read_plan_period,
    "holiday": _read_holiday,
}
