"""Excel workbooks (.xlsx, .xlsm): shared strings, number formats, cells and merged areas by our own walk over the XML.

Own code since openpyxl builds every cell of a merged area (one hostile range exhausts the memory), refuses the strict
form and does not know the Chinese date formats. Formulas are read as the values last computed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml.etree import _Element

from ingest.archives import open_archive
from ingest.errors import BrokenFileError
from ingest.raw import Reading
from ingest.readers.number_formats import BUILT_IN, print_number
from ingest.readers.ooxml import attr, child, children, iter_elements, local, parse_xml, whole
from ingest.readers.sheets import Area, Sheet, read_sheets

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.I)
BOOLEANS = {"1": "TRUE", "0": "FALSE"}
HIDDEN = {"hidden", "veryHidden"}
LOST_PART = "文件缺少 {part} 部分,可能没有下载完整。请用 WPS 或 Excel 打开修复后另存,或重新获取原文件。"


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to; `codes` are the number formats by the cells' style."""

    strings: tuple[str, ...]
    codes: tuple[str, ...]
    from_1904: bool


def read_xlsx(data: bytes) -> Reading:
    """Read the visible sheets of an XLSX package."""
    return read_sheets(find_sheets(data))


def find_sheets(data: bytes) -> list[Sheet]:
    """Return all sheets, hidden ones too, as texts by row and column."""
    with open_archive(data) as archive:
        workbook = parse_xml(_part(archive, "xl/workbook.xml"), "xl/workbook.xml")
        links = _links(archive)
        book = Book(
            strings=tuple(_strings(_optional_part(archive, "xl/sharedStrings.xml"))),
            codes=tuple(_codes(_optional_part(archive, "xl/styles.xml"))),
            from_1904=attr(child(workbook, "workbookPr"), "date1904") in ("1", "true"),
        )
        return [
            _sheet(book, entry, _part(archive, links[attr(entry, "id")]))
            for entry in children(child(workbook, "sheets"), "sheet")
            if "worksheets/" in links.get(attr(entry, "id"), "")
        ]


def _part(archive: ZipFile, path: str) -> bytes:
    if path not in archive.namelist():
        raise BrokenFileError(LOST_PART.format(part=path))
    return archive.read(path)


def _optional_part(archive: ZipFile, path: str) -> _Element | None:
    return parse_xml(archive.read(path), path) if path in archive.namelist() else None


def _links(archive: ZipFile) -> dict[str, str]:
    """Return the path of each part that the workbook names by an id."""
    root = _optional_part(archive, "xl/_rels/workbook.xml.rels")
    return {
        attr(link, "Id"): posixpath.normpath(posixpath.join("/xl", attr(link, "Target"))).lstrip("/")
        for link in children(root, "Relationship")
    }


def _strings(root: _Element | None) -> Iterator[str]:
    yield from (_text(item) for item in children(root, "si"))


def _text(item: _Element) -> str:
    """The words of a string and its runs, without the reading aids (rPh) printed above them."""
    runs = [item, *children(item, "r")]
    return "".join(t.text or "" for run in runs for t in children(run, "t"))


def _codes(styles: _Element | None) -> Iterator[str]:
    own = {attr(el, "numFmtId"): attr(el, "formatCode") for el in children(child(styles, "numFmts"), "numFmt")}
    for style in children(child(styles, "cellXfs"), "xf"):
        number = attr(style, "numFmtId")
        yield own.get(number) or BUILT_IN.get(whole(number), "")


def _sheet(book: Book, entry: _Element, data: bytes) -> Sheet:
    """Read a sheet row by row. Cells and rows may leave out where they stand: then they follow the one before."""
    cells: dict[tuple[int, int], str] = {}
    areas: list[Area] = []
    uncomputed: list[str] = []
    row = -1
    for el in iter_elements(data, attr(entry, "name"), "row", "mergeCell"):
        if local(el) == "row":
            row = whole(attr(el, "r"), row + 2) - 1
            cells |= {(row, column): text for column, text in _row_cells(book, el)}
            uncomputed += [attr(cell, "r") for cell in children(el, "c") if _is_uncomputed(cell)]
        elif area := _area(attr(el, "ref")):
            areas.append(area)
    hidden = attr(entry, "state") in HIDDEN
    return Sheet(attr(entry, "name"), cells, tuple(areas), hidden, tuple(filter(None, uncomputed)))


def _row_cells(book: Book, row: _Element) -> Iterator[tuple[int, str]]:
    column = -1
    for cell in children(row, "c"):
        at = REFERENCE.fullmatch(attr(cell, "r"))
        column = column_number(at[1]) if at else column + 1
        if text := _value(book, cell):
            yield column, text


def _is_uncomputed(cell: _Element) -> bool:
    """Whether a formula has no result; one whose result is an empty text has one."""
    value = child(cell, "v")
    empty = value is None or not value.text
    return empty and child(cell, "f") is not None and attr(cell, "t") != "str"


def _value(book: Book, cell: _Element) -> str:
    kind = attr(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _text(inline) if inline is not None else ""
    value = child(cell, "v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return book.strings[index] if 0 <= (index := whole(text, -1)) < len(book.strings) else ""
    if kind == "b":
        return BOOLEANS.get(text, text)
    return _number(book, text, attr(cell, "s")) if kind == "n" and text else text


def _number(book: Book, text: str, style: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    code = book.codes[whole(style)] if whole(style) < len(book.codes) else ""
    return print_number(value, code, from_1904=book.from_1904)


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    a, b = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
    if not a or not b:
        return None
    return Area(int(a[2]) - 1, column_number(a[1]), int(b[2]) - 1, column_number(b[1]))


def column_number(letters: str) -> int:
    """Return the column, from 0, that the letters name: A → 0, AB → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
