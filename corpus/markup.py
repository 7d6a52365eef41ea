"""The markup of sources/*.txt, just rich enough for an official document.

@ 文号: …    a field of the page around the text (HTML only)
# …          a title
= …          a centred line, such as a document number under its title
> …          a line at the right: signature and date
| a | b |    a row of a table; `^` continues the cell above, `<` the cell to the left
anything else is a paragraph; empty lines mean nothing
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

ABOVE = "^"
LEFT = "<"


class Style(StrEnum):
    TITLE = "#"
    CENTRED = "="
    RIGHT = ">"
    BODY = ""


@dataclass(frozen=True, slots=True)
class Line:
    style: Style
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A printed cell of a table: row and column of its upper left corner, and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    height: int
    width: int
    cells: tuple[Cell, ...]  # in reading order


@dataclass(frozen=True, slots=True)
class Source:
    fields: tuple[tuple[str, str], ...]
    parts: tuple[Line | Table, ...]


def parse_source(text: str) -> Source:
    """Read the markup; raises ValueError for a table whose rows differ in length."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fields = tuple(_field(line) for line in lines if line.startswith("@"))
    rest = [line for line in lines if not line.startswith("@")]
    return Source(fields, tuple(_iter_parts(rest)))


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.removeprefix("@").partition(":")
    return name.strip(), value.strip()


def _iter_parts(lines: list[str]) -> Iterator[Line | Table]:
    for in_table, run in groupby(lines, key=lambda line: line.startswith("|")):
        if in_table:
            yield _table([_row(line) for line in run])
        else:
            yield from map(_line, run)


def _line(line: str) -> Line:
    for style in (Style.TITLE, Style.CENTRED, Style.RIGHT):
        if line.startswith(f"{style} "):
            return Line(style, line[2:].strip())
    return Line(Style.BODY, line)


def _row(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table(rows: list[list[str]]) -> Table:
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        raise ValueError(f"the rows of a table must all have {width} cells: {rows}")
    cells = [
        Cell(text=text, row=i, column=j, rows=_reach_down(rows, i, j), columns=_reach_right(row, j))
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
        if text not in (ABOVE, LEFT)
    ]
    return Table(height=len(rows), width=width, cells=tuple(cells))


def _reach_down(rows: list[list[str]], row: int, column: int) -> int:
    below = [r[column] for r in rows[row + 1 :]]
    return 1 + next((n for n, text in enumerate(below) if text != ABOVE), len(below))


def _reach_right(row: list[str], column: int) -> int:
    beside = row[column + 1 :]
    return 1 + next((n for n, text in enumerate(beside) if text != LEFT), len(beside))
