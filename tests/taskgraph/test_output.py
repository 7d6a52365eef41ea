from __future__ import annotations

import json

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
