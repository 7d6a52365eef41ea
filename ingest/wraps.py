"""Find the line ends of a hard-wrapped text that were saved as spaces: 支持战略新 兴产业.

Such spaces stand at one distance from each other. A text whose spaces do not (between two names, behind a number,
in a title) has none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ingest.shadow import SPACES

SINGLE = re.compile(rf"(?<![{re.escape(SPACES)}\n\r])[{re.escape(SPACES)}](?![{re.escape(SPACES)}\n\r])")
LATIN = re.compile(r"[A-Za-z0-9]\s[A-Za-z0-9]")
SENTENCE = 40  # characters: a shorter paragraph may be a title, or a list of names
SENTENCE_SIGN = re.compile(r"[。，,；;]")
WIDTHS = range(18, 46)  # Han characters to a line
SLACK = 3.0  # a line ends up to this much before or behind its width, by the signs that may not begin a line
EVIDENCE = 8  # line ends that a text must show
SHARE = 0.6  # of the spaces that stand far enough from each other to be line ends


@dataclass(frozen=True, slots=True)
class Space:
    """A single space at offset `at`; `printed` is the width of all that stands before it, in Han characters."""

    at: int
    printed: float


def find_width(texts: Iterable[str]) -> int | None:
    """Return how many characters the lines had of which the paragraphs were joined by spaces; None if none were."""
    paragraphs = [spaces for text in texts if (spaces := find_spaces(text))]
    far = sum(1 for spaces in paragraphs for _ in _far_spaces(spaces))
    if far < EVIDENCE:
        return None
    counts = {width: sum(n == 1 for spaces in paragraphs for _, n in _line_ends(spaces, width)) for width in WIDTHS}
    width = max(counts, key=lambda w: counts[w])
    return width if counts[width] >= max(EVIDENCE, SHARE * far) else None


def find_wraps(text: str, width: int) -> frozenset[int]:
    """Return the offsets of the spaces that stand where a line of this width ended."""
    return frozenset(space.at for space, _ in _line_ends(find_spaces(text), width))


def find_spaces(text: str) -> tuple[Space, ...]:
    """Return the single spaces within a paragraph of sentences, but for those between Latin letters or digits."""
    if len(text) <= SENTENCE or not SENTENCE_SIGN.search(text):
        return ()
    widths = list(accumulate((0.5 if char < "\u0300" else 1.0 for char in text), initial=0.0))
    first, end = len(text) - len(text.lstrip()), len(text.rstrip())
    inside = (gap.start() for gap in SINGLE.finditer(text, first, end))
    return tuple(Space(at, widths[at]) for at in inside if not LATIN.match(text, at - 1))


def _line_ends(spaces: Iterable[Space], width: int) -> Iterator[tuple[Space, int]]:
    """Yield each space that stands a whole number of lines behind the one before, with that number."""
    start = 0.0
    for space in spaces:
        printed = space.printed - start
        lines = round(printed / width)
        if lines and abs(printed - lines * width) <= SLACK:
            yield space, lines
            start = space.printed


def _far_spaces(spaces: Iterable[Space]) -> Iterator[Space]:
    start = 0.0
    for space in spaces:
        if space.printed - start >= WIDTHS.start - SLACK:
            yield space
            start = space.printed
