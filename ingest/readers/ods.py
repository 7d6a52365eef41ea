"""ODS workbooks: the cells with the text that they show, merged areas, hidden sheets."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from ingest.raw import Reading
from ingest.readers.odf import MOST_REPEATED, OdfPackage, int_attr, iter_cells, iter_rows, open_odf, words
from ingest.readers.ooxml import attr, children, local
from ingest.readers.sheets import Area, Sheet, read_sheets


def read_ods(data: bytes) -> Reading:
    """Read the visible sheets of an ODS package."""
    package = open_odf(data)
    hidden = _hidden_styles(package)
    return read_sheets([_sheet(table, hidden) for table in children(package.body, "table")])


def _hidden_styles(package: OdfPackage) -> set[str]:
    properties = (el for el in package.content.iter() if local(el) == "table-properties")
    return {attr(el.getparent(), "name") for el in properties if attr(el, "display") == "false"}


def _sheet(table: _Element, hidden: set[str]) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    merged: list[Area] = []
    for row, column, cell in _filled(table):
        cells[row, column] = "\n".join(words(p) for p in children(cell, "p"))
        down, across = int_attr(cell, "number-rows-spanned", 1), int_attr(cell, "number-columns-spanned", 1)
        if down > 1 or across > 1:
            merged.append(Area(row, column, row + down - 1, column + across - 1))
    return Sheet(attr(table, "name"), cells, tuple(merged), hidden=attr(table, "style-name") in hidden)


def _filled(table: _Element) -> Iterator[tuple[int, int, _Element]]:
    """Yield (row, column, cell) of the cells that hold words; rows and cells that repeat are repeated."""
    row = 0
    for line, times in iter_rows(table):
        cells = list(_filled_cells(line))
        for i in range(min(times, MOST_REPEATED) if cells else 0):
            yield from ((row + i, column, cell) for column, cell in cells)
        row += times


def _filled_cells(line: _Element) -> Iterator[tuple[int, _Element]]:
    column = 0
    for cell, times in iter_cells(line):
        if local(cell) == "table-cell" and any(words(p).strip() for p in children(cell, "p")):
            yield from ((column + i, cell) for i in range(min(times, MOST_REPEATED)))
        column += times
