"""Word files before 2007 (.doc) and those of WPS (.wps): text, tables, item numbers, text boxes, notes.

Own reader, since the known ones are under the GPL or need an office suite. Page headers come first, as furniture;
text boxes follow the paragraph that they hang on, footnotes and endnotes the text. Tracked deletions and field codes
are left out, and so are comments. Word 6 and 95 give their text without tables.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import BrokenFileError
from ingest.grid import number_blocks
from ingest.raw import RawBlock, Reading
from ingest.readers.compound import read_streams
from ingest.readers.doc_lists import read_lists
from ingest.readers.doc_pieces import WordText, read_word_text
from ingest.readers.doc_properties import Formatting, Properties, RowCell, read_formatting
from ingest.readers.numbering import Numbering
from ingest.readers.paragraphs import EdgeCell, edge_table_blocks, furniture_blocks, join_units, paragraph_blocks

ANCHORS, BOX_TEXTS = 40, 56  # pairs of the information block
ANCHOR, BOX = 26, 22  # bytes
FIELD_BEGIN, FIELD_RESULT, FIELD_END = "\x13", "\x14", "\x15"
CELL_MARK = "\x07"
MARKS = "\r\x0c" + CELL_MARK
SIGNS = {"\x0b": "\n", "\x0e": "\n", "\t": "\t", "\x1e": "-", "\xa0": " "}
WIDTH = 1000  # of a cell whose row defines none
BROKEN = "Word 文件已损坏({problem}),可能没有下载完整。请用 WPS 或 Word 打开修复后另存,或重新获取原文件。"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The visible text of a paragraph, the sign that ends it, its properties, and where it ends."""

    text: str
    mark: str
    properties: Properties
    end: int


def read_doc(data: bytes) -> Reading:
    """Read a Word document out of a compound file."""
    streams = read_streams(data, ("WordDocument", "0Table", "1Table", "Data"))
    try:
        word = read_word_text(streams.get("WordDocument", b""), streams, streams.get("Data", b""))
        blocks = tuple(_blocks(word))
    except (struct.error, IndexError) as problem:
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem
    return Reading(tuple(number_blocks(blocks)))


def _blocks(word: WordText) -> Iterator[RawBlock]:
    formatting, numbering = read_formatting(word), read_lists(word)
    boxes = _find_boxes(word)
    for part in ("headers", "header_boxes"):
        yield from furniture_blocks(p.text for p in _paragraphs(formatting, word.parts[part]))
    yield from _story(formatting, numbering, word.parts["main"], boxes)
    for _, story in boxes:
        yield from _story(formatting, numbering, story, deque())
    for part in ("footnotes", "endnotes"):
        yield from _story(formatting, numbering, word.parts[part], deque())


def _story(
    formatting: Formatting, numbering: Numbering, part: tuple[int, int], boxes: deque[tuple[int, tuple[int, int]]]
) -> Iterator[RawBlock]:
    """Yield the blocks of a part; takes out of `boxes` those that hang on its paragraphs."""
    rows: list[list[EdgeCell]] = []
    table: list[Paragraph] = []
    for paragraph in _paragraphs(formatting, part):
        if paragraph.properties.in_table or paragraph.mark == CELL_MARK:
            table.append(paragraph)
            if _ends_row(table):
                rows.append(_row(numbering, table))
                table = []
            continue
        yield from _table(numbering, rows, table)
        rows, table = [], []
        label = _label(numbering, paragraph)
        yield from paragraph_blocks(paragraph.text, label=label, heading=paragraph.properties.outline)
        while boxes and boxes[0][0] <= paragraph.end:
            yield from _story(formatting, numbering, boxes.popleft()[1], deque())
    yield from _table(numbering, rows, table)


def _table(numbering: Numbering, rows: list[list[EdgeCell]], unended: list[Paragraph]) -> Iterator[RawBlock]:
    """The rows so far; of a row whose end is lost, the text."""
    yield from edge_table_blocks(rows)
    for paragraph in unended:
        yield from paragraph_blocks(paragraph.text, label=_label(numbering, paragraph))


def _ends_row(table: Sequence[Paragraph]) -> bool:
    """A row ends with a mark of its own; without properties (Word 95), with a second mark after that of a cell."""
    last = table[-1]
    if last.mark != CELL_MARK:
        return False
    doubled = not last.text and len(table) > 1 and table[-2].mark == CELL_MARK and not last.properties.in_table
    return last.properties.row_end or doubled


def _row(numbering: Numbering, table: Sequence[Paragraph]) -> list[EdgeCell]:
    cells: list[list[str]] = [[]]
    for paragraph in table[:-1]:
        if paragraph.text.strip() and not paragraph.properties.inner_row:
            cells[-1] += (_label(numbering, paragraph) + paragraph.text).split("\n")
        if paragraph.mark == CELL_MARK:
            cells.append([])
    cells.pop()
    defined = table[-1].properties.row
    if len(defined) != len(cells):
        defined = tuple(RowCell(WIDTH * i, WIDTH * (i + 1), above=False, beside=False) for i in range(len(cells)))
    return [
        EdgeCell(cell.left, cell.right, tuple(lines), above=cell.above, beside=cell.beside)
        for cell, lines in zip(defined, cells, strict=True)
    ]


def _label(numbering: Numbering, paragraph: Paragraph) -> str:
    number = str(paragraph.properties.list_id)
    return numbering.next_label(number, paragraph.properties.level) if paragraph.text.strip() else ""


def _paragraphs(formatting: Formatting, part: tuple[int, int]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part without field codes, deleted words and the signs of objects."""
    text = formatting.word.text
    fields: list[bool] = []  # for each open field, whether its code is being read
    codes = 0  # how many of them are
    words: list[str] = []
    for position in range(*part):
        sign = text[position]
        if sign == FIELD_BEGIN:
            fields.append(True)
            codes += 1
        elif sign == FIELD_RESULT and fields:
            codes -= fields[-1]
            fields[-1] = False
        elif sign == FIELD_END and fields:
            codes -= fields.pop()
        elif codes:
            continue
        elif sign in MARKS:
            yield Paragraph(join_units(words), sign, formatting.paragraph(position), position)
            words = []
        elif (sign >= " " or sign in SIGNS) and not formatting.is_deleted(position):
            words.append(SIGNS.get(sign, sign))
    if words:
        yield Paragraph(join_units(words), "", Properties(), part[1])


def _find_boxes(word: WordText) -> deque[tuple[int, tuple[int, int]]]:
    """Return the position of the anchor and the text of each box, in order; a box without one hangs on the end."""
    anchors, texts = word.structure(ANCHORS), word.structure(BOX_TEXTS)
    places: dict[int, int] = {}
    count = max((len(anchors) - 4) // (4 + ANCHOR), 0)
    for i in range(count):
        shape = struct.unpack_from("<I", anchors, 4 * (count + 1) + ANCHOR * i)[0]
        places[shape] = struct.unpack_from("<I", anchors, 4 * i)[0]
    (first, end), last = word.parts["boxes"], word.parts["main"][1]
    stories = max((len(texts) - 4) // (4 + BOX), 0)
    found: list[tuple[int, tuple[int, int]]] = []
    for i in range(stories):
        start, stop = struct.unpack_from("<II", texts, 4 * i)
        shape = struct.unpack_from("<I", texts, 4 * (stories + 1) + BOX * i + 14)[0]
        if start < stop and first + stop <= end:
            found.append((places.get(shape, last), (first + start, first + stop)))
    if not found and end > first:
        found = [(last, (first, end))]
    return deque(sorted(found))
