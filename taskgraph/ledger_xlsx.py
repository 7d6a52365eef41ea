"""The ledger as a workbook that an office prints, filters, fills in and sends back.

Two hidden columns keep the tasks' ids and what the cells held when they were written: they move with their row when
people sort. The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from taskgraph.folding import fold
from taskgraph.ledger import LedgerColumn, LightColour, Sheet
from taskgraph.ledger_base import ID_HEAD, write_base, write_base_head
from taskgraph.ledger_fields import Cell, Entry
from taskgraph.output import display_width

LONGEST_NAME = 31  # UTF-16 units in the name of a sheet
LONGEST_TEXT = 32_767  # … in a cell
CUT = "……(超出单元格上限,全文见原文)"

TITLE_ROW, NOTE_ROW, HEAD_ROW = 0, 1, 2
FIRST_ROW = HEAD_ROW + 1
ID_COLUMN, BASE_COLUMN, FIRST_COLUMN = 0, 1, 2

_A4 = 9
OPTIONS = {
    "constant_memory": True,  # rows go to disk as they come
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}
CREATED = datetime(2000, 1, 1)  # fixed, so that no clock gets into the bytes
_GRID = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#808080", "text_wrap": True}
_FORMATS = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "note": {"font_name": "宋体", "font_size": 10, "align": "left", "valign": "vcenter", "font_color": "#595959"},
    "head": _GRID | {"font_name": "黑体", "bg_color": "#DDEBF7", "align": "center", "valign": "vcenter"},
    "text": _GRID | {"valign": "vcenter"},
    "centred": _GRID | {"valign": "vcenter", "align": "center"},
    "day": _GRID | {"valign": "vcenter", "align": "center", "num_format": "yyyy年m月d日"},
    "gap": _GRID | {"valign": "vcenter", "align": "center", "num_format": "+0.0;-0.0;0.0"},
}
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_RESERVED = "history"  # Excel keeps the name for itself

_LINE = 12.75  # points that a line of text takes, at 10 points a letter
_PADDING = 4
_HIGHEST = 409  # points: Excel's limit

Formats: TypeAlias = dict[str, Any]


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A sheet whose row heights are first guesses: programs fit them again when people write into the rows.

    XlsxWriter can only fix a height or give none; without any, LibreOffice shows one line a row.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Iterable[tuple[str, object]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [pair for pair in attributes if pair[0] != "customHeight"])


def build_workbook(sheets: Sequence[Sheet], columns: Sequence[LedgerColumn], lights: Iterable[LightColour]) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": sheets[0].title, "author": "Duban", "created": CREATED})
        formats: Formats = {name: book.add_format(style) for name, style in _FORMATS.items()}
        colours = [(row.word, book.add_format({"bg_color": row.fill, "font_color": row.ink})) for row in lights]
        for sheet, name in zip(sheets, name_sheets(sheet.name for sheet in sheets), strict=True):
            page = book.add_worksheet(name, _Page)
            _set_up(page, columns, formats)
            _write_heads(page, sheet, columns, formats)
            _write_entries(page, sheet.entries, columns, formats)
            _finish(page, len(sheet.entries), columns, colours)
    return buffer.getvalue()


def name_sheets(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that Excel accepts, in the same order, all different but for case and width."""
    taken = {fold(_RESERVED)}
    made = []
    for wanted in names:
        clean = "".join(char for char in wanted.translate(_NOT_IN_NAMES) if char.isprintable()).strip() or "分表"
        name, number = cut_utf16(clean, LONGEST_NAME), 1
        while fold(name) in taken:
            number += 1
            name = cut_utf16(clean, LONGEST_NAME, f"({number})")
        taken.add(fold(name))
        made.append(name)
    return tuple(made)


def cut_utf16(text: str, limit: int, ending: str = "") -> str:
    """Return `text` and `ending` in at most `limit` UTF-16 units, which is how Excel counts; the ending stays whole."""
    room = 2 * (limit - _utf16_length(ending))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + ending


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _set_up(page: Any, columns: Sequence[LedgerColumn], formats: Formats) -> None:
    page.set_column(ID_COLUMN, BASE_COLUMN, 12, formats["text"], {"hidden": True})
    for at, column in enumerate(columns, FIRST_COLUMN):
        page.set_column(at, at, column.width)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.repeat_rows(HEAD_ROW)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.freeze_panes(FIRST_ROW, 0)
    page.hide_gridlines(2)


