"""Sheets of a workbook → blocks: titles and notes around a table as paragraphs, its rows with their cells.

A blank row parts two tables of a sheet, unless the rows below stand in the columns of those above. A page that was
opened in a spreadsheet prints each row further to the right than the one above; its cells are then taken in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from ingest.errors import FileTooLargeError
from ingest.grid import join_cell_lines, number_blocks
from ingest.lines import block_kind
from ingest.model import BlockKind, Place
from ingest.raw import RawBlock, RawCell, Reading

LINE = re.compile(r"\r\n|[\r\n]")
DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表) ?\d*", re.I)
TEXT_IN_HEADER = 5  # lines: a cell of the heading row with more holds the text above the table as well
MOST_CELLS = 2_000_000
TOO_WIDE = "工作表“{name}”的表格有 {rows} 行、{columns} 列,超过单元格上限。请删去无关的行列,或拆分后再导入。"
UNCOMPUTED = "工作表“{name}”的 {cells} 是还没有算出结果的公式,没有读入。请用 WPS 或 Excel 打开,保存一次再导入。"
MOST_NAMED = 5  # cells that a warning names
HIDDEN = "工作表“{name}”是隐藏的,没有读取。如需导入,请在原文件中取消隐藏后另存。"


@dataclass(frozen=True, slots=True)
class Area:
    """The cells that are merged into one, from 0, all four inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of the filled cells by (row, column), from 0, as a clerk sees them.

    `uncomputed`: cells with a formula and no value, which a spreadsheet would show and the file does not tell.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    uncomputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with its text, and the last column and row that it covers."""

    left: int
    right: int
    bottom: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its filled cells."""

    row: int
    cells: tuple[Filled, ...]

    def covered(self) -> set[int]:
        return {column for cell in self.cells for column in range(cell.left, cell.right + 1)}


def read_sheets(sheets: Sequence[Sheet]) -> Reading:
    """Return the blocks of the visible sheets; warnings name the hidden ones."""
    warnings = tuple(HIDDEN.format(name=sheet.name) for sheet in sheets if sheet.hidden and sheet.cells)
    warnings += tuple(_warn_uncomputed(sheet) for sheet in sheets if sheet.uncomputed and not sheet.hidden)
    visible = [sheet for sheet in sheets if sheet.cells and not sheet.hidden]
    blocks = [block for sheet in visible for block in _sheet_blocks(sheet, named=len(visible) > 1)]
    return Reading(tuple(number_blocks(blocks)), warnings=warnings)


def _warn_uncomputed(sheet: Sheet) -> str:
    more = "等" if len(sheet.uncomputed) > MOST_NAMED else ""
    return UNCOMPUTED.format(name=sheet.name, cells="、".join(sheet.uncomputed[:MOST_NAMED]) + more)


def _sheet_blocks(sheet: Sheet, *, named: bool) -> Iterator[RawBlock]:
    if named and not DEFAULT_NAME.fullmatch(sheet.name):
        yield RawBlock(kind=BlockKind.FURNITURE, text=sheet.name, place=Place(sheet=sheet.name))
    for part in _parts(_lines(sheet)):
        yield from _part_blocks(sheet, part)


def _lines(sheet: Sheet) -> list[Line]:
    areas = {(area.top, area.left): area for area in sheet.merged}
    edge = max((column for _, column in sheet.cells), default=0)
    filled = sorted(((row, column), text) for (row, column), text in sheet.cells.items() if text.strip())
    return [
        Line(row, tuple(_filled(at, text, areas.get(at), edge) for at, text in cells))
        for row, cells in groupby(filled, key=lambda cell: cell[0][0])
    ]


