"""How many tasks are due in each month, by light: one bar a month, each part a link to its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from taskgraph.situation import Light
from taskgraph.terms import LIGHTS
from taskgraph.web.drawing.svg import element, link, picture, titled, words

STEP, BAR, TALLEST, HEAD, FOOT = 56, 34, 120, 20, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    light: Light
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBar:
    """`now`: the month in which today lies."""

    label: str
    parts: tuple[Part, ...]
    address: str
    now: bool = False

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def draw_months(bars: Sequence[MonthBar]) -> str:
    most = max((bar.count for bar in bars), default=1)
    drawn = (_draw_bar(bar, place * STEP + (STEP - BAR) / 2, TALLEST / most) for place, bar in enumerate(bars))
    floor = HEAD + TALLEST
    line = element("line", x1=0, y1=floor, x2=STEP * len(bars), y2=floor, class_="axis")
    return picture("各月到期的任务", STEP * len(bars), floor + FOOT, line, *drawn)


def _draw_bar(bar: MonthBar, x: float, scale: float) -> str:
    floor = HEAD + TALLEST
    tops = accumulate((part.count * scale for part in bar.parts), initial=0.0)
    parts = [
        _draw_part(bar.label, part, (x, floor - top - part.count * scale, part.count * scale))
        for part, top in zip(bar.parts, tops, strict=False)
    ]
    count = words(str(bar.count), x + BAR / 2, floor - bar.count * scale - 5, class_="mid strong")
    label = words(bar.label, x + BAR / 2, floor + 18, class_="mid strong" if bar.now else "mid")
    now = [words("本月", x + BAR / 2, floor + 34, class_="mid today")] if bar.now else []
    return "".join((*parts, link(bar.address, titled(f"{bar.label}到期 {bar.count} 项", count, label, *now))))


def _draw_part(month: str, part: Part, place: tuple[float, float, float]) -> str:
    x, y, height = place
    box = element("rect", x=x, y=y, width=BAR, height=height, class_=f"fill {part.light.value}")
    return link(part.address, titled(f"{month} {LIGHTS[part.light]}:{part.count} 项", box))