def _write_heads(page: Any, sheet: Sheet, columns: Sequence[LedgerColumn], formats: Formats) -> None:
    last = FIRST_COLUMN + len(columns) - 1
    for row, height, text, style in (
        (TITLE_ROW, 36, sheet.title, formats["title"]),
        (NOTE_ROW, 18, sheet.note, formats["note"]),
    ):
        page.set_row(row, height)
        if last > FIRST_COLUMN:
            page.merge_range(row, FIRST_COLUMN, row, last, "", style)
        page.write_string(row, FIRST_COLUMN, safe_text(text), style)
    page.set_row(HEAD_ROW, 30)
    page.write_string(HEAD_ROW, ID_COLUMN, ID_HEAD, formats["head"])
    page.write_string(HEAD_ROW, BASE_COLUMN, write_base_head([column.key for column in columns]), formats["head"])
    for at, column in enumerate(columns, FIRST_COLUMN):
        page.write_string(HEAD_ROW, at, column.head, formats["head"])


def _write_entries(page: Any, entries: Iterable[Entry], columns: Sequence[LedgerColumn], formats: Formats) -> None:
    for row, entry in enumerate(entries, FIRST_ROW):
        cells = [fit_cell(column.cell(entry)) for column in columns]
        page.set_row(row, guess_height(zip(columns, cells, strict=True)))
        page.write_string(row, ID_COLUMN, entry.task.id, formats["text"])
        page.write_string(row, BASE_COLUMN, write_base(cells), formats["text"])
        for at, (column, cell) in enumerate(zip(columns, cells, strict=True), FIRST_COLUMN):
            _write_cell(page, (row, at), cell, formats, "centred" if column.centred else "text")


def guess_height(cells: Iterable[tuple[LedgerColumn, Cell]]) -> float:
    """Return how high a row must be to show the longest of its texts whole, in points."""
    lines = max(count_lines(cell, column.width) if isinstance(cell, str) else 1 for column, cell in cells)
    return min(lines * _LINE + _PADDING, _HIGHEST)


def count_lines(text: str, width: int) -> int:
    """Return how many lines `text` takes in a column; a Han character that does not fit goes to the next line."""
    return sum(max(1, -(-display_width(line) // (width - 1))) for line in text.split("\n"))


def _write_cell(page: Any, at: tuple[int, int], cell: Cell, formats: Formats, style: str) -> None:
    match cell:
        case None | "":
            page.write_blank(*at, None, formats[style])
        case int():
            page.write_number(*at, cell, formats[style])
        case Decimal():
            page.write_number(*at, float(cell), formats["gap"])
        case date() if cell.year >= 1900:
            page.write_datetime(*at, cell, formats["day"])
        case _:
            page.write_string(*at, str(cell), formats[style])


def fit_cell(cell: Cell) -> Cell:
    """Return what a cell of a workbook can hold of it."""
    return safe_text(cell) if isinstance(cell, str) else cell


def safe_text(text: str) -> str:
    """Return a text that a cell can hold: not too long, and nothing that XlsxWriter would take for markup."""
    if len(text) * 2 > LONGEST_TEXT and _utf16_length(text) > LONGEST_TEXT:
        text = cut_utf16(text, LONGEST_TEXT, CUT)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _finish(page: Any, tasks: int, columns: Sequence[LedgerColumn], colours: Iterable[tuple[str, Any]]) -> None:
    last_row, last_column = HEAD_ROW + tasks, FIRST_COLUMN + len(columns) - 1
    page.autofilter(HEAD_ROW, ID_COLUMN, last_row, last_column)
    lights = [at for at, column in enumerate(columns, FIRST_COLUMN) if column.key == "light"]
    for at in lights if tasks else ():
        for word, colour in colours:
            rule = {"type": "text", "criteria": "containing", "value": word, "format": colour, "stop_if_true": True}
            page.conditional_format(FIRST_ROW, at, last_row, at, rule)
