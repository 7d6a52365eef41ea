from __future__ import annotations

import pytest

from corpus.markup import Line, Style, parse_source


def test_lines_carry_the_style_that_they_begin_with():
    source = parse_source("@ 文号: 甲政发〔2025〕1号\n# 标题\n\n= 居中\n正文>不变\n> 落款\n")
    assert source.fields == (("文号", "甲政发〔2025〕1号"),)
    assert source.parts == (
        Line(Style.TITLE, "标题"),
        Line(Style.CENTRED, "居中"),
        Line(Style.BODY, "正文>不变"),
        Line(Style.RIGHT, "落款"),
    )


def test_merged_cells_reach_over_the_rows_and_columns_that_continue_them():
    (table,) = parse_source("| 一、产业 | < |\n| 任务甲 | 县商务局 |\n| 任务乙 | ^ |\n").parts
    reach = {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells}
    assert reach == {
        "一、产业": (0, 0, 1, 2),
        "任务甲": (1, 0, 1, 1),
        "县商务局": (1, 1, 2, 1),
        "任务乙": (2, 0, 1, 1),
    }


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="2 cells"):
        parse_source("| a | b |\n| c |\n")
