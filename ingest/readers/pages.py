"""Printed lines and ruled tables of a file's pages → its blocks, with what belongs to the page told apart."""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.errors import FileTooLargeError, NoTextError
from ingest.grid import number_blocks, table_blocks
from ingest.lines import Line, join_lines
from ingest.model import BlockKind, Place
from ingest.raw import RawBlock, Reading
from ingest.readers.pagetext import Char, PageLine, find_page_furniture, flow_lines, page_lines
from ingest.readers.ruled import LinesOf, Rule, RuledTable, find_tables, holds, join_tables

MOST_PAGES = 2000
LEAST_TEXT = 10  # characters of a page; with fewer, what it shows is a picture or a drawing
LITTLE_TEXT = 100  # characters beside a picture that covers the page: a heading or a stamp on a scan
COVERED = 0.5
LEAST_STROKES = 10  # pieces of drawn lines; with fewer, a page is blank
BULLETS = 10
LOST = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1b]")
NOT_ASCII = re.compile(r"[^\s\x20-\x7e]")
GARBLED = 0.2  # share of characters without Unicode from which a text layer is of no use
BLANK = "页面都是空白的,请确认原文件内容完整。"
GUESSED = 0.5  # confidence below which a line is no text but something that looks like it


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, its tables, whose words are not among the lines, and what to warn of.

    `notes` are lines that the format itself knows to belong to the page, such as a stamp or a letterhead.
    """

    lines: tuple[PageLine, ...] = ()
    tables: tuple[RuledTable, ...] = ()
    notes: tuple[PageLine, ...] = ()
    warning: str | None = None


def make_page(number: int, chars: Sequence[Char], rules: Sequence[Rule] = (), lines_of: LinesOf = page_lines) -> Page:
    """Return page `number` (from 0) with the words that stand in ruled cells taken out of its lines."""
    tables = find_tables(number, rules, chars, lines_of) if rules else ()
    if not tables:
        return Page(lines_of(chars))
    outside = (char for char in chars if not any(holds(table.box, char.box) for table in tables))
    return Page(lines_of(outside), tables)


def is_garbled(chars: Sequence[Char]) -> bool:
    """Whether much of the text that is not plain ASCII maps to no characters; a few bullets may be signs of a font."""
    text = "".join(char.text for char in chars)
    lost = len(LOST.findall(text))
    return lost > BULLETS and lost > GARBLED * len(NOT_ASCII.findall(text))


def has_lost(chars: Sequence[Char]) -> bool:
    """Whether a character among these maps to none of Unicode."""
    return any(LOST.match(char.text) for char in chars)


def is_picture(chars: Sequence[Char], covered: float, strokes: int) -> bool:
    """Whether the words of a page stand in a picture or are drawn: it has next to no text, but shows something.

    `covered` is the part of the page under its largest picture, `strokes` counts the lines drawn on it.
    """
    inked = sum(1 for char in chars if char.text.strip())
    if inked < LEAST_TEXT:
        return covered > 0 or strokes >= LEAST_STROKES
    return inked < LITTLE_TEXT and covered >= COVERED


def refuse_many_pages(count: int) -> None:
    """Raise FileTooLargeError for a file with more pages than a policy text has."""
    if count > MOST_PAGES:
        raise FileTooLargeError(f"文件共 {count} 页,超过 {MOST_PAGES} 页的上限。请拆分成几个文件后再导入。")


def read_pages(pages: Sequence[Page], tags: tuple[tuple[str, str], ...] = ()) -> Reading:
    """Return the numbered blocks of all pages: paragraphs joined over lines and pages, table rows, furniture."""
    warnings = tuple(page.warning for page in pages if page.warning)
    if not any(page.lines or page.tables for page in pages):
        raise NoTextError(f"文件共 {len(pages)} 页,没有读出任何文字。{warnings[0] if warnings else BLANK}")
    return Reading(tuple(number_blocks(_blocks(pages))), tags, warnings)


def _blocks(pages: Sequence[Page]) -> Iterator[RawBlock]:
    """The blocks in the order of the pages; page numbers and running heads follow what begins on their page."""
    printed = [page.lines for page in pages]
    furniture = find_page_furniture(printed) | _find_unsure(printed)
    body = [[line for i, line in enumerate(lines) if (page, i) not in furniture] for page, lines in enumerate(printed)]
    apart = [(p, printed[p][i]) for p, i in sorted(furniture)]
    apart += [(p, line) for p, page in enumerate(pages) for line in page.notes]
    extra = [
        RawBlock(
            kind=BlockKind.FURNITURE, text=line.text, place=Place(page=p + 1, box=line.box, confidence=line.confidence)
        )
        for p, line in apart
    ]
    tables = [table for page in pages for table in page.tables]
    rows = sorted(_table_blocks(body, tables), key=_position)
    lines = _stop_at_tables(flow_lines(body), [_position(row) for row in rows])
    waiting = deque(sorted([*rows, *extra], key=_position))
    for block in join_lines(lines):  # in reading order, which knows of columns
        while waiting and _position(waiting[0]) < _position(block):
            yield waiting.popleft()
        yield block
    yield from waiting


def _find_unsure(pages: Sequence[Sequence[PageLine]]) -> set[tuple[int, int]]:
    """Lines that OCR guessed: seals, stains, pieces of drawings."""
    return {
        (p, i)
        for p, lines in enumerate(pages)
        for i, line in enumerate(lines)
        if line.confidence is not None and line.confidence < GUESSED
    }


def _stop_at_tables(lines: Sequence[Line], rows: Sequence[tuple[int, float]]) -> Iterator[Line]:
    """No paragraph runs on over a table: the line behind one begins anew."""
    passed = 0
    for line in lines:
        above = bisect(rows, _position(line))
        yield replace(line, begins=True) if above != passed else line
        passed = above


def _position(part: RawBlock | Line) -> tuple[int, float]:
    """Page and height; what belongs to the page comes after all that begins on it."""
    place = part.place or Place()
    furniture = isinstance(part, RawBlock) and part.kind is BlockKind.FURNITURE
    return place.page or 0, float("inf") if furniture or place.box is None else place.box[1]


def _table_blocks(body: Sequence[Sequence[PageLine]], tables: Sequence[RuledTable]) -> Iterator[RawBlock]:
    breaks = {i for i, table in enumerate(tables) if i and _text_between(body, tables[i - 1], table)}
    for number, table in enumerate(join_tables(tables, breaks), start=1):
        yield from table_blocks(table.rows, number, table.places)


def _text_between(body: Sequence[Sequence[PageLine]], first: RuledTable, second: RuledTable) -> bool:
    below = any(line.box[1] >= first.box[3] for line in body[first.page])
    above = any(line.box[3] <= second.box[1] for line in body[second.page])
    return below or above
