from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from operator import itemgetter

import openpyxl
import pytest

from taskgraph.output import Column, Format, View, display_width, neutralise, render, shorten

VIEW = View(
    (
        Column("名称", lambda r: r["name"], 8),
        Column("n", lambda r: r["n"]),
        Column("备注", lambda r: "x", csv_only=True),
    ),
    lambda r: r,
)
ROWS = [{"name": "乡村振兴局", "n": 1}, {"name": "5G", "n": None}]


def test_tables_align_double_width_characters() -> None:
    lines = render(VIEW, ROWS, Format.TABLE).decode().splitlines()
    assert lines == ["名称     n", "-------  -", "乡村振…  1", "5G"]


def test_json_lines_are_utf8_without_escapes() -> None:
    data = render(VIEW, ROWS, Format.JSON)
    assert "乡村振兴局".encode() in data
    assert [json.loads(line) for line in data.splitlines()] == ROWS


def test_csv_has_a_byte_order_mark_and_all_columns() -> None:
    assert render(VIEW, ROWS, Format.CSV).decode("utf-8") == "\ufeff名称,n,备注\r\n乡村振兴局,1,x\r\n5G,,x\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_cells_that_excel_would_compute_are_neutralised(cell: str) -> None:
    assert neutralise(cell) == "'" + cell


def test_other_cells_are_left_alone() -> None:
    assert neutralise("6月底前=6-30") == "6月底前=6-30"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("乡村", 4), ("(5G)", 4), ("，", 2), ("e\u0301", 1)], ids=str)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize("limit", range(2, 12))
def test_shortened_text_fits(limit: int) -> None:
    assert display_width(shorten("乡村a振兴局b", limit)) <= limit


def test_a_number_below_zero_is_no_formula_in_csv() -> None:
    view = View((Column("差", lambda r: r),), lambda r: {})
    assert render(view, [Decimal("-16.7"), "-16.7"], Format.CSV).decode("utf-8-sig") == "差\r\n-16.7\r\n'-16.7\r\n"


def test_a_workbook_has_numbers_and_days_as_such_and_text_as_text() -> None:
    view = View(tuple(Column(str(n), itemgetter(n)) for n in range(4)), lambda r: {})
    row = [Decimal("-16.7"), date(2026, 6, 30), "=1+1", None]
    page = openpyxl.load_workbook(BytesIO(render(view, [row], Format.XLSX))).active
    assert [cell.value for cell in page[2]] == [-16.7, datetime(2026, 6, 30), "=1+1", None]
    assert (page["C2"].data_type, page.freeze_panes, page.auto_filter.ref) == ("s", "A2", "A1:D2")
