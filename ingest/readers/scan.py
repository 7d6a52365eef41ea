"""A picture of a page → its characters and its ruling lines, straightened, in points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from ingest.ocr import HOW_TO_INSTALL, Corners, Engine, Picture, SeenChar, SeenLine, is_installed, load_engine
from ingest.pace import page_done
from ingest.readers.order import end_pieces, sorted_lines
from ingest.readers.pages import GUESSED, Page, make_page
from ingest.readers.pagetext import HAN, Box, Char
from ingest.readers.ruled import Rule, group_cells, holds

SURE = 0.85  # mean confidence below which the user is told to compare
DOUBTFUL = 0.6  # below this mean, a page may stand on its head
FEW = 10  # characters, too few to tell which way a page lies
SIDEWAYS = 1.5  # height over width of lines on a page that lies on its side
STRAIGHT = 0.1  # degrees
MOST_SKEW = 20.0  # degrees; more is no skew but slanted decoration
LONG_LINE = 5.0  # width over height of lines that show the skew
SPELLED = 0.7  # confidence of what is read in a cell where the detector saw nothing
BASE = 0.12  # of a character: how far its baseline lies above the foot of its box
TALLEST = 1.4  # height over width of a Han character; the detector draws the box of a short line higher
Piece = tuple[Char, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """What is seen on a page; `confidence` is the mean over its characters, None where there are none."""

    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    confidence: float | None


def scan_page(number: int, show: Callable[[], Picture], scale: float, printed: Sequence[Char] = ()) -> Page:
    """Return page `number` (from 0) as OCR reads it; `scale` is the points that one pixel of its picture stands for.

    `printed` are characters of the page that the picture does not show.
    """
    if not is_installed():
        return Page(sorted_lines(printed), warning=f"第{number + 1}页是图像,尚未识别。{HOW_TO_INSTALL}")
    scan = read_scan(show(), scale, load_engine())
    page_done()
    page = make_page(number, (*printed, *scan.chars), scan.rules, sorted_lines)
    return replace(page, warning=_warning(number + 1, scan.confidence))


def _warning(number: int, confidence: float | None) -> str | None:
    if confidence is None or confidence < GUESSED:
        return f"第{number}页是图像,没有识别出可靠的文字(可能是空白页或插图),请对照原件核对。"
    if confidence < SURE:
        return f"第{number}页识别置信度偏低(平均 {confidence:.2f}),可能有错字、漏字,请对照原件核对。"
    return None


def read_scan(picture: Picture, scale: float, engine: Engine) -> Scan:
    """Read a picture; `scale` is the points that one pixel stands for."""
    from ingest.readers.scanrules import find_rules, turn_picture  # noqa: PLC0415 - OpenCV comes with the OCR extra

    picture, lines = _turn_upright(picture, engine)
    if not lines:
        return Scan((), (), None)
    angle = _skew(lines)
    turn = _Turn(angle, picture.shape[1] / 2, picture.shape[0] / 2, scale)
    size = median(_height(line.corners) for line in lines)
    straight = turn_picture(picture, angle)
    rules = tuple(_scaled(rule, scale) for rule in find_rules(straight, size))
    pieces = [_straighten(line, turn) for line in lines]
    pieces += _spell_cells(straight, rules, pieces, engine, _Sizes(size, scale))
    return Scan(tuple(end_pieces(pieces)), rules, _mean(lines))


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The height of the text in pixels, and the points that one pixel stands for."""

    text: float
    scale: float


def _spell_cells(
    picture: Picture, rules: Sequence[Rule], pieces: Sequence[Piece], engine: Engine, sizes: _Sizes
) -> Iterator[Piece]:
    """Read the cells in which the detector saw nothing though something is printed there: single digits, mostly."""
    from ingest.readers.scanrules import words_in_cell  # noqa: PLC0415 - OpenCV comes with the OCR extra

    seen = [char.box for piece in pieces for char in piece]
    turn = _Turn(0.0, 0.0, 0.0, sizes.scale)
    for cell in (cell for cells in group_cells(rules) for cell in cells if not any(holds(cell, box) for box in seen)):
        words = words_in_cell(picture, _scaled(cell, 1 / sizes.scale), sizes.text)
        line = engine.spell(picture, words) if words else None
        if line and line.confidence >= SPELLED:
            yield _straighten(line, turn)


def _scaled(box: Box, scale: float) -> Box:
    x0, top, x1, bottom = box
    return x0 * scale, top * scale, x1 * scale, bottom * scale


def _turn_upright(picture: Picture, engine: Engine) -> tuple[Picture, tuple[SeenLine, ...]]:
    """Read the picture as it lies, and turned where it seems to lie on its side or stand on its head."""
    lines = engine.see(picture)
    if not lines or not (turns := _doubts(lines)):
        return picture, lines
    turned = [np.ascontiguousarray(np.rot90(picture, turn)) for turn in turns]
    readings = [(picture, lines), *((other, engine.see(other)) for other in turned)]
    return max(readings, key=lambda reading: sum(line.confidence * len(line.chars) for line in reading[1]))


def _doubts(lines: Sequence[SeenLine]) -> tuple[int, ...]:
    """The quarter turns, against the clock, that are worth a try."""
    if sum(len(line.chars) for line in lines) < FEW:
        return ()
    words = [line for line in lines if len(line.chars) > 2]
    upright = sum(len(line.chars) for line in words if _height(line.corners) < SIDEWAYS * _width(line.corners))
    if words and upright * 2 < sum(len(line.chars) for line in words):
        return (1, 3)
    return (2,) if (_mean(lines) or 0.0) < DOUBTFUL else ()


def _mean(lines: Sequence[SeenLine]) -> float | None:
    count = sum(len(line.chars) for line in lines)
    return round(sum(line.confidence * len(line.chars) for line in lines) / count, 3) if count else None


def _skew(lines: Sequence[SeenLine]) -> float:
    """The angle of the text in degrees, clockwise; 0 where it is too small to matter."""
    angles = [
        math.degrees(math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0]))
        for line in lines
        if _width(line.corners) > LONG_LINE * _height(line.corners)
    ]
    angle = median(angles) if angles else 0.0
    return angle if STRAIGHT < abs(angle) < MOST_SKEW else 0.0


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turn by `angle` degrees around the centre, then scale."""

    angle: float
    x: float
    y: float
    scale: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        dx, dy = x - self.x, y - self.y
        return (self.x + dx * cos + dy * sin) * self.scale, (self.y - dx * sin + dy * cos) * self.scale


def _straighten(line: SeenLine, turn: _Turn) -> tuple[Char, ...]:
    widths = [_width(char.corners) for char in line.chars if HAN.match(char.text)]
    height = min(_height(line.corners), TALLEST * median(widths)) if widths else _height(line.corners)
    return tuple(_char(char, line, turn, (0.5 - BASE) * height * turn.scale) for char in line.chars)


def _char(char: SeenChar, line: SeenLine, turn: _Turn, below: float) -> Char:
    """Return the character with its box; its baseline lies `below` the middle."""
    x, y = turn.point(*np.mean(char.corners, axis=0).tolist())
    across, down = _width(char.corners) * turn.scale / 2, _height(char.corners) * turn.scale / 2
    return Char(
        char.text,
        (x - across, y - down, x + across, y + down),
        y + below,
        made_up=char.text == " ",
        confidence=line.confidence,
    )


def _width(corners: Corners) -> float:
    return math.dist(corners[0], corners[1])


def _height(corners: Corners) -> float:
    return math.dist(corners[0], corners[3])
