"""Tables with cells that cover several rows and columns → rows with one cell a column, each text printed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from ingest.model import BlockKind, Place
from ingest.raw import PARAGRAPH_MARK, RawBlock, RawCell
from ingest.signatures import is_last_word, is_whole_name

CELL_LINE = 8  # characters: a cell no longer than this is one phrase, however its lines are broken
LAYOUT_SHARE = 0.7
LAYOUT_PARTS = 5
WIDEST = 200  # columns; a larger span is a mistake of the page


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as a format prints it, covering `down` rows and `across` columns."""

    text: str
    down: int = 1
    across: int = 1


def join_cell_lines(lines: Iterable[str]) -> str:
    """Join the lines of a cell: 责任/单位 is one word, but names and the paragraphs of a longer cell stay apart.

    A line that is but the last word of a name goes on from the line before: 县住房和城乡建设/局.
    """
    filled: list[str] = []
    for line in (line.strip() for line in lines):
        if filled and is_last_word(line):
            filled[-1] += line
        elif line:
            filled.append(line)
    apart = sum(map(len, filled)) > CELL_LINE or all(map(is_whole_name, filled))
    return (PARAGRAPH_MARK if apart else "").join(filled)


def resolve_spans(rows: Sequence[Sequence[SpanCell]]) -> tuple[tuple[RawCell, ...], ...]:
    """Give every row a cell for each column; covered columns name the (row, column) that prints their text."""
    grid: list[dict[int, RawCell]] = [{} for _ in rows]
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[r]:
                column += 1
            for i in range(r, min(r + max(cell.down, 1), len(rows))):
                for j in range(column, column + min(max(cell.across, 1), WIDEST)):
                    first = (i, j) == (r, column)
                    grid[i].setdefault(j, RawCell(cell.text) if first else RawCell(origin=(r, column)))
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return tuple(tuple(row.get(j, RawCell()) for j in range(width)) for row in grid)


def table_blocks(rows: Sequence[Sequence[SpanCell]], table: int, places: Iterable[Place] = ()) -> Iterator[RawBlock]:
    """Yield the rows of one table as blocks; `places` are those of the rows, where the format knows them."""
    for i, (cells, place) in enumerate(zip(resolve_spans(rows), chain(places, repeat(Place()))), start=1):  # noqa: B905 - places without end
        yield RawBlock(kind=BlockKind.TABLE_ROW, place=place, table=table, row=i, cells=cells)


def is_layout(sizes: Sequence[Sequence[int]], parts: int) -> bool:
    """Whether a table only places a text on the page: one column, or one cell that holds nearly all the words.

    `sizes` are the characters in each cell, `parts` the paragraphs and tables within the largest.
    """
    if all(len(row) <= 1 for row in sizes):
        return True
    total = sum(map(sum, sizes))
    largest = max(size for row in sizes for size in row)
    return largest > LAYOUT_SHARE * total and parts > LAYOUT_PARTS


def number_blocks(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """Count the blocks, tables and rows of a file from 1; rows typed with | that follow one another are one table."""
    table = row = 0
    typed = False  # whether the block before was a typed row
    for i, block in enumerate(blocks, start=1):
        place = replace(block.place, paragraph=i)
        if not block.cells:
            typed = False
            yield replace(block, place=place)
            continue
        begins = block.row == 1 if block.row else not typed
        table, row = (table + 1, 1) if begins else (table, row + 1)
        typed = block.row is None
        yield replace(block, place=place, table=table, row=row)
