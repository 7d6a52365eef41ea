"""The single days of a rhythm: its rule counted out, and shifted where the official calendar says so."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from taskgraph.rhythm import Recurrence

_DAY = timedelta(days=1)


def find_occurrences(found: Recurrence, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last` on which a rhythm falls, in their order."""
    moved = dict(found.moved)
    days = {moved.get(day, day) for day in _iter_ruled(found, last + 31 * _DAY) if day not in found.dropped}
    return tuple(day for day in sorted(days.union(found.added)) if first <= day <= last)


def _iter_ruled(found: Recurrence, last: date) -> Iterator[date]:
    """Yield the days of the rule alone, up to `last`; of its parts those that `rhythm` writes."""
    rule, day = found.rule, found.first
    end = min(last, _until(rule.get("until")))
    every = int(str(rule.get("interval", 1)))
    if rule["freq"] == "WEEKLY":
        daily = "byday" in rule
        while day <= end:
            if not daily or day.weekday() < 5:
                yield day
            day += _DAY if daily else 7 * every * _DAY
        return
    month = day.replace(day=1)
    while month <= end:
        if (one := _day_of_month(month, rule, day.day)) and day <= one <= end:
            yield one
        month = _add_months(month, every)


def _until(value: object) -> date:
    return value if isinstance(value, date) else date.max


def _day_of_month(month: date, rule: dict[str, object], usual: int) -> date | None:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    if "byday" in rule:  # the last weekday
        return last - max(0, last.weekday() - 4) * _DAY
    asked = rule.get("bymonthday", usual)
    if asked == -1:
        return last
    days = [day for day in map(int, asked if isinstance(asked, list) else [str(asked)]) if day <= last.day]
    return month.replace(day=max(days)) if days else None


def _add_months(month: date, count: int) -> date:
    year, place = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, place + 1, 1)
