"""A month as a wall calendar shows it: whole weeks from Monday on, each day with what is due and whether one works."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taskgraph.due_query import DueDay
from taskgraph.errors import QueryError
from taskgraph.model import YEARS
from taskgraph.workdays import is_published, is_workday


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def read_month(text: str, today: date) -> Month:
    """Read 2026-09, nothing as the month of today; raise QueryError."""
    if not text:
        return Month(today.year, today.month)
    year, _, number = text.partition("-")
    if not (
        year.isdecimal() and number.isdecimal() and len(year) == 4 and int(year) in YEARS and 1 <= int(number) <= 12
    ):
        raise QueryError(f"“{text}”不是月份,请写成 2026-09")
    return Month(int(year), int(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`mark`: 休 or 班 where the day is not what its weekday says; `dues` those shown of all `count`."""

    day: date
    inside: bool
    works: bool
    mark: str
    count: int
    dues: Sequence[DueDay]


def make_weeks(month: Month, dues: Mapping[date, Sequence[DueDay]], most: int) -> tuple[tuple[Day, ...], ...]:
    """Return the weeks of a month; of a day's dues as many as `most` are shown."""
    weeks = Calendar().monthdatescalendar(month.year, month.number)
    return tuple(tuple(_make_day(day, month, dues.get(day, ()), most) for day in week) for week in weeks)


def _make_day(day: date, month: Month, dues: Sequence[DueDay], most: int) -> Day:
    inside, works = day.month == month.number, is_workday(day)
    shift = works is not (day.weekday() < 5) and is_published(day)
    mark = ("班" if works else "休") if shift else ""
    return Day(
        day=day,
        inside=inside,
        works=works,
        mark=mark,
        count=len(dues) if inside else 0,
        dues=dues[:most] if inside else (),
    )