def _filled(at: tuple[int, int], text: str, area: Area | None, edge: int) -> Filled:
    row, column = at
    return Filled(column, min(area.right, edge) if area else column, area.bottom if area else row, text)


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part the lines at blank rows; a row that a filled cell above covers is not blank."""
    part: list[Line] = []
    columns: set[int] = set()
    end = 0
    for line in lines:
        covered = line.covered()
        if part and line.row > end + 1 and not (len(line.cells) > 1 and covered <= columns):
            yield part
            part, columns = [], set()
        part.append(line)
        columns |= covered
        end = max(end, *(cell.bottom for cell in line.cells))
    if part:
        yield part


def _part_blocks(sheet: Sheet, part: Sequence[Line]) -> Iterator[RawBlock]:
    head = _head(part)
    if head is None:
        for line in part:
            yield from _paragraphs(sheet, line)
        return
    end = _end(part)
    for line in part[:head]:
        yield from _paragraphs(sheet, line)
    header, above = _split_header(part[head])
    yield from _paragraphs(sheet, above)
    yield from _table(sheet, [header, *part[head + 1 : end]])
    for line in part[end:]:
        yield from _paragraphs(sheet, line)


def _head(part: Sequence[Line]) -> int | None:
    """Return the line with which the table begins: the first that is as full as the rows of the table are."""
    counts = [len(line.cells) for line in part if len(line.cells) > 1]
    if not counts:
        return None
    usual = median(counts)
    columns = {cell.left for line in part for cell in line.cells}
    return next(
        i
        for i, line in enumerate(part)
        if len(line.cells) > 1 and (2 * len(line.cells) > usual or 2 * len(line.covered() & columns) >= len(columns))
    )


def _end(part: Sequence[Line]) -> int:
    """Return the line after the table: notes below it stand in one cell, beside which no cell from above goes on."""
    reach = max(cell.bottom for line in part if len(line.cells) > 1 for cell in line.cells)
    return next(i for i in range(len(part), 0, -1) if len(part[i - 1].cells) > 1 or part[i - 1].row <= reach)


def _split_header(line: Line) -> tuple[Line, Line]:
    """Part a heading row from a text above it that was pasted into its cells: only the last line of each is its own."""
    header: list[Filled] = []
    above: list[Filled] = []
    for cell in line.cells:
        *lines, last = [part for part in LINE.split(cell.text) if part.strip()] or [""]
        long = len(lines) >= TEXT_IN_HEADER
        header.append(replace(cell, text=last) if long else cell)
        above += [replace(cell, text="\n".join(lines))] * long
    return Line(line.row, tuple(header)), Line(line.row, tuple(above))


def _paragraphs(sheet: Sheet, line: Line) -> Iterator[RawBlock]:
    for cell in line.cells:
        for part in LINE.split(cell.text):
            if part.strip():
                yield RawBlock(kind=block_kind(part), text=part, place=_place(sheet, line.row, [cell.left]))


def _table(sheet: Sheet, lines: Sequence[Line]) -> Iterator[RawBlock]:
    if _runs_right(lines):
        yield from _rows_in_order(sheet, lines)
        return
    rows = [line.row for line in lines]
    columns = sorted({cell.left for line in lines for cell in line.cells})
    if len(rows) * len(columns) > MOST_CELLS:
        raise FileTooLargeError(TOO_WIDE.format(name=sheet.name, rows=len(rows), columns=len(columns)))
    texts = {(line.row, cell.left): cell.text for line in lines for cell in line.cells}
    owners = _owners(sheet.merged, rows, columns)
    for i, row in enumerate(rows, start=1):
        cells = tuple(_cell(row, column, texts, owners, (rows, columns)) for column in columns)
        yield RawBlock(kind=BlockKind.TABLE_ROW, place=_place(sheet, row, columns), table=1, row=i, cells=cells)


def _owners(
    merged: Sequence[Area], rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for every cell of the table that a merged area covers, the cell that prints the area's text."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    room = len(rows) * len(columns)
    for area in merged:
        down = rows[bisect_left(rows, area.top) : bisect_left(rows, area.bottom + 1)]
        across = columns[bisect_left(columns, area.left) : bisect_left(columns, area.right + 1)]
        room -= len(down) * len(across)
        if room < 0:  # areas do not overlap in a sound file
            break
        owners |= {(row, column): (area.top, area.left) for row in down for column in across}
    return owners


def _cell(
    row: int,
    column: int,
    texts: Mapping[tuple[int, int], str],
    owners: Mapping[tuple[int, int], tuple[int, int]],
    grid: tuple[Sequence[int], Sequence[int]],
) -> RawCell:
    owner = owners.get((row, column), (row, column))
    if owner == (row, column) or owner not in texts:
        return RawCell(_cell_text(texts.get((row, column), "")))
    rows, columns = grid
    return RawCell(origin=(bisect_left(rows, owner[0]), bisect_left(columns, owner[1])))


def _cell_text(text: str) -> str:
    return join_cell_lines(LINE.split(text))


def _runs_right(lines: Sequence[Line]) -> bool:
    """Whether most rows stand, for the most part, beside the columns of the heading row."""
    headed = lines[0].covered()
    body = [line for line in lines[1:] if len(line.cells) > 1]
    beside = [line for line in body if 2 * sum(1 for cell in line.cells if cell.left not in headed) > len(line.cells)]
    return len(lines[0].cells) > 1 and 2 * len(beside) > len(body)


def _rows_in_order(sheet: Sheet, lines: Sequence[Line]) -> Iterator[RawBlock]:
    """The rows with their cells in order; what goes beyond the last heading is no part of the table."""
    width = len(lines[0].cells)
    beyond: list[RawBlock] = []
    for i, line in enumerate(lines, start=1):
        kept = line.cells[:width]
        cells = [RawCell(_cell_text(cell.text)) for cell in kept]
        blank = [RawCell(origin=(i - 1, 0)) if len(kept) == 1 else RawCell()] * (width - len(kept))
        lefts = [cell.left for cell in kept]
        yield RawBlock(
            kind=BlockKind.TABLE_ROW, place=_place(sheet, line.row, lefts), table=1, row=i, cells=(*cells, *blank)
        )
        rest = Line(line.row, line.cells[width:])
        beyond += [replace(block, kind=BlockKind.FURNITURE) for block in _paragraphs(sheet, rest)]
    yield from beyond


def _place(sheet: Sheet, row: int, columns: Sequence[int]) -> Place:
    return Place(sheet=sheet.name, cell=cells_reference(row, columns))


def cells_reference(row: int, columns: Sequence[int]) -> str:
    """Return the cells of a row in the way of formulas, gaps parted by commas: A5:C5,E5."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1][1] = column
        else:
            runs.append([column, column])
    return ",".join(f"{column_name(a)}{row + 1}" + (f":{column_name(b)}{row + 1}" if b > a else "") for a, b in runs)


def column_name(column: int) -> str:
    """Return the letters of a column that counts from 0: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
