"""What PDFium knows of a PDF page: its characters, its ruling lines, how much of it pictures cover.

Coordinates are points from the upper left corner of the page, turned so that its text stands upright.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.geometry import IDENTITY, Matrix, combine
from ingest.readers.pagetext import Box, Char
from ingest.readers.ruled import Rule, outline_rules

HYPHENS = dict.fromkeys((173, 2, 65534), "-")
MAY_BE_MADE_UP = {10, 13, 32}
ANGLE_SAMPLES = 40
NESTING = 4  # forms within forms that are looked into
MOST_OBJECTS = 20_000  # on one page: beyond it stands a drawing, not a table


@dataclass(frozen=True, slots=True)
class Frame:
    """From the page's own space, whose y grows upwards, to the page as it is read."""

    turns: int  # quarters, clockwise
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def read_chars(page: pypdfium2.PdfPage) -> tuple[tuple[Char, ...], Frame]:
    """Return the characters of a page in the order of the file, and the frame in which they stand upright."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    frame = _frame(page, _turns(page, textpage, count))
    chars = tuple(
        _iter_turned(textpage.raw, count, frame) if frame.turns else _iter_upright(textpage.raw, count, frame)
    )
    textpage.close()
    return chars, frame


def _iter_upright(raw: Any, count: int, frame: Frame) -> Iterator[Char]:
    """The characters, with as few calls as can be: the baseline is asked for only where the font's box has moved."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    get_box, sides, new = pdfium.FPDFText_GetLooseCharBox, struct.Struct("4f").unpack_from, tuple.__new__
    origin, top = frame.left, frame.top
    lowest = None
    baseline = 0.0
    codes = map(pdfium.FPDFText_GetUnicode, repeat(raw, count), range(count))
    for i, code in enumerate(codes):
        get_box(raw, i, rect)
        left, upper, right, lower = sides(rect)
        if lower != lowest:
            lowest = lower
            pdfium.FPDFText_GetCharOrigin(raw, i, x, y)
            baseline = top - y.value
        made_up = code in MAY_BE_MADE_UP and _is_made_up(raw, i)
        text = HYPHENS.get(code) or chr(code)
        yield new(Char, (text, (left - origin, top - upper, right - origin, top - lower), baseline, made_up, None))


def _iter_turned(raw: Any, count: int, frame: Frame) -> Iterator[Char]:
    """The characters of a page that is to be turned; the foot of the font's box serves as their baseline."""
    rect = pdfium.FS_RECTF()
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        pdfium.FPDFText_GetLooseCharBox(raw, i, rect)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        yield Char(HYPHENS.get(code) or chr(code), box, box[3], code in MAY_BE_MADE_UP and _is_made_up(raw, i))


def _is_made_up(raw: Any, i: int) -> bool:
    return bool(pdfium.FPDFText_IsGenerated(raw, i) == 1)


def _turns(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, count: int) -> int:
    """The quarter turns after which most of the text stands upright, whatever the page itself says."""
    step = max(1, count // ANGLE_SAMPLES)
    angles = (pdfium.FPDFText_GetCharAngle(textpage.raw, i) for i in range(0, count, step))
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    common = turns.most_common(1)
    return common[0][0] if common and common[0][1] * 5 >= 4 * turns.total() else int(page.get_rotation()) // 90


def _frame(page: pypdfium2.PdfPage, turns: int) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(turns, left, bottom, right, top)


def read_rules(page: pypdfium2.PdfPage, frame: Frame) -> tuple[Rule, ...]:
    """Return the lines and edges of boxes that are drawn along the axes, those in embedded forms included."""
    return tuple(
        rule
        for path, matrix in _iter_objects(page, pdfium.FPDF_PAGEOBJ_PATH)
        for points in _outlines(path, matrix, frame)
        for rule in outline_rules(points)
    )


def picture_share(page: pypdfium2.PdfPage) -> float:
    """Return the part of the page that its largest picture covers."""
    rect = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = page.get_bbox()
    largest = 0.0
    for picture, _ in _iter_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE):
        if pdfium.FPDFPageObj_GetBounds(picture, *rect):
            x0, y0, x1, y1 = (side.value for side in rect)
            width = min(x1, right) - max(x0, left)
            height = min(y1, top) - max(y0, bottom)
            largest = max(largest, max(width, 0.0) * max(height, 0.0))
    return float(largest / max((right - left) * (top - bottom), 1.0))


def count_strokes(page: pypdfium2.PdfPage, enough: int) -> int:
    """Return how many pieces of lines the page draws, counting no further than `enough`; a table may be one path."""
    strokes = 0
    for path, _ in _iter_objects(page, pdfium.FPDF_PAGEOBJ_PATH):
        strokes += pdfium.FPDFPath_CountSegments(path)
        if strokes >= enough:
            break
    return strokes


def _iter_objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[tuple[Any, Matrix]]:
    count = min(pdfium.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)
    for i in range(count):
        yield from _iter_kind(pdfium.FPDFPage_GetObject(page.raw, i), kind, IDENTITY, NESTING)


def _iter_kind(item: Any, kind: int, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    found = pdfium.FPDFPageObj_GetType(item)
    if found == kind:
        yield item, matrix
    elif found == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = combine(_matrix(item), matrix)
        for i in range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            yield from _iter_kind(pdfium.FPDFFormObj_GetObject(item, i), kind, inner, depth - 1)


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _outlines(path: Any, outer: Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """The strokes of a path that is drawn at all; a curve is passed over to its end, as no rule is one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = combine(_matrix(path), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO and points:
            yield points
            points = []
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points
