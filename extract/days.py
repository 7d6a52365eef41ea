"""Arithmetic of days as offices count them: 上旬, 季度, 月底, 工作日. Both ends of a stretch are inclusive."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Stretch = tuple[date, date]

_TENS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, None)}


def year_of(year: int) -> Stretch:
    return date(year, 1, 1), date(year, 12, 31)


def half_of(year: int, half: int) -> Stretch:
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def quarter_of(year: int, quarter: int) -> Stretch:
    return date(year, 3 * quarter - 2, 1), last_day(year, 3 * quarter)


def month_of(year: int, month: int) -> Stretch:
    return date(year, month, 1), last_day(year, month)


def tens_of(year: int, month: int, part: str) -> Stretch:
    """Return the days of 上旬, 中旬, 下旬 or 初 (the first ten days) of a month."""
    first, last = _TENS[part]
    return date(year, month, first), date(year, month, last) if last else last_day(year, month)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def next_month(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)


def plan_period(number: int) -> Stretch:
    """Return the years of a five-year plan: “十四五” (14) → 2021–2025."""
    first = 1953 + 5 * (number - 1) + (3 if number > 6 else 0)
    return date(first, 1, 1), date(first + 4, 12, 31)


def add_workdays(day: date, count: int) -> date:
    """Return the `count`-th workday after `day` by the official calendar; past its last published year, by weekdays."""
    import chinese_calendar  # noqa: PLC0415 - 60 ms that only texts with workdays need

    while count:
        day += timedelta(days=1)
        try:
            count -= chinese_calendar.is_workday(day)
        except NotImplementedError:
            count -= day.weekday() < 5
    return day
