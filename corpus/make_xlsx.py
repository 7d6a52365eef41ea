"""Workbooks from a source: title and preamble over the whole width, then the table with its merged cells."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from corpus.markup import Line, Source, Style, Table

_FIXED = datetime(2025, 1, 1)
_WIDEST = 45  # of a column, in characters


def make_xlsx(source: Source) -> bytes:
    """Return the bytes of a .xlsx with one sheet; the same source gives the same bytes."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _FIXED})
        sheet = book.add_worksheet("任务分解表")
        styles = {
            style: book.add_format({"align": align, "bold": style is Style.TITLE, "text_wrap": True})
            for style, align in _ALIGN.items()
        }
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        _fill(sheet, source, styles, cell)
    return buffer.getvalue()


_ALIGN = {Style.TITLE: "center", Style.CENTRED: "center", Style.RIGHT: "right", Style.BODY: "left"}


def _fill(sheet: Worksheet, source: Source, styles: dict[Style, Format], cell: Format) -> None:
    width = max(part.width for part in source.parts if isinstance(part, Table))
    row = 0
    for part in source.parts:
        if isinstance(part, Line):
            sheet.merge_range(row, 0, row, width - 1, part.text, styles[part.style])
            row += 1
        else:
            _add_table(sheet, part, row, cell)
            row += part.height


def _add_table(sheet: Worksheet, table: Table, top: int, style: Format) -> None:
    for cell in table.cells:
        row, last = top + cell.row, (top + cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        if (cell.rows, cell.columns) == (1, 1):
            sheet.write_string(row, cell.column, cell.text, style)
        else:
            sheet.merge_range(row, cell.column, *last, cell.text, style)
    for column in range(table.width):
        texts = (len(cell.text) for cell in table.cells if cell.column == column)
        sheet.set_column(column, column, min(2 * max(texts, default=4), _WIDEST))
