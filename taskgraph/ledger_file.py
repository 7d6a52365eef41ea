"""A ledger as it comes back: its rows with the cells under the heads of our columns and of the office's own.

Sheets come as texts by (row, column), as a clerk sees them. What cannot be placed is a `Stray`, never a guess.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ingest.readers.sheets import Sheet, column_name
from taskgraph.errors import LedgerFileError
from taskgraph.ledger import LedgerColumn, load_ledger_table
from taskgraph.ledger_base import BASE_HEAD, ID_HEAD, read_base

_ID_KEY = "task"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line: TypeAlias = Mapping[int, str]  # the texts of a row by their columns


@dataclass(frozen=True, slots=True)
class FileCell:
    """The text of a cell, and where it stands: 台账!F5."""

    text: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row of a task: its cells by the keys of our columns or the heads of the office's own.

    `sums`: of the cells as they were written, by the same keys (`ledger_base`). `ours`: whether we wrote the file.
    """

    task: str
    ref: str
    cells: Mapping[str, FileCell]
    sums: Mapping[str, str] = field(default_factory=dict)
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Stray:
    """Something in the file that is not taken, and why."""

    ref: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """`own`: the office's own columns, each with the head of the column that it stands after."""

    rows: tuple[FileRow, ...]
    own: tuple[tuple[str, str], ...] = ()
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The row of heads of a sheet: what stands in which column."""

    row: int
    id: int
    base: int | None
    base_text: str
    keys: Mapping[int, str]
    heads: Mapping[int, str]


def is_ours(sheets: Iterable[Sheet]) -> bool:
    """Whether a visible sheet has the hidden or the shown column of task ids."""
    keys = {column.head: column.key for column in load_ledger_table().columns}
    return any(_find_head(_lines(sheet), keys) for sheet in sheets if not sheet.hidden)


def read_ledger(sheets: Iterable[Sheet], columns: Sequence[LedgerColumn]) -> LedgerFile:
    """Return what stands in the sheets that have a column of task ids; raise LedgerFileError where none has."""
    keys = {column.head: column.key for column in columns}
    rows: list[FileRow] = []
    strays: list[Stray] = []
    own: dict[str, str] = {}
    for sheet in sheets:
        lines = _lines(sheet)
        head = _find_head(lines, keys)
        if head is None or sheet.hidden:
            continue
        own |= {name: after for name, after in _iter_own(head) if name not in own}
        found = [_read_row(sheet.name, row, lines[row], head) for row in sorted(lines) if row > head.row]
        rows += [row for row in found if isinstance(row, FileRow)]
        strays += [row for row in found if isinstance(row, Stray)]
        strays += _iter_headless(sheet.name, lines, head)
    if not rows and not strays:
        raise LedgerFileError("文件里没有“任务编号”一列,也没有导出时的隐藏编号列,认不出是督办导出的台账")
    return LedgerFile(tuple(rows), tuple(own.items()), tuple(strays))


def read_csv_sheet(text: str, name: str) -> Sheet:
    """Return CSV as a sheet, without the apostrophes that keep spreadsheets from computing a text."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise LedgerFileError(f"{name} 不是正确的 CSV 文件:{error}") from error
    cells = {(row, at): _restore(cell) for row, line in enumerate(lines) for at, cell in enumerate(line) if cell}
    return Sheet(name, cells)


def _restore(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _lines(sheet: Sheet) -> dict[int, dict[int, str]]:
    lines: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        if text.strip():
            lines.setdefault(row, {})[column] = text
    return lines


def _find_head(lines: Mapping[int, Line], keys: Mapping[str, str]) -> _Head | None:
    for row in sorted(lines):
        heads = {column: _settle_head(text, keys) for column, text in lines[row].items()}
        marked = [column for column, head in heads.items() if head == ID_HEAD]
        named = [column for column, head in heads.items() if keys.get(head) == _ID_KEY]
        if marked or named:
            base = next((column for column, head in heads.items() if head.startswith(BASE_HEAD)), None)
            shown = {column: head for column, head in heads.items() if column != base and head != ID_HEAD}
            return _Head(
                row=row,
                id=(marked or named)[0],
                base=base,
                base_text="" if base is None else lines[row][base].strip(),
                keys={column: keys.get(head, head) for column, head in _once(shown).items()},
                heads=_once(shown),
            )
    return None


def _settle_head(text: str, keys: Mapping[str, str]) -> str:
    """Return one of our heads however it is spaced, else the head in one line."""
    bare = "".join(text.split())
    return bare if bare in keys else " ".join("".join(line.strip() for line in text.splitlines()).split())


def _once(heads: Mapping[int, str]) -> Mapping[int, str]:
    """Return heads that are all different: of two columns of one name the second is 备注(2)."""
    seen: dict[str, int] = {}
    found = {}
    for column in sorted(heads):
        head = heads[column]
        seen[head] = seen.get(head, 0) + 1
        found[column] = head if seen[head] == 1 else f"{head}({seen[head]})"
    return found


def _iter_own(head: _Head) -> Iterator[tuple[str, str]]:
    before = ""
    for column, name in sorted(head.heads.items()):
        if head.keys[column] == name:
            yield name, before
        before = name


def _read_row(sheet: str, row: int, line: Line, head: _Head) -> FileRow | Stray:
    ref = f"{sheet}!{row + 1}"
    task = line.get(head.id, "").strip()
    if not task:
        return Stray(ref, "、".join(line.values()), "这一行没有任务编号,没有收回;新增的任务请另存为表格,作为文件导入")
    cells = {key: FileCell(line.get(at, ""), _reference(sheet, row, at)) for at, key in head.keys.items()}
    sums = read_base(head.base_text, line.get(head.base, "").strip()) if head.base is not None else {}
    return FileRow(task=task, ref=ref, cells=cells, sums=sums)


def _iter_headless(sheet: str, lines: Mapping[int, Line], head: _Head) -> Iterator[Stray]:
    """Yield what was written in columns that have no head."""
    known = {head.id, head.base, *head.keys}
    for row in sorted(row for row in lines if row > head.row):
        for column in sorted(lines[row].keys() - known):
            yield Stray(_reference(sheet, row, column), lines[row][column], "这一列没有表头,没有收回")


def _reference(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{column_name(column)}{row + 1}"
