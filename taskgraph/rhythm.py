"""Rhythms as dates: 每月25日前 on each 25th, 每季度 on the last workday of each quarter.

RFC 5545 has no word for 调休. A rhythm without days therefore recurs on the last weekday of its
periods, and says of each occurrence that the official calendar shifts where it goes.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extract.model import Deadline
from taskgraph.workdays import is_published, is_workday, last_workday

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKWEEK = _WEEKDAYS[:5]
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both inclusive, within which a plan's rhythms repeat."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A first day, the parts of its RRULE, and how the official calendar changes single occurrences."""

    first: date
    rule: dict[str, object]
    moved: tuple[tuple[date, date], ...] = ()
    dropped: tuple[date, ...] = ()
    added: tuple[date, ...] = ()
    provisional: bool = False


def find_recurrence(deadline: Deadline, window: Window) -> Recurrence | None:
    """Return when a deadline with a rhythm falls due within `window`; None if no day of it can be told."""
    count, _, unit = (deadline.every or "").rpartition(" ")
    if not (count or "1").isdecimal():
        return None
    every = int(count or 1)
    parts = dict(part.split("=", 1) for part in (deadline.rrule or "").split(";") if "=" in part)
    if unit == "week" and parts.get("BYDAY") in _WEEKDAYS:
        return _on_weekday(parts["BYDAY"], every, window)
    if unit in _MONTHS and (deadline.end or deadline.start or "BYMONTHDAY" in parts):
        return _on_day_of_month(deadline, parts, _MONTHS[unit] * every, window)
    return _on_last_workdays(unit, every, window)


def _on_weekday(weekday: str, every: int, window: Window) -> Recurrence:
    ahead = (_WEEKDAYS.index(weekday) - window.first.weekday()) % 7
    rule = {"freq": "WEEKLY", "interval": every, "until": window.last}
    return Recurrence(first=window.first + timedelta(days=ahead), rule=rule)


def _on_day_of_month(deadline: Deadline, parts: dict[str, str], months: int, window: Window) -> Recurrence | None:
    first = deadline.end or deadline.start or _first_day_of_month(parts, months, window)
    if first is None or first > window.last:
        return None
    rule: dict[str, object] = {"freq": "MONTHLY", "interval": months, "until": window.last}
    if parts.get("BYMONTHDAY") == "-1":
        rule["bymonthday"] = -1
    elif first.day > 28:  # shorter months have it on their last day
        rule |= {"bymonthday": list(range(28, first.day + 1)), "bysetpos": -1}
    return Recurrence(first=first, rule=rule)


def _first_day_of_month(parts: dict[str, str], months: int, window: Window) -> date | None:
    """Return the first BYMONTHDAY: in BYMONTH, else for -1 in the first period's last month, else in its first."""
    day = int(parts["BYMONTHDAY"])
    ahead = months - 1 if day == -1 else 0
    month = int(parts["BYMONTH"]) if "BYMONTH" in parts else window.first.month + ahead
    if month > 12:
        return None
    last = calendar.monthrange(window.first.year, month)[1]
    return date(window.first.year, month, last if day == -1 else min(day, last))


def _on_last_workdays(unit: str, every: int, window: Window) -> Recurrence | None:
    nominal: list[date | None]
    if unit == "day" and every == 1:
        days = list(_iter_days(window.first, window.last))
        rule: dict[str, object] = {"freq": "WEEKLY", "byday": list(_WORKWEEK)}
        nominal = [day if day.weekday() < 5 else None for day in days]
        return _shift(rule, nominal, [day if is_workday(day) else None for day in days], window)
    if unit == "week":
        fridays = list(_iter_fridays(every, window))
        wanted = [last_workday(friday - 4 * _DAY, friday + 2 * _DAY) for friday in fridays]
        return _shift({"freq": "WEEKLY", "interval": every}, fridays, wanted, window)
    if unit not in _MONTHS:
        return None
    months = _MONTHS[unit] * every
    periods = list(_iter_periods(months, window))
    rule = {"freq": "MONTHLY", "interval": months, "byday": list(_WORKWEEK), "bysetpos": -1}
    return _shift(rule, [_last_weekday(last) for _, last in periods], [last_workday(*p) for p in periods], window)


def _shift(
    rule: dict[str, object], nominal: list[date | None] | list[date], wanted: list[date | None], window: Window
) -> Recurrence | None:
    """Note where the official calendar wants another day than the rule, period by period."""
    ruled = [day for day in nominal if day]
    if not ruled:
        return None
    pairs = list(zip(nominal, wanted, strict=True))
    return Recurrence(
        first=ruled[0],
        rule=rule | {"until": ruled[-1]},
        moved=tuple((n, w) for n, w in pairs if n and w and n != w),
        dropped=tuple(n for n, w in pairs if n and not w),
        added=tuple(w for n, w in pairs if w and not n),
        provisional=not is_published(window.last),
    )


def _iter_days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _iter_fridays(every: int, window: Window) -> Iterator[date]:
    friday = window.first + timedelta(days=(4 - window.first.weekday()) % 7) + (every - 1) * _WEEK
    while friday <= window.last:
        yield friday
        friday += every * _WEEK


def _iter_periods(months: int, window: Window) -> Iterator[tuple[date, date]]:
    """Yield the periods of so many months from the window's first month on that end within it."""
    year, month = window.first.year, window.first.month
    while True:
        first = date(year, month, 1)
        year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
        last = date(year, month, 1) - _DAY
        if last > window.last:
            return
        yield first, last


def _last_weekday(day: date) -> date:
    return day - max(0, day.weekday() - 4) * _DAY
