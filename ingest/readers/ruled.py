"""Tables of PDF pages with ruling lines: the cells by pdfplumber, their words by PDFium; joined over page breaks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.grid import CELL_LINE, SpanCell
from ingest.model import Place
from ingest.raw import PARAGRAPH_MARK
from ingest.readers.pagetext import EDGE, Box, Char, page_lines

SAME_EDGE = 3.0  # points by which two edges may differ and still be one


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: the page it begins on (from 0), its box there, the edges of its columns, its rows and their places."""

    page: int
    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[SpanCell, ...], ...]
    places: tuple[Place, ...]


def find_tables(data: bytes, pages: Sequence[int], chars: Sequence[Sequence[Char]]) -> tuple[RuledTable, ...]:
    """Return the ruled tables of these pages (from 0); `chars` are the characters of every page."""
    import pdfplumber  # noqa: PLC0415 - heavy, and most files have no ruled page

    tables: list[RuledTable] = []
    with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in pages]) as pdf:
        for page in pdf.pages:
            number = page.page_number - 1
            found = [_table(number, table.bbox, table.cells, chars[number]) for table in page.find_tables()]
            tables += [table for table in found if len(table.columns) > 2 and len(table.rows) > 1]
            page.close()
    return tuple(tables)


def _table(page: int, box: Box, cells: Iterable[Box], chars: Sequence[Char]) -> RuledTable:
    cells = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    columns = _edges(x for cell in cells for x in (cell[0], cell[2]))
    tops = _edges(y for cell in cells for y in (cell[1], cell[3]))
    inside = [char for char in chars if holds(box, char.box)]
    rows: list[list[tuple[int, SpanCell]]] = [[] for _ in tops[:-1]]
    for cell in cells:
        row, column = _nearest(tops, cell[1]), _nearest(columns, cell[0])
        down, across = _nearest(tops, cell[3]) - row, _nearest(columns, cell[2]) - column
        if down and across:
            rows[row].append((column, SpanCell(_cell_text(cell, inside), down, across)))
    ordered = (tuple(cell for _, cell in sorted(row, key=lambda item: item[0])) for row in rows)
    left, right = round(box[0], 1), round(box[2], 1)
    boxes = [(left, round(top, 1), right, round(bottom, 1)) for top, bottom in pairwise(tops)]
    return RuledTable(page, box, columns, tuple(ordered), tuple(Place(page=page + 1, box=row) for row in boxes))


def holds(box: Box, part: Box) -> bool:
    """Whether the middle of `part` lies in `box`."""
    x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return tuple(edges)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _cell_text(cell: Box, chars: Iterable[Char]) -> str:
    """The lines of a cell; a line that leaves room for another character ends a paragraph of the cell."""
    lines = page_lines(char for char in chars if holds(cell, char.box) or char.text in "\r\n")
    if sum(len(line.text) for line in lines) <= CELL_LINE:
        return "".join(line.text.strip() for line in lines)
    right = max((line.words_end for line in lines), default=0.0)
    text = ""
    for line in lines:
        full = line.words_end > right - EDGE * line.em
        text += line.text + ("\n" if full else PARAGRAPH_MARK)
    return text.strip("\n" + PARAGRAPH_MARK)


def join_tables(tables: Sequence[RuledTable], breaks: set[int]) -> tuple[RuledTable, ...]:
    """Join a table with the one that opens the next page, if their columns agree.

    `breaks` are the indexes of tables before which other text stands.
    """
    joined: list[RuledTable] = []
    last_page = -1
    for i, table in enumerate(tables):
        if i and i not in breaks and table.page == last_page + 1 and _same_columns(joined[-1], table):
            joined[-1] = _continue(joined[-1], table)
        else:
            joined.append(table)
        last_page = table.page
    return tuple(joined)


def _same_columns(first: RuledTable, second: RuledTable) -> bool:
    return len(first.columns) == len(second.columns) and all(
        abs(a - b) <= SAME_EDGE for a, b in zip(first.columns, second.columns, strict=True)
    )


def _continue(first: RuledTable, second: RuledTable) -> RuledTable:
    """Append the rows without a header printed again."""
    again = int(second.rows[0] == first.rows[0])
    return replace(first, rows=(*first.rows, *second.rows[again:]), places=(*first.places, *second.places[again:]))
