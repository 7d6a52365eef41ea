"""Rhythms as recurrence rules (RFC 5545), without the end that the plan's year gives."""

from __future__ import annotations

from collections.abc import Iterable

_FREQUENCIES = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3),
    "half-year": ("MONTHLY", 6), "year": ("YEARLY", 1),
}  # fmt: skip


def is_rhythm(every: str) -> bool:
    """Whether a rhythm has a recurrence rule: "month", "2 week"; not "0.5 month"."""
    count, _, period = every.rpartition(" ")
    return period in _FREQUENCIES and (not count or (count.isdecimal() and int(count) > 0))


def write_rrule(every: str, parts: Iterable[str] = ()) -> str | None:
    """Return the rule of a rhythm, with parts such as BYMONTHDAY=25: FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25."""
    if not is_rhythm(every):
        return None
    count, _, period = every.rpartition(" ")
    frequency, interval = _FREQUENCIES[period]
    interval *= int(count or 1)
    return ";".join([f"FREQ={frequency}", *([f"INTERVAL={interval}"] if interval > 1 else []), *parts])
