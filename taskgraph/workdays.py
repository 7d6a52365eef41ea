"""Workdays with the official shifts 调休 as far as they are published; plain weekdays after that."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    import chinese_calendar  # noqa: PLC0415 - only calendars need it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_published(day: date) -> bool:
    """Return whether the official calendar of that year is known, so that its workdays are certain."""
    import chinese_calendar  # noqa: PLC0415 - only calendars need it

    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def last_workday(first: date, last: date) -> date | None:
    """Return the last workday of [first, last], or None in a period that is all holidays."""
    while last >= first:
        if is_workday(last):
            return last
        last -= _DAY
    return None


def find_workday_before(day: date, workdays: int) -> date:
    """Return the workday that lies so many workdays before `day`; 0 gives the last workday up to it."""
    while workdays or not is_workday(day):
        day -= _DAY
        workdays -= is_workday(day) and workdays > 0
    return day


def find_workday_after(day: date, workdays: int) -> date:
    """Return the workday that lies so many workdays after `day`."""
    while workdays:
        day += _DAY
        workdays -= is_workday(day)
    return day


@lru_cache(maxsize=4096)
def count_workdays(day: date, last: date) -> int:
    """Return how many workdays are left after `day` up to and with `last`."""
    return sum(is_workday(day + n * _DAY) for n in range(1, (last - day).days + 1))
