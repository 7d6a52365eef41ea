"""ODT documents: paragraphs with the numbers that the word processor counts, headings, tables, text boxes, notes.

Page headers and footers come first, as furniture; text boxes follow the paragraph that they hang on, notes the text.
Tracked deletions stand apart in the file and are not read; comments neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from ingest.grid import SpanCell, is_layout, join_cell_lines, number_blocks, table_blocks
from ingest.raw import RawBlock, Reading
from ingest.readers.numbering import Level, Numbering
from ingest.readers.odf import MOST_REPEATED, OdfPackage, int_attr, iter_cells, iter_rows, open_odf, words
from ingest.readers.ooxml import attr, children, local
from ingest.readers.paragraphs import furniture_blocks, paragraph_blocks

TRANSPARENT = {
    *("section", "table-of-content", "user-index", "alphabetical-index", "illustration-index", "table-index"),
    *(
        "bibliography",
        "index-body",
        "index-title",
        "frame",
        "text-box",
        "custom-shape",
        "rect",
        "g",
        "numbered-paragraph",
    ),
}
PAGE_PARTS = {"header", "header-left", "header-first", "footer", "footer-left", "footer-first"}
BOXES = {"text-box", "custom-shape", "rect"}
OUTLINE = "outline"
FORMS = {"": "none", "A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
PLACE = re.compile(r"%(\d+)%")


@dataclass(slots=True)
class Text:
    """What is counted and collected while a document is read."""

    numbering: Numbering
    notes: list[RawBlock] = field(default_factory=list)


def read_odt(data: bytes) -> Reading:
    """Read an ODT package."""
    package = open_odf(data)
    text = Text(read_list_styles(package))
    body = list(_blocks(text, package.body))
    return Reading(tuple(number_blocks([*furniture_blocks(_page_texts(package.styles)), *body, *text.notes])))


def _page_texts(styles: _Element | None) -> Iterator[str]:
    for part in styles.iter() if styles is not None else ():
        if local(part) in PAGE_PARTS:
            yield " ".join(words(p) for p in part.iter() if local(p) in ("p", "h"))


def read_list_styles(package: OdfPackage) -> Numbering:
    """Return the lists of a document under the names of their styles; headings count in the list `outline`."""
    levels: dict[str, dict[int, Level]] = {}
    for root in (package.styles, package.content):
        for style in root.iter() if root is not None else ():
            if local(style) in ("list-style", "outline-style"):
                name = OUTLINE if local(style) == "outline-style" else attr(style, "name")
                levels[name] = {int_attr(level, "level", 1) - 1: _level(level) for level in children(style, *LEVELS)}
    return Numbering(levels, {name: name for name in levels})


LEVELS = ("list-level-style-number", "list-level-style-bullet", "list-level-style-image", "outline-level-style")


def _level(el: _Element) -> Level:
    if local(el) in ("list-level-style-bullet", "list-level-style-image"):
        return Level(form="bullet")
    number = int_attr(el, "level", 1)
    shown = min(int_attr(el, "display-levels", 1), number)
    places = ".".join(f"%{n}" for n in range(number - shown + 1, number + 1))
    template = PLACE.sub(r"%\1", attr(el, "num-list-format"))
    return Level(
        form=_form(attr(el, "num-format")),
        text=template or attr(el, "num-prefix") + places + attr(el, "num-suffix"),
        start=int_attr(el, "start-value", 1),
    )


def _form(code: str) -> str:
    """`一, 二, 三, ...` is the way LibreOffice writes the Chinese count."""
    if code[:1] in ("一", "壹"):
        return "chineseCounting"
    return "decimalEnclosedCircle" if code.startswith("①") else FORMS.get(code, "decimal")


def _blocks(text: Text, parts: Iterable[_Element]) -> Iterator[RawBlock]:
    for part in parts:
        name = local(part)
        if name in ("p", "h"):
            yield from _paragraph(text, part, _heading_label(text, part))
        elif name == "list":
            yield from _list(text, part, attr(part, "style-name"), 0)
        elif name == "table":
            yield from _table(text, part)
        elif name in TRANSPARENT:
            yield from _blocks(text, part)


def _heading_label(text: Text, el: _Element) -> str:
    if local(el) == "p" or attr(el, "is-list-header") == "true" or not words(el).strip():
        return ""
    return text.numbering.next_label(OUTLINE, int_attr(el, "outline-level", 1) - 1)


def _paragraph(text: Text, el: _Element, label: str) -> Iterator[RawBlock]:
    yield from paragraph_blocks(words(el), label=label, heading=local(el) == "h")
    for part in el.iter():
        if local(part) in BOXES and next(_holders(part), None) is el:
            yield from _blocks(text, part)
        elif local(part) == "note-body" and next(_holders(part), None) is el:
            text.notes += _blocks(text, part)


def _holders(el: _Element) -> Iterator[_Element]:
    return (up for up in el.iterancestors() if local(up) in ("p", "h", *BOXES))


def _list(text: Text, el: _Element, style: str, depth: int) -> Iterator[RawBlock]:
    """A list counts anew unless it says that it continues another."""
    continued = attr(el, "continue-numbering") == "true" or attr(el, "continue-list")
    if not depth and not continued:
        text.numbering.counts.pop(style, None)
    for item in children(el, "list-item", "list-header"):
        counted = local(item) == "list-header"
        for part in item:
            if local(part) == "list":
                yield from _list(text, part, attr(part, "style-name") or style, depth + 1)
            elif local(part) in ("p", "h") and not counted and words(part).strip():
                counted = True
                yield from _paragraph(text, part, text.numbering.next_label(style, depth))
            else:
                yield from _blocks(text, [part])


def _table(text: Text, el: _Element) -> Iterator[RawBlock]:
    rows = [row for row, times in iter_rows(el) for _ in range(min(times, MOST_REPEATED))]
    cells = [[cell for cell, _ in iter_cells(row) if local(cell) == "table-cell"] for row in rows]
    if _places_text(cells):
        for cell in (cell for row in cells for cell in row):
            yield from _blocks(text, cell)
    else:
        yield from table_blocks([list(_row(text, row)) for row in rows], 1)


def _places_text(rows: list[list[_Element]]) -> bool:
    sizes = [[sum(len(words(p)) for p in _paragraphs(cell)) for cell in row] for row in rows]
    cells = [cell for row in rows for cell in row]
    if not cells:
        return True
    largest = max(cells, key=lambda cell: sum(len(words(p)) for p in _paragraphs(cell)))
    return is_layout(sizes, sum(1 for _ in _paragraphs(largest)))


def _paragraphs(el: _Element) -> Iterator[_Element]:
    return (part for part in el.iter() if local(part) in ("p", "h"))


def _row(text: Text, row: _Element) -> Iterator[SpanCell]:
    for cell, times in iter_cells(row):
        if local(cell) == "covered-table-cell":
            continue
        down, across = int_attr(cell, "number-rows-spanned", 1), int_attr(cell, "number-columns-spanned", 1)
        for _ in range(min(times, MOST_REPEATED)):
            yield SpanCell(_cell_text(text, cell), down, across)


def _cell_text(text: Text, cell: _Element) -> str:
    return join_cell_lines(block.text or " ".join(c.text for c in block.cells) for block in _blocks(text, cell))
