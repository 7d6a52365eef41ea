"""Word documents: paragraphs with the numbers that Word counts, headings, tables; tracked deletions left out.

Page headers come first, as furniture, since a security marking may stand there; then footers. Text boxes follow their
paragraph, notes the text. Comments are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.archives import open_archive
from ingest.grid import SpanCell, is_layout, join_cell_lines, number_blocks, table_blocks
from ingest.raw import RawBlock, Reading
from ingest.readers.numbering import Numbering, read_numbering
from ingest.readers.ooxml import attr, child, children, local, parse_xml, whole
from ingest.readers.paragraphs import furniture_blocks, paragraph_blocks

TRANSPARENT = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo"}
GONE = {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "footnoteReference", "annotationRef"}
SIGNS = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n", "br": "\n"}
PARTS = re.compile(r"word/(?:document|styles|numbering|(?:header|footer)\d*|footnotes|endnotes)\.xml")
OUTLINE_LEVELS = {str(level) for level in range(9)}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style brings with it: an outline level, a list."""

    outline: bool = False
    num_id: str = ""
    depth: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """The parts of a package that reading needs."""

    body: _Element | None
    page: tuple[_Element, ...]  # headers, then footers
    notes: tuple[_Element, ...]
    styles: dict[str, Style]
    numbering: Numbering


def read_docx(data: bytes) -> Reading:
    """Read a DOCX package."""
    word = open_word(data)
    page = (block for part in word.page for block in _blocks(word, _flatten(part)))
    furniture = furniture_blocks(block.text or " ".join(cell.text for cell in block.cells) for block in page)
    body = _blocks(word, _flatten(word.body))
    notes = (block for note in word.notes for block in _blocks(word, _flatten(note)))
    return Reading(tuple(number_blocks([*furniture, *body, *notes])))


def open_word(data: bytes) -> Word:
    """Parse the parts of the package; raise BrokenFileError or FileTooLargeError for one that is not sound."""
    with open_archive(data) as archive:
        paths = [path for path in archive.namelist() if PARTS.fullmatch(path)]
        parts = {path[5:-4]: parse_xml(archive.read(path), path) for path in paths}
    return Word(
        page=tuple(parts[name] for kind in ("header", "footer") for name in sorted(parts) if name.startswith(kind)),
        notes=tuple(_notes(parts)),
        body=child(parts["document"], "body"),
        styles=dict(_styles(parts.get("styles"))),
        numbering=read_numbering(parts.get("numbering")),
    )


def _notes(parts: dict[str, _Element]) -> Iterator[_Element]:
    """The footnotes and endnotes; those with a type are the lines that part them from the text."""
    for name in ("footnotes", "endnotes"):
        yield from (note for note in children(parts.get(name), "footnote", "endnote") if not attr(note, "type"))


def _styles(root: _Element | None) -> Iterator[tuple[str, Style]]:
    for el in children(root, "style"):
        name = attr(child(el, "name"), "val").lower()
        properties = child(el, "pPr")
        outline = attr(child(properties, "outlineLvl"), "val") in OUTLINE_LEVELS
        numbers = child(properties, "numPr")
        yield (
            attr(el, "styleId"),
            Style(
                outline=outline or name.startswith(("heading", "标题", "title")),
                num_id=attr(child(numbers, "numId"), "val"),
                depth=attr(child(numbers, "ilvl"), "val"),
            ),
        )


def _flatten(el: _Element | None) -> Iterator[_Element]:
    """Yield the paragraphs and tables of a body or cell, those within content controls included."""
    for part in el if el is not None else ():
        if local(part) in ("p", "tbl"):
            yield part
        elif local(part) in TRANSPARENT:
            yield from _flatten(part)


def _blocks(word: Word, parts: Iterable[_Element]) -> Iterator[RawBlock]:
    for part in parts:
        if local(part) == "p":
            yield from _paragraph(word, part)
        else:
            yield from _table(word, part)


