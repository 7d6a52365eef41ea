"""Boxes in columns and the lines between them: what a task is part of, who has it, what it is tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taskgraph.web.drawing.svg import element, link, picture, titled, words

BOX, TALL, STEP, GAP, HEAD, EDGE = 310, 28, 36, 110, 30, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """`look`: the class that gives its colour. `address` None: there is nowhere to go."""

    id: str
    label: str
    address: str | None
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`weight` makes it broader; `words` say what it means when one points at it."""

    source: str
    target: str
    words: str
    look: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    column: int
    x: float
    y: float


def draw_network(name: str, columns: Sequence[Column], lines: Sequence[Line]) -> str:
    """Return the picture; lines whose ends are not both shown are left out."""
    most = max((len(column.boxes) for column in columns), default=0)
    width, height = EDGE + len(columns) * (BOX + GAP), HEAD + most * STEP + 10
    places = _find_places(columns)
    drawn = [_draw_line(one, places) for one in lines if {one.source, one.target} <= places.keys()]
    heads = [words(column.name, EDGE + at * (BOX + GAP), 16, class_="strong") for at, column in enumerate(columns)]
    boxes = [_draw_box(box, places[box.id]) for column in columns for box in column.boxes]
    return picture(name, width, height, *drawn, *heads, *boxes)


def _find_places(columns: Sequence[Column]) -> Mapping[str, _Place]:
    """Return where boxes stand; short columns are spread over the height of the longest."""
    most = max((len(column.boxes) for column in columns), default=0)
    return {
        box.id: _Place(at, EDGE + at * (BOX + GAP), HEAD + STEP * (most / len(column.boxes)) * (place + 0.5) - TALL / 2)
        for at, column in enumerate(columns)
        for place, box in enumerate(column.boxes)
    }


def _draw_box(box: Box, place: _Place) -> str:
    frame = element("rect", x=place.x, y=place.y, width=BOX, height=TALL, rx=6, class_=f"box {box.look}".strip())
    drawn = titled(box.label, frame, words(box.label, place.x + 10, place.y + 19, cells=42))
    return link(box.address, drawn) if box.address else drawn


def _draw_line(line: Line, places: Mapping[str, _Place]) -> str:
    one, other = sorted((places[line.source], places[line.target]), key=lambda place: (place.column, place.y))
    look, width = f"tie {line.look}".strip(), min(1 + line.weight / 3, 8.0)
    return titled(line.words, element("path", d=_find_way(one, other), class_=look, stroke_width=width))


def _find_way(one: _Place, other: _Place) -> str:
    """Return the path between two boxes: across the gap, or out and back on the left in one column."""
    start, end = one.y + TALL / 2, other.y + TALL / 2
    if one.column == other.column:
        out = one.x - min(16 + abs(end - start) / 6, EDGE - 6)
        return f"M {one.x:g} {start:g} C {out:g} {start:g} {out:g} {end:g} {other.x:g} {end:g}"
    left, right = one.x + BOX, other.x
    middle = (left + right) / 2
    return f"M {left:g} {start:g} C {middle:g} {start:g} {middle:g} {end:g} {right:g} {end:g}"
