"""Find the line ends of a hard-wrapped text that were saved as spaces: 支持战略新 兴产业.

Such spaces stand at one distance from each other. A text whose spaces do not (between two names, behind a number,
in a title) has none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.shadow import SPACES

SINGLE = re.compile(rf"(?<![{re.escape(SPACES)}\n\r])[{re.escape(SPACES)}](?![{re.escape(SPACES)}\n\r])")
LATIN = re.compile(r"[A-Za-z0-9]\s[A-Za-z0-9]")
SENTENCE = 40  # characters: a shorter paragraph may be a title, or a list of names
SENTENCE_SIGN = re.compile(r"[。，,；;]")
WIDTHS = range(18, 46)  # Han characters to a line
SLACK = 3.0  # a line ends up to this much before or behind its width, by the signs that may not begin a line
EVIDENCE = 8  # line ends that a text must show
SHARE = 0.6  # of the spaces that stand far enough from each other to be line ends


def find_width(texts: Iterable[str]) -> int | None:
    """Return how many characters the lines had of which the paragraphs were joined by spaces; None if none were."""
    texts = [text for text in texts if _is_sentence(text)]
    far = sum(1 for text in texts for _ in _far_spaces(text))
    if far < EVIDENCE:
        return None
    counts = {width: sum(n == 1 for text in texts for _, n in _line_ends(text, width)) for width in WIDTHS}
    width = max(counts, key=lambda w: counts[w])
    return width if counts[width] >= max(EVIDENCE, SHARE * far) else None


def find_wraps(text: str, width: int) -> frozenset[int]:
    """Return the offsets of the spaces that stand where a line of this width ended."""
    return frozenset(at for at, _ in _line_ends(text, width)) if _is_sentence(text) else frozenset()


def _line_ends(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield each space that stands a whole number of lines behind the one before, with that number."""
    start = 0
    for at in _spaces(text):
        lines = round(_printed(text[start:at]) / width)
        if lines and abs(_printed(text[start:at]) - lines * width) <= SLACK:
            yield at, lines
            start = at + 1


def _far_spaces(text: str) -> Iterator[int]:
    start = 0
    for at in _spaces(text):
        if _printed(text[start:at]) >= WIDTHS.start - SLACK:
            yield at
            start = at + 1


def _spaces(text: str) -> Sequence[int]:
    inside = (gap.start() for gap in SINGLE.finditer(text) if text[: gap.start()].strip() and text[gap.end() :].strip())
    return [at for at in inside if not LATIN.match(text, at - 1)]


def _printed(text: str) -> float:
    """The width of a text in Han characters; letters and digits take half of one."""
    return sum(0.5 if char < "\u0300" else 1.0 for char in text)


def _is_sentence(text: str) -> bool:
    return len(text) > SENTENCE and SENTENCE_SIGN.search(text) is not None
