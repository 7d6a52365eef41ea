"""Tables typed into plain text: cells set apart by tabs, by wide spaces, or by | as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from ingest.model import BlockKind
from ingest.raw import RawBlock, RawCell
from ingest.rules import first_match
from ingest.signatures import is_organ

GAP = re.compile(r"[ \u00a0\u2002\u2003\u3000]{2,}")
RULER = re.compile(r"^(?=.*[|+])(?=.*-{2})[\s|:+-]+$")
FEWEST_CELLS = 3
WIDEST_CELL = 60  # characters, in a table set with spaces
NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
PART_OF_WORD = re.compile(r"^(?![是否无有])[\u4e00-\u9fff]:?$")  # 组  长:

Cells: TypeAlias = tuple[str, ...]


def iter_printed(lines: Sequence[str]) -> Iterator[str | RawBlock]:
    """Yield the rows of typed tables as blocks and all other lines as they are; the rules between rows are dropped."""
    lines = [line for line in lines if not RULER.match(line)]
    start = 0
    while start < len(lines):
        rows = _table_at(lines, start)
        yield from (RawBlock(kind=BlockKind.TABLE_ROW, cells=tuple(map(RawCell, row))) for row in rows)
        if not rows:
            yield lines[start]
        start += len(rows) or 1


def _table_at(lines: Sequence[str], start: int) -> list[Cells]:
    """Return the rows of the table that begins on this line; one row alone is none."""
    tabbed = _rows(_from(lines, start), _split_tabs)
    if len(tabbed) > 1:
        return tabbed
    spaced = _rows(_from(lines, start), _split_spaces)
    return spaced if len(spaced) > 1 and not _is_list_of_names(spaced) else []


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    return (lines[i] for i in range(start, len(lines)))


def _rows(lines: Iterable[str], split: Callable[[str], Cells]) -> list[Cells]:
    width, rows = next(groupby(map(split, lines), key=len))
    return list(rows) if width >= FEWEST_CELLS else []


def _split_tabs(line: str) -> Cells:
    """Return the cells between tabs; an indented paragraph has but one."""
    cells = tuple(cell.strip() for cell in line.split("\t"))
    return cells if sum(map(bool, cells)) > 1 else ()


def _split_spaces(line: str) -> Cells:
    """Return the short cells between wide spaces; sentences, parted words and numbered paragraphs are none."""
    cells = tuple(GAP.split(line.strip()))
    return cells if all(map(_may_be_cell, cells)) and not any(map(_begins_item, cells[1:])) else ()


def _may_be_cell(cell: str) -> bool:
    return 0 < len(cell) <= WIDEST_CELL and "。" not in cell[:-1] and not PART_OF_WORD.match(cell)


def _begins_item(cell: str) -> bool:
    return first_match("markers", cell) is not None


def _is_list_of_names(rows: Sequence[Cells]) -> bool:
    """Whether the lines list the people who attended, or the bodies that sign."""
    return all(NAME.match(cell) for row in rows for cell in row) or any(all(map(is_organ, row)) for row in rows)
