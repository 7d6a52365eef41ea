"""What the readers of word processors share: paragraphs as blocks, and tables whose cells are known by their edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.grid import SpanCell, is_layout, join_cell_lines, table_blocks
from ingest.lines import block_kind, split_row
from ingest.model import BlockKind
from ingest.raw import RawBlock

HEADING_LENGTH = 60
SAME_EDGE = 40  # twips (0.7 mm) by which two edges may differ and still be one


@dataclass(frozen=True, slots=True)
class EdgeCell:
    """A cell between two edges (twips); it may go on from the cell `above` it or `beside` it, on its left."""

    left: int
    right: int
    lines: tuple[str, ...] = ()
    above: bool = False
    beside: bool = False


def paragraph_blocks(text: str, *, label: str = "", heading: bool = False) -> Iterator[RawBlock]:
    """Return a paragraph, split where its author broke a line; `label` is the number that the program counts."""
    for i, line in enumerate(text.split("\n")):
        words = label + line if i == 0 and line.strip() else line
        if not words.strip():
            continue
        row = split_row(words)
        if row:
            yield RawBlock(kind=BlockKind.TABLE_ROW, cells=row)
        else:
            short = heading and len(words) <= HEADING_LENGTH
            yield RawBlock(kind=BlockKind.HEADING if short else block_kind(words), text=words)


def join_units(units: Iterable[str]) -> str:
    """Join UTF-16 units, as files of Word store them, to characters."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def furniture_blocks(texts: Iterable[str]) -> Iterator[RawBlock]:
    """Return headers and footers, each once; a page number alone is left out."""
    for text in dict.fromkeys(text.strip() for text in texts):
        if any(c.isalpha() for c in text):
            yield RawBlock(kind=BlockKind.FURNITURE, text=text)


def edge_table_blocks(rows: Sequence[Sequence[EdgeCell]]) -> Iterator[RawBlock]:
    """Return the rows of a table; the paragraphs of one that only places text on the page."""
    sizes = [[sum(map(len, cell.lines)) for cell in row] for row in rows]
    largest = max((cell for row in rows for cell in row), key=lambda cell: sum(map(len, cell.lines)), default=None)
    if largest is None:
        return
    if is_layout(sizes, len(largest.lines)):
        for line in (line for row in rows for cell in row for line in cell.lines):
            yield from paragraph_blocks(line)
    else:
        yield from table_blocks(_spans([_join_beside(row) for row in rows]), 1)


def _join_beside(row: Sequence[EdgeCell]) -> list[EdgeCell]:
    joined: list[EdgeCell] = []
    for cell in row:
        if cell.beside and joined:
            joined[-1] = replace(joined[-1], right=cell.right, lines=joined[-1].lines + cell.lines)
        else:
            joined.append(cell)
    return joined


def _spans(rows: Sequence[Sequence[EdgeCell]]) -> list[list[SpanCell]]:
    edges: list[int] = []
    for edge in sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)}):
        if not edges or edge - edges[-1] > SAME_EDGE:
            edges.append(edge)
    placed = [[(_nearest(edges, cell.left), _nearest(edges, cell.right), cell) for cell in row] for row in rows]
    starts = [{left: cell.above for left, _, cell in row} for row in placed]
    return [list(_row_spans(row, starts[r:])) for r, row in enumerate(placed)]


def _row_spans(row: Iterable[tuple[int, int, EdgeCell]], starts: Sequence[dict[int, bool]]) -> Iterator[SpanCell]:
    """`starts` tells of this row and those below which column begins a cell, and whether it goes on from above."""
    column = 0
    for left, right, cell in row:
        if left > column:
            yield SpanCell("", across=left - column)
        column = max(column, right, left + 1)
        if cell.above:
            continue
        down = 1
        while down < len(starts) and starts[down].get(left):
            down += 1
        yield SpanCell(join_cell_lines(cell.lines), down, max(right - left, 1))


def _nearest(edges: Sequence[int], value: int) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
