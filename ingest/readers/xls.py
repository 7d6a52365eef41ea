"""Excel workbooks before 2007 (.xls, WPS .et) by xlrd, which alone of the readers tells the number formats of cells."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as XlrdSheet

from ingest.errors import BrokenFileError, EncryptedFileError
from ingest.raw import Reading
from ingest.readers.number_formats import BUILT_IN, print_number
from ingest.readers.sheets import Area, Sheet, read_sheets

# xlrd trusts the lengths and indexes that a file states; these are what it raises where they are false.
FALSE_STATEMENTS = (
    *(XLRDError, CompDocError, struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError),
    *(ArithmeticError, MemoryError),
)
GENERAL = "general"
BROKEN = "Excel 文件已损坏({problem}),可能没有下载完整。请用 WPS 或 Excel 打开修复后另存,或重新获取原文件。"


def read_xls(data: bytes) -> Reading:
    """Read the visible sheets of a workbook of any version before 2007."""
    return read_sheets(_sheets(data))


def _sheets(data: bytes) -> list[Sheet]:
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return [_sheet(book, sheet) for sheet in book.sheets()]
    except FALSE_STATEMENTS as problem:
        if "encrypted" in str(problem).lower():
            raise EncryptedFileError(
                "这是设有打开密码的 Excel 文件。请用 WPS 或 Excel 打开,去掉密码另存后再导入。"
            ) from problem
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem


def _sheet(book: Book, sheet: XlrdSheet) -> Sheet:
    return Sheet(
        name=sheet.name,
        cells=dict(_cells(book, sheet)),
        merged=tuple(Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells),
        hidden=sheet.visibility != 0,
    )


def _cells(book: Book, sheet: XlrdSheet) -> Iterator[tuple[tuple[int, int], str]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if text := _value(book, cell):
                yield (row, column), text


def _value(book: Book, cell: Cell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    key = book.xf_list[cell.xf_index or 0].format_key
    written = book.format_map[key].format_str or ""
    code = BUILT_IN.get(key, written) if written.lower() in ("", GENERAL) or key < 59 else written
    return print_number(float(cell.value), code, from_1904=book.datemode == 1)
