"""Characters of a page → printed lines with their boxes, page numbers and running heads told apart.

Serves every format that knows where a character stands: PDF, OFD, and what OCR reads from a picture.
Coordinates are points from the page's upper left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from statistics import mean, median
from typing import NamedTuple

from ingest.lines import Line
from ingest.model import Place
from ingest.shadow import shadow

Box = tuple[float, float, float, float]
HAN = re.compile(r"[\u3400-\u9fff]")
ALNUM = re.compile(r"[A-Za-z0-9]")
GAP = 0.9  # of a character's width: a narrower gap that the file does not fill with a space is only spacing
EDGE = 2.2  # characters: a line that ends nearer to the right edge may be continued
CLOSED_EDGE = 1.8
NARROWEST = 10  # characters: no text is set in a narrower column
INDENT = 1.2  # characters: a line that begins further right than its page begins a paragraph
LINE_ENDS = ("\r", "\n")
WITNESSES = 3  # lines that must end at one place to show the edge
FIRST_WORD = re.compile(r"[“《〈〔(（【\[]*(?:[A-Za-z0-9.%+-]+|.)[〕)）】\]，。、；：,;:”》〉％]*")
PITCH = 1.12  # of the usual line distance: a wider one parts two paragraphs
DASH = "[-—–―·•一 ]*"  # 一 among them, as OCR and typists have it
PAGE_NUMBER = re.compile(rf"^{DASH}(?:第? ?\d{{1,4}} ?页?(?: ?[/,共] ?共? ?\d{{1,4}} ?页?)?|[ivxⅰ-ⅻ]{{1,5}}){DASH}$")
MARGIN_LINES = 2
REPEATED = 3  # pages on which a head line must stand to be a running head


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line; `em` is the width of a character, `words_end` where its last word ends: signs may hang."""

    text: str
    box: Box
    baseline: float
    em: float
    words_end: float
    confidence: float | None = None


class Char(NamedTuple):
    """A character and where it stands; a named tuple, since a thousand of them are made for every page.

    A character "\n" ends a line. `made_up` marks a space or line end that is only inferred from the positions;
    `confidence` is that of OCR.
    """

    text: str
    box: Box
    baseline: float
    made_up: bool = False
    confidence: float | None = None


def page_lines(chars: Iterable[Char]) -> tuple[PageLine, ...]:
    """Return the printed lines, in the order of the file."""
    lines: list[list[Char]] = [[]]
    for char in chars:
        if char.text in LINE_ENDS:
            lines.append([])
        else:
            lines[-1].append(char)
    return tuple(_line(line) for line in lines if any(char.text.strip() for char in line))


def _line(chars: Sequence[Char]) -> PageLine:
    inked = [char for char in chars if not char.text.isspace()]
    lefts, tops, rights, bottoms = zip(*(char.box for char in inked), strict=True)
    widths = [x1 - x0 for char, x0, x1 in zip(inked, lefts, rights, strict=True) if HAN.match(char.text)]
    em = median(widths) if widths else 2 * median(map(sub, rights, lefts))
    made_up = any(char.made_up for char in chars)
    kept = (c for i, c in enumerate(chars) if not (c.made_up and _is_spacing(chars, i, em))) if made_up else chars
    text = "".join([char.text for char in kept])
    return PageLine(
        text=text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        box=(round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)),
        baseline=median([char.baseline for char in inked]),
        em=em,
        words_end=max([x1 for char, x1 in zip(inked, rights, strict=True) if char.text.isalnum()], default=0.0),
        confidence=_confidence(inked),
    )


def _confidence(chars: Sequence[Char]) -> float | None:
    if chars[0].confidence is None:
        return None
    return round(mean(char.confidence for char in chars if char.confidence is not None), 3)


