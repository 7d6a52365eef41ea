"""The drawn part of a scanned page: turn it straight, find its ruling lines, cut out the words of a cell. In pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr import Picture
from ingest.readers.pagetext import Box
from ingest.readers.ruled import Rule

THICKEST = 0.35  # of a character: what is thicker than this is a bar, no rule
RULE_WIDTH = 3.0  # characters that a horizontal rule must be long, since a dash has two
RULE_HEIGHT = 1.5  # characters that a vertical rule must be long: a stroke has one
NEIGHBOURS, DARKER = 31, 12  # pixels around that decide what is ink, and how much darker than they it must be
MARGIN = 0.2  # of a character: as far around a cell its rules reach
LEAST_INK = 6  # pixels; less is dust
TALLEST = 1.6  # characters: ink that is taller is no single line


def turn_picture(picture: Picture, angle: float) -> Picture:
    """Return the picture turned by `angle` degrees, against the clock, around its centre, on white paper."""
    if not angle:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255)).astype(np.uint8)


def find_rules(picture: Picture, size: float) -> tuple[Rule, ...]:
    """Return the ruling lines of a straight picture; `size` is the height of its text."""
    ink = _ink(picture)
    across = _long_runs(ink, (max(int(RULE_WIDTH * size), 12), 1), THICKEST * size)
    down = _long_runs(ink, (1, max(int(RULE_HEIGHT * size), 12)), THICKEST * size)
    return (
        *((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in across),
        *(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1) for x0, y0, x1, y1 in down),
    )


def _ink(picture: Picture) -> NDArray[Any]:
    """White where the picture is darker than its surroundings, black elsewhere."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, NEIGHBOURS, DARKER)


def _long_runs(ink: NDArray[Any], kernel: tuple[int, int], thickest: float) -> Iterator[Rule]:
    """The boxes of what is left when all ink goes that does not run as far as the kernel, in one direction."""
    across = kernel[1] == 1
    widened = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1)))
    runs = cv2.morphologyEx(widened, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs)
    for x, y, width, height, _ in boxes[1:].tolist():
        if (height if across else width) <= thickest:
            yield float(x), float(y), float(x + width), float(y + height)


def words_in_cell(picture: Picture, cell: Box, size: float) -> Box | None:
    """Return the box around the ink of a cell, with some paper; None for an empty cell and for a drawing."""
    margin = MARGIN * size
    left, top, right, bottom = (
        int(side) for side in (cell[0] + margin, cell[1] + margin, cell[2] - margin, cell[3] - margin)
    )
    if right - left < LEAST_INK or bottom - top < LEAST_INK:
        return None
    ink = cv2.morphologyEx(
        _ink(np.ascontiguousarray(picture[top:bottom, left:right])), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)
    )
    x, y, width, height = cv2.boundingRect(ink)
    if height < LEAST_INK or height > TALLEST * size:
        return None
    paper = size / 3
    return (
        max(left + x - paper, 0.0),
        max(top + y - paper, 0.0),
        min(left + x + width + paper, float(picture.shape[1])),
        min(top + y + height + paper, float(picture.shape[0])),
    )