def _paragraph(word: Word, el: _Element) -> Iterator[RawBlock]:
    """A paragraph, split where the author broke a line; text boxes that hang on it follow."""
    style = word.styles.get(attr(child(el, "pPr", "pStyle"), "val"), Style())
    label = _item_label(word, el, style)
    yield from paragraph_blocks("".join(_words(el)), label=label, heading=style.outline)
    for box in el.iter():
        if local(box) == "txbxContent" and not any(
            local(up) in ("Fallback", "txbxContent") for up in box.iterancestors()
        ):
            yield from _blocks(word, _flatten(box))


def _item_label(word: Word, el: _Element, style: Style) -> str:
    own = child(el, "pPr", "numPr")
    num_id = attr(child(own, "numId"), "val") or style.num_id
    depth = attr(child(own, "ilvl"), "val") or style.depth or "0"
    printed = any(word_part.strip() for word_part in _words(el))
    return word.numbering.next_label(num_id, whole(depth)) if num_id and depth.isdecimal() and printed else ""


def _words(el: _Element) -> Iterator[str]:
    for part in el:
        name = local(part)
        if name in GONE or name == "txbxContent":
            continue
        if name == "t":
            yield part.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        else:
            yield from _words(part)


def _table(word: Word, el: _Element) -> Iterator[RawBlock]:
    rows = [list(_cells(row)) for row in _rows(el)]
    if _places_text(rows):
        for cell in (cell for row in rows for cell in row):
            yield from _blocks(word, _flatten(cell))
    else:
        yield from table_blocks(_merge_down([list(_row(word, row)) for row in _rows(el)]), 1)


def _places_text(rows: list[list[_Element]]) -> bool:
    sizes = [[len("".join(_words(cell))) for cell in row] for row in rows]
    cells = [cell for row in rows for cell in row]
    if not cells:
        return True
    largest = max(cells, key=lambda cell: len("".join(_words(cell))))
    return is_layout(sizes, sum(1 for part in largest.iter() if local(part) == "p"))


def _rows(el: _Element) -> Iterator[_Element]:
    for part in el:
        if local(part) == "tr":
            if child(part, "trPr", "del") is None:
                yield part
        elif local(part) in TRANSPARENT:
            yield from _rows(part)


def _cells(el: _Element) -> Iterator[_Element]:
    for part in el:
        if local(part) == "tc":
            yield part
        elif local(part) in TRANSPARENT:
            yield from _cells(part)


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell as Word stores it: a cell that goes on from the row above says so itself."""

    column: int
    across: int
    goes_on: bool
    text: str


def _row(word: Word, row: _Element) -> Iterator[WordCell]:
    before = attr(child(row, "trPr", "gridBefore"), "val")
    column = whole(before)
    for cell in _cells(row):
        across = attr(child(cell, "tcPr", "gridSpan"), "val")
        merge = child(cell, "tcPr", "vMerge")
        width = whole(across, 1)
        goes_on = merge is not None and attr(merge, "val") != "restart"
        yield WordCell(column, width, goes_on, _cell_text(word, cell))
        column += width


def _cell_text(word: Word, cell: _Element) -> str:
    return join_cell_lines(
        block.text or " ".join(c.text for c in block.cells) for block in _blocks(word, _flatten(cell))
    )


def _merge_down(rows: list[list[WordCell]]) -> list[list[SpanCell]]:
    """Turn “goes on from above” into “covers so many rows”."""
    merged: list[list[SpanCell]] = []
    for r, row in enumerate(rows):
        indent = [SpanCell("", across=row[0].column)] if row and row[0].column else []
        merged.append([*indent, *(_spanning(rows, r, cell) for cell in row if not (cell.goes_on and r))])
    return merged


def _spanning(rows: list[list[WordCell]], r: int, cell: WordCell) -> SpanCell:
    down = 1
    while r + down < len(rows) and any(c.column == cell.column and c.goes_on for c in rows[r + down]):
        down += 1
    return SpanCell(cell.text, down, cell.across)
