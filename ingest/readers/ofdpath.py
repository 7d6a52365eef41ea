"""Numbers, boxes, matrices and paths as OFD writes them (GB/T 33190, 7.3 and 9.1); lengths are millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.geometry import IDENTITY, Matrix, Point

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
TOKEN = re.compile(rf"[A-Za-z]|{NUMBER.pattern}")
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
CURVE_STEPS = 8
FURTHEST = 1e6  # millimetres; what lies beyond is a damaged number


def read_numbers(text: str) -> tuple[float, ...]:
    return tuple(_number(number) for number in NUMBER.findall(text))


def _number(text: str) -> float:
    return min(max(float(text), -FURTHEST), FURTHEST)


def read_matrix(text: str) -> Matrix:
    """Return a CTM; one that is absent or malformed changes nothing."""
    match read_numbers(text):
        case (a, b, c, d, e, f):
            return a, b, c, d, e, f
        case _:
            return IDENTITY


def read_box(text: str) -> tuple[float, float, float, float] | None:
    """Return x, y, width and height, None if the box is absent or malformed."""
    match read_numbers(text):
        case (x, y, width, height):
            return x, y, width, height
        case _:
            return None


def read_deltas(text: str, most: int) -> tuple[float, ...]:
    """Return up to `most` distances of a DeltaX or DeltaY: `g 3 5.5 4` is three times 5.5, then 4."""
    deltas: list[float] = []
    parts = iter(re.findall(rf"g|{NUMBER.pattern}", text))
    while len(deltas) < most and (part := next(parts, None)):
        if part != "g":
            deltas.append(_number(part))
            continue
        count, distance = next(parts, "0"), next(parts, "0")
        if "g" not in (count, distance):
            deltas += [_number(distance)] * min(int(_number(count)), most)
    return tuple(deltas[:most])


def read_outlines(text: str) -> Iterator[list[Point]]:
    """Yield the outlines of an AbbreviatedData, curves as short straight pieces: `M 0 0 L 9 0 L 9 4 C`."""
    points: list[Point] = []
    for operator, numbers in _commands(text):
        if operator in "SM":
            if len(points) > 1:
                yield points
            points = [(numbers[0], numbers[1])]
        elif not points:
            continue
        elif operator == "C":
            points.append(points[0])
        else:
            points += _pieces(operator, points[-1], numbers)
    if len(points) > 1:
        yield points


def _commands(text: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The operators with their operands; one with too few is passed over."""
    operator, numbers = "", []
    for token in [*TOKEN.findall(text), "end"]:
        if not token.isalpha():
            numbers.append(_number(token))
            continue
        if operator in OPERANDS and len(numbers) >= OPERANDS[operator]:
            yield operator, tuple(numbers)
        operator, numbers = token, []


def _pieces(operator: str, start: Point, numbers: Sequence[float]) -> list[Point]:
    if operator == "L":
        return [(numbers[0], numbers[1])]
    if operator == "A":  # an arc; its chord will do for text that is to be recognised
        return [(numbers[5], numbers[6])]
    control = [start, *zip(numbers[::2], numbers[1::2], strict=False)]
    return [_bezier(control, i / CURVE_STEPS) for i in range(1, CURVE_STEPS + 1)]


def _bezier(control: Sequence[Point], t: float) -> Point:
    """A point of a curve by de Casteljau."""
    points = list(control)
    while len(points) > 1:
        points = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for (x0, y0), (x1, y1) in pairwise(points)]
    return points[0]
