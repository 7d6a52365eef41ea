"""Tables with ruling lines: the cells by pdfplumber's table finder, their words by place; joined over page breaks.

Where the lines come from (PDF, OFD, a scanned picture) is not its business.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product, takewhile
from typing import Any

from ingest.grid import CELL_LINE, SpanCell
from ingest.model import Place
from ingest.raw import PARAGRAPH_MARK
from ingest.readers.pagetext import EDGE, LINE_ENDS, Box, Char, PageLine, page_lines, union

SAME_EDGE = 3.0  # points by which two edges may differ and still be one
ON_AXIS = 0.7  # points by which a line may lean and still be a rule
SHORTEST_PIECE = 1.0  # points
SHORTEST_RULE = 3.0  # points, once the pieces of a rule are joined
MOST_PIECES = 30_000
MOST_RULES = 1500  # on one page: a drawing has more, no table
MOST_CELLS = 4000
HEADER_ROWS = 3  # that may be printed again on every page
Rule = Box  # without width or without height
Point = tuple[float, float]
LinesOf = Callable[[Iterable[Char]], tuple[PageLine, ...]]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: the page it begins on (from 0), its box there, the edges of its columns, its rows and their places."""

    page: int
    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[SpanCell, ...], ...]
    places: tuple[Place, ...]


def outline_rules(points: Sequence[Point]) -> Iterator[Rule]:
    """Yield the pieces of an outline that run along the axes."""
    for (x0, y0), (x1, y1) in pairwise(points):
        across, down = abs(x1 - x0), abs(y1 - y0)
        if down <= ON_AXIS and across >= SHORTEST_PIECE:
            yield min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2
        elif across <= ON_AXIS and down >= SHORTEST_PIECE:
            yield (x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1)


def find_tables(
    page: int, rules: Sequence[Rule], chars: Sequence[Char], lines_of: LinesOf = page_lines
) -> tuple[RuledTable, ...]:
    """Return the ruled tables of a page (from 0); what has one column or one row only frames a text."""
    found = (_table(page, cells, chars, lines_of) for cells in group_cells(rules))
    return tuple(table for table in found if len(table.columns) > 2 and len(table.rows) > 1)


def group_cells(rules: Sequence[Rule]) -> list[list[Box]]:
    """Return the cells that the rules enclose, table by table; none for a drawing."""
    if len(rules) > MOST_PIECES:
        return []
    from pdfplumber import table as finder  # noqa: PLC0415 - heavy, and most pages have no rules
    from pdfplumber.utils.geometry import filter_edges  # noqa: PLC0415

    edges = finder.merge_edges([_edge(rule) for rule in rules], SAME_EDGE, SAME_EDGE, SAME_EDGE, SAME_EDGE)
    edges = filter_edges(edges, min_length=SHORTEST_RULE)
    if len(edges) > MOST_RULES:
        return []
    crossings = finder.edges_to_intersections(edges, SAME_EDGE, SAME_EDGE)
    if len(crossings) > MOST_CELLS:
        return []
    return list(finder.cells_to_tables(finder.intersections_to_cells(crossings)))


def _edge(rule: Rule) -> dict[str, Any]:
    x0, top, x1, bottom = rule
    orientation = "v" if x0 == x1 else "h"
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "orientation": orientation, **sides}


def _table(page: int, cells: Iterable[Box], chars: Sequence[Char], lines_of: LinesOf) -> RuledTable:
    cells = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    columns = _edges(x for cell in cells for x in (cell[0], cell[2]))
    tops = _edges(y for cell in cells for y in (cell[1], cell[3]))
    areas = [_area(cell, tops, columns) for cell in cells]
    words = _share_out(chars, {at: i for i, area in enumerate(areas) for at in area.slots()}, tops, columns)
    rows: list[list[tuple[int, SpanCell]]] = [[] for _ in tops[:-1]]
    sure: list[list[float]] = [[] for _ in rows]
    for i, area in enumerate(areas):
        if area.down and area.across:
            lines = lines_of(words.get(i, ()))
            rows[area.row].append((area.column, SpanCell(_cell_text(lines), area.down, area.across)))
            sure[area.row] += [line.confidence for line in lines if line.confidence is not None]
    ordered = (tuple(cell for _, cell in sorted(row, key=lambda item: item[0])) for row in rows)
    box = union(cells)
    places = (
        Place(page=page + 1, box=(box[0], round(top, 1), box[2], round(bottom, 1)), confidence=min(known, default=None))
        for (top, bottom), known in zip(pairwise(tops), sure, strict=True)
    )
    return RuledTable(page, box, columns, tuple(ordered), tuple(places))


@dataclass(frozen=True, slots=True)
class _Area:
    """The part of a table's grid that a cell covers."""

    row: int
    column: int
    down: int
    across: int

    def slots(self) -> Iterator[tuple[int, int]]:
        return product(range(self.row, self.row + self.down), range(self.column, self.column + self.across))


def _area(cell: Box, tops: Sequence[float], columns: Sequence[float]) -> _Area:
    row, column = _nearest(tops, cell[1]), _nearest(columns, cell[0])
    return _Area(row, column, _nearest(tops, cell[3]) - row, _nearest(columns, cell[2]) - column)


def _share_out(
    chars: Iterable[Char], cell_at: Mapping[tuple[int, int], int], tops: Sequence[float], columns: Sequence[float]
) -> dict[int, list[Char]]:
    """Give each cell the characters whose middle lies in it, with an end of line wherever the file has one."""
    words: dict[int, list[Char]] = {}
    ended: dict[int, Char] = {}  # the last end of line that each cell knows of
    end: Char | None = None
    for char in chars:
        if char.text in LINE_ENDS:
            end = char
            continue
        x, y = (char.box[0] + char.box[2]) / 2, (char.box[1] + char.box[3]) / 2
        cell = cell_at.get((bisect_right(tops, y) - 1, bisect_right(columns, x) - 1))
        if cell is None:
            continue
        found = words.setdefault(cell, [])
        if end and found and ended.get(cell) is not end:
            found.append(end)
        if end:
            ended[cell] = end
        found.append(char)
    return words


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


def _cell_text(lines: Sequence[PageLine]) -> str:
    """The lines of a cell; a line that leaves room for another character ends a paragraph of the cell."""
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
    """Append the rows without a header printed again, be it of one row or several."""
    pairs = zip(first.rows, second.rows, range(HEADER_ROWS), strict=False)
    again = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return replace(first, rows=(*first.rows, *second.rows[again:]), places=(*first.places, *second.places[again:]))