def _is_spacing(chars: Sequence[Char], i: int, em: float) -> bool:
    """Whether an inferred space is only the gap beside a Han character, or parts nothing."""
    if not 0 < i < len(chars) - 1:
        return True
    before, after = chars[i - 1], chars[i + 1]
    beside_han = not (ALNUM.match(before.text) and ALNUM.match(after.text))
    return beside_han and after.box[0] - before.box[2] < GAP * em


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around the boxes."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return round(min(x0), 1), round(min(top), 1), round(max(x1), 1), round(max(bottom), 1)


def flow_lines(pages: Sequence[Sequence[PageLine]]) -> tuple[Line, ...]:
    """Say of each line whether it runs to the right edge and whether it begins a paragraph, by its place."""
    lines = [line for page in pages for line in page]
    if not lines:
        return ()
    lefts = [min((line.box[0] for line in page), default=0.0) for page in pages]
    distances = sorted(b.baseline - a.baseline for page in pages for a, b in pairwise(page) if b.baseline > a.baseline)
    usual = distances[len(distances) // 4] if distances else 0.0
    whole_edge = right_edge(lines) or max(line.words_end for line in lines)
    edges = [right_edge(page) or whole_edge for page in pages]
    return tuple(
        Line(
            line.text,
            full=_is_full(line, edges[number - 1], after),
            begins=line.box[0] > lefts[number - 1] + INDENT * line.em
            or (before is not None and line.baseline - before.baseline > PITCH * usual),
            place=Place(page=number, box=line.box, confidence=line.confidence),
        )
        for number, page in enumerate(pages, start=1)
        for before, line, after in zip([None, *page], page, [*page[1:], None], strict=False)
    )


def _is_full(line: PageLine, edge: float, after: PageLine | None) -> bool:
    """Whether the next line goes on because its first word found no room: a year is not parted, nor 〔2024〕.

    At the foot of a page, where no distance to the next line is seen, a sentence must end closer to the edge.
    """
    if line.words_end - line.box[0] < NARROWEST * line.em:
        return False
    if after and line.box[2] + word_width(after.text) * line.em > edge:
        return True
    closed = after is None and line.text.rstrip()[-1:] in "。;；"
    return line.words_end > edge - (CLOSED_EDGE if closed else EDGE) * line.em


def word_width(text: str) -> float:
    """Return the width of the first word that no line break parts, in characters; a Latin one is half as wide."""
    word = FIRST_WORD.match(text.strip())
    return sum(0.55 if c.isascii() else 1.0 for c in word[0]) if word else 0.0


def right_edge(lines: Sequence[PageLine]) -> float | None:
    """Return where lines are wrapped: the furthest end that several lines share; a single long address is no edge."""
    ends = sorted((line.words_end for line in lines), reverse=True)
    em = median(line.em for line in lines) if lines else 0.0
    return next((end for end, third in zip(ends, ends[WITNESSES - 1 :], strict=False) if end - third <= em), None)


def is_page_number(text: str) -> bool:
    """Whether the line is a page number: — 3 —, 第3页 共8页."""
    return PAGE_NUMBER.match(shadow(text).strip().lower()) is not None


def find_page_furniture(pages: Sequence[Sequence[PageLine]]) -> set[tuple[int, int]]:
    """Return (page, line) of page numbers and of running heads, which stand at one height of several pages."""
    edges = [(p, i, line) for p, lines in enumerate(pages) for i, line in enumerate(lines) if _in_margin(i, lines)]
    seen = Counter((_wording(line), round(line.box[1] / 5)) for _, _, line in edges)
    return {
        (p, i)
        for p, i, line in edges
        if is_page_number(line.text) or seen[_wording(line), round(line.box[1] / 5)] >= REPEATED
    }


def _in_margin(i: int, lines: Sequence[PageLine]) -> bool:
    return i < MARGIN_LINES or i >= len(lines) - MARGIN_LINES


def _wording(line: PageLine) -> str:
    return re.sub(r"\d+", "#", line.text.replace(" ", ""))
