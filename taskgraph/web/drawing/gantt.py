"""Tasks as bars over time, lit by their lights: when each began, when it is due, and where today is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taskgraph.situation import Light
from taskgraph.web.drawing.svg import element, link, picture, titled, words

WIDTH, NAMES, ROW, HEAD, MOST_TICKS = 1100, 360, 22, 26, 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a picture shows, both inclusive, and today."""

    first: date
    last: date
    today: date

    def place(self, day: date) -> float:
        """Return where a day begins, at the borders where it lies outside."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return NAMES + (WIDTH - NAMES) * min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttBar:
    """`start` None: only the deadline is known; `due` None: none is. `words` say it all when one points at it."""

    label: str
    address: str
    light: Light
    start: date | None
    due: date | None
    words: str


def make_axis(bars: Sequence[GanttBar], today: date) -> Axis:
    """Return whole months around all bars and today."""
    days = [today, *(day for bar in bars for day in (bar.start, bar.due) if day)]
    return Axis(min(days).replace(day=1), _next_month(max(days)) - _DAY, today)


def draw_gantt(name: str, bars: Sequence[GanttBar], axis: Axis) -> str:
    """Return the picture of one group of tasks; all groups of a page share the axis."""
    height = HEAD + ROW * len(bars) + 4
    rows = (_draw_row(bar, HEAD + ROW * place, axis) for place, bar in enumerate(bars))
    return picture(name, WIDTH, height, *_iter_ticks(axis, height), *_iter_today(axis, height), *rows)


def _iter_ticks(axis: Axis, height: float) -> Iterator[str]:
    months = list(_iter_months(axis))
    step = -(-len(months) // MOST_TICKS)
    for month in months[::step]:
        x = axis.place(month)
        yield element("line", x1=x, y1=HEAD - 6, x2=x, y2=height, class_="grid")
        yield words(_name_month(month, axis), x + 3, HEAD - 10, class_="small")


def _name_month(month: date, axis: Axis) -> str:
    if month.month == 1:
        return f"{month.year}年"
    return f"{month:%y}年{month.month}月" if month == axis.first else f"{month.month}月"


def _iter_months(axis: Axis) -> Iterator[date]:
    month = axis.first
    while month <= axis.last:
        yield month
        month = _next_month(month)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _iter_today(axis: Axis, height: float) -> Iterator[str]:
    x = axis.place(axis.today)
    line = element("line", x1=x, y1=HEAD - 6, x2=x, y2=height, class_="today")
    yield titled(f"今天 {axis.today.year}年{axis.today.month}月{axis.today.day}日", line)


def _draw_row(bar: GanttBar, y: float, axis: Axis) -> str:
    label = words(bar.label, 0, y + 15, cells=48)
    return link(bar.address, titled(bar.words, label, *_iter_marks(bar, y, axis)))


def _iter_marks(bar: GanttBar, y: float, axis: Axis) -> Iterator[str]:
    if bar.due is None:
        yield words("时限未定", NAMES + 4, y + 15, class_="small")
        return
    end = axis.place(bar.due + _DAY)
    start = axis.place(bar.start) if bar.start and bar.start <= bar.due else end - 6
    look, width = f"fill {bar.light.value}", max(end - start, 4.0)
    yield element("rect", x=start, y=y + 5, width=width, height=12, rx=3, class_=look)
    side, anchor = (end + 4, "small") if end < WIDTH - 44 else (start - 4, "small end")
    yield words(f"{bar.due.month}月{bar.due.day}日", side, y + 15, class_=anchor)
