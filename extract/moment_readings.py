"""How the printed parts of a moment become days: one function for each `reading` of moments.toml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extract import days
from extract.days import Stretch
from extract.numerals import read_han

Days = tuple[date | None, date, str]  # start (None where only an end is meant), end, grain

_HALVES = {"上": 1, "下": 2}
_HOLIDAYS = {"国庆": (10, 1), "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1)}


@dataclass(frozen=True, slots=True)
class Printed:
    """A matched expression, the year that holds for it and the day on which the document was written."""

    match: re.Match[str]
    year: int
    written: date | None

    def __getitem__(self, group: str) -> str:
        return self.match[group]

    def get(self, group: str) -> str | None:
        return self.match.groupdict().get(group)

    def known_day(self) -> date:
        """Return the day written. Raises ValueError where it is not known."""
        if self.written is None:
            raise ValueError(f"{self.match[0]}: the day of the document is not known")
        return self.written


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else read_han(text)


def _edge(stretch: Stretch, part: str | None, grain: str) -> Days:
    """Read 底 and 末 as the last day and 初 as the first ten days or the first month of a stretch."""
    start, end = stretch
    if part in ("底", "末", "期末", "末期"):
        return None, end, grain
    if part == "初":
        return days.month_of(start.year, start.month)[0], days.last_day(start.year, start.month), grain
    return start, end, grain


def _read_day(printed: Printed) -> Days:
    day = date(printed.year, _number(printed["month"]), _number(printed["day"]))
    return day, day, "day"


def _read_days(printed: Printed) -> Days:
    first, last = (date(printed.year, _number(printed["month"]), _number(printed[name])) for name in ("day", "last"))
    return first, last, "stretch"


def _read_part(printed: Printed) -> Days:
    year, month = _read_month_name(printed)
    part = printed["part"]
    if part in ("底", "末"):
        return None, days.last_day(year, month), "part"
    start, end = days.month_of(year, month) if part == "中" else days.tens_of(year, month, part)
    return start, end, "part"


def _read_month_name(printed: Printed) -> tuple[int, int]:
    """Return year and month of 6, 十二, 本月 or 下月; the last two count from the day the document was written."""
    name = printed["month"]
    if name[-1] != "月":
        return printed.year, _number(name)
    written = printed.known_day()
    return days.next_month(written.year, written.month) if name in ("次月", "下月") else (written.year, written.month)


def _read_month(printed: Printed) -> Days:
    return *days.month_of(printed.year, _number(printed["month"])), "month"


def _read_months(printed: Printed) -> Days:
    first, last = _number(printed["month"]), _number(printed["last"])
    end_year = printed.year if last >= first else printed.year + 1
    return date(printed.year, first, 1), days.last_day(end_year, last), "stretch"


def _read_quarter(printed: Printed) -> Days:
    part = printed.get("part")
    return _edge(days.quarter_of(printed.year, _number(printed["quarter"])), part, "quarter")


def _read_quarters(printed: Printed) -> Days:
    first, _ = days.quarter_of(printed.year, _number(printed["quarter"]))
    return first, days.quarter_of(printed.year, _number(printed["last"]))[1], "stretch"


def _read_this_quarter(printed: Printed) -> Days:
    written = printed.known_day()
    return None, days.quarter_of(written.year, (written.month + 2) // 3)[1], "quarter"


def _read_half(printed: Printed) -> Days:
    return _edge(days.half_of(printed.year, _HALVES[printed["half"]]), printed["part"], "half")


def _read_years(printed: Printed) -> Days:
    return date(int(printed["year"]), 1, 1), date(int(printed["last"]), 12, 31), "stretch"


def _read_year_part(printed: Printed) -> Days:
    if printed["part"] == "内":
        return *days.year_of(printed.year), "stretch"
    if printed["part"] == "中":
        return None, date(printed.year, 6, 30), "part"
    start, end, _ = _edge(days.year_of(printed.year), printed["part"], "part")
    return start, end, "part"


def _read_year(printed: Printed) -> Days:
    return *days.year_of(printed.year), "year"


def _read_plan_period(printed: Printed) -> Days:
    return _edge(days.plan_period(read_han(printed["plan"])), printed["part"], "stretch")


def _read_holiday(printed: Printed) -> Days:
    month, day = _HOLIDAYS[printed["holiday"].strip("“")]
    return None, date(printed.year, month, day), "day"


READINGS: dict[str, Callable[[Printed], Days]] = {
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
