from __future__ import annotations

from ingest.readers.order import end_pieces, sorted_lines
from ingest.readers.pagetext import Char

SIZE = 10


def piece(x, y, text):
    boxes = [(x + i * SIZE, y, x + (i + 1) * SIZE, y + SIZE) for i in range(len(text))]
    return tuple(Char(c, box, box[3]) for c, box in zip(text, boxes, strict=True))


def texts(*pieces):
    return [line.text for line in sorted_lines(end_pieces(pieces))]


def test_pieces_are_read_from_above_and_from_the_left():
    assert texts(piece(0, 40, "第三行"), piece(60, 20, "后半"), piece(0, 0, "第一行"), piece(30, 21, "前半段")) == [
        *("第一行", "前半段后半", "第三行"),
    ]


def test_a_wide_gap_is_a_space_and_a_narrow_one_is_not():
    assert texts(piece(0, 0, "牵头单位"), piece(44, 0, "县水利局"), piece(120, 0, "年底")) == ["牵头单位县水利局 年底"]


def test_lines_that_differ_by_half_a_line_stay_apart_though_others_lie_between():
    assert texts(piece(0, 0, "甲"), piece(50, 4, "乙"), piece(0, 8, "丙")) == ["甲 乙", "丙"]


def test_two_columns_are_read_one_after_the_other():
    left, right = "全县各乡镇要统筹推进农村供水", "县直有关部门要按照职责分工抓"
    rows = [piece(x, 20 * i, text) for i in range(6) for x, text in ((0, left), (200, right))]
    assert texts(*rows) == [left] * 6 + [right] * 6


def test_a_table_without_rules_is_read_row_by_row():
    rows = [piece(x, 20 * i, text) for i in range(6) for x, text in ((0, "修渠"), (200, "县水利局"))]
    assert texts(*rows) == ["修渠 县水利局"] * 6


def test_a_title_across_the_page_ends_the_columns():
    left, right = "全县各乡镇要统筹推进农村供水", "县直有关部门要按照职责分工抓"
    rows = [piece(x, 20 * i, text) for i in range(6) for x, text in ((0, left), (200, right))]
    assert texts(piece(50, -40, "标题"), *rows, piece(0, 140, "通栏的一行文字"))[-1] == "通栏的一行文字"


def test_nothing_gives_no_lines():
    assert texts() == []
    assert texts(piece(0, 0, "  ")) == []
