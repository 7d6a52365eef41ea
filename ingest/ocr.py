"""Read the words in a picture with RapidOCR, whose wheel carries its models: nothing is downloaded.

Knows nothing of pages and paragraphs; what the seen lines mean is the business of `readers/scan.py`.
An extra: `pip install 'duban[ocr]'`.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ingest.errors import NoTextError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THREADS = 2  # the default would take every core of the machine
DPI = 150  # at which pages are painted to be read
LONGEST_SIDE = 3600  # pixels; a larger picture is made smaller before it is read
MOST_PIXELS = 7_000_000  # A3 has 4.4 million; the time grows with them
NEEDED = ("rapidocr", "onnxruntime")
HOW_TO_INSTALL = "请安装文字识别(OCR)组件后重新导入:pip install 'duban[ocr]'(在源码目录下则运行 make setup)。"
NOT_INSTALLED = f"这是图片或扫描件,没有可读的文字层。{HOW_TO_INSTALL}"

Picture: TypeAlias = "NDArray[np.uint8]"  # rows × columns × blue, green, red
Box = tuple[float, float, float, float]
Corners = tuple[tuple[float, float], ...]  # upper left, upper right, lower right, lower left, in pixels


@dataclass(frozen=True, slots=True)
class SeenChar:
    text: str
    confidence: float
    corners: Corners


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A run of characters that the detector saw as one; its spaces are characters without corners of their own."""

    corners: Corners
    confidence: float
    chars: tuple[SeenChar, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """`see` finds and reads the lines of a picture; `spell` reads a box of it (x0, top, x1, bottom) as one line."""

    see: Callable[[Picture], tuple[SeenLine, ...]]
    spell: Callable[[Picture, Box], SeenLine | None]


def shrinking(width: float, height: float) -> float:
    """Return the factor, 1 at most, by which a picture of so many pixels must be made smaller."""
    return min(1.0, LONGEST_SIDE / max(width, height, 1.0), math.sqrt(MOST_PIXELS / max(width * height, 1.0)))


def page_scale(width: float, height: float) -> float:
    """Return the pixels for each point at which a page of so many points is painted."""
    scale = DPI / 72
    return scale * shrinking(width * scale, height * scale)


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) for name in NEEDED)


@cache
def load_engine() -> Engine:
    """Load the models, once; raise NoTextError that says what to install where the extra is missing."""
    if not is_installed():
        raise NoTextError(NOT_INSTALLED)
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and heavy

    settings = {
        "Global.log_level": "critical",
        "Global.use_cls": False,  # it turns lines that stand upright
        "Global.text_score": 0.0,  # doubtful lines are marked, not dropped
        "Global.max_side_len": LONGEST_SIDE,
        "Global.return_word_box": True,
        "Global.return_single_char_box": True,
        "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    rapid = RapidOCR(params=settings)
    return Engine(lambda picture: tuple(_seen_lines(rapid, picture)), lambda picture, box: _spell(rapid, picture, box))


def _seen_lines(rapid: Any, picture: Picture) -> Iterator[SeenLine]:
    result = rapid(picture, use_det=True, return_word_box=True)  # it keeps what the call before asked for
    if result.boxes is None:
        return
    for box, text, score, words in zip(result.boxes, result.txts, result.scores, result.word_results, strict=True):
        corners = _corners(box)
        yield SeenLine(corners, float(score), tuple(_seen_chars(text, words, corners)))


def _spell(rapid: Any, picture: Picture, box: Box) -> SeenLine | None:
    x0, top, x1, bottom = box
    result = rapid(picture[int(top) : int(bottom), int(x0) : int(x1)].copy(), use_det=False, return_word_box=False)
    text = result.txts[0].strip() if result.txts else ""
    if not text:
        return None
    corners = (x0, top), (x1, top), (x1, bottom), (x0, bottom)
    return SeenLine(corners, float(result.scores[0]), tuple(_seen_chars(text, (), corners)))


def _seen_chars(text: str, words: Any, corners: Corners) -> Iterator[SeenChar]:
    """The characters of a line with their places; where the engine tells none, the line is shared out evenly."""
    places = [(float(score), _corners(box)) for word, score, box in words for _ in word]
    bare = [c for c in text if not c.isspace()]
    if len(places) != len(bare):
        places = [(1.0, part) for part in _share_out(corners, len(bare))]
    told = iter(places)
    last: Corners = (corners[0], corners[0], corners[3], corners[3])
    for c in text:
        if c.isspace():
            yield SeenChar(" ", 1.0, last)
            continue
        score, last = next(told)
        yield SeenChar(c, score, last)


def _share_out(corners: Corners, parts: int) -> Iterator[Corners]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    for i in range(parts):
        a, b = i / parts, (i + 1) / parts
        top = (ax + (bx - ax) * a, ay + (by - ay) * a), (ax + (bx - ax) * b, ay + (by - ay) * b)
        foot = (dx + (cx - dx) * b, dy + (cy - dy) * b), (dx + (cx - dx) * a, dy + (cy - dy) * a)
        yield (*top, *foot)


def _corners(box: Any) -> Corners:
    return tuple((float(x), float(y)) for x, y in box)
