"""Sheets as literals: which rows are the table, which cells cover others, where each stands."""

from __future__ import annotations

import pytest

from ingest.canonical import canonical_text
from ingest.errors import FileTooLargeError
from ingest.model import BlockKind
from ingest.readers.sheets import Area, Sheet, cells_reference, column_name, read_sheets


def sheet_of(*rows: str, merged=(), name="Sheet1", hidden=False):
    """A row as `a|b||d`; an empty cell holds nothing, ↵ breaks its line."""
    cells = {
        (r, c): text.replace("↵", "\n")
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
        if text.strip()
    }
    return Sheet(name, cells, tuple(Area(*area) for area in merged), hidden)


def printed(*sheets):
    text, blocks = canonical_text(read_sheets(sheets).blocks)
    return [
        " | ".join(cell.of(text) for cell in block.cells) if block.cells else block.span.of(text) for block in blocks
    ]


def test_titles_above_and_notes_below_are_paragraphs():
    sheet = sheet_of(
        "云岭县重点任务分解表", "填报单位:县政府办||时间:6月", "序号|任务|责任单位|时限|备注",
        "一、民生", "1|修渠|县水利局|6月底|", "2|修路|县交通局|年底|", "注:按季报送。",
        merged=[(0, 0, 0, 4)],
    )  # fmt: skip
    assert printed(sheet) == [
        *("云岭县重点任务分解表", "填报单位:县政府办", "时间:6月", "序号 | 任务 | 责任单位 | 时限 | 备注"),
        *("一、民生 |  |  |  | ", "1 | 修渠 | 县水利局 | 6月底 | ", "2 | 修路 | 县交通局 | 年底 | ", "注:按季报送。"),
    ]


def test_a_merged_cell_is_the_cell_of_every_row_it_covers():
    sheet = sheet_of("任务|措施|单位", "修渠|清淤|县水利局", "|加固|", merged=[(1, 0, 2, 0), (1, 2, 2, 2)])
    assert printed(sheet) == ["任务 | 措施 | 单位", "修渠 | 清淤 | 县水利局", "修渠 | 加固 | 县水利局"]


def test_the_last_row_belongs_to_the_table_where_a_cell_from_above_covers_it():
    reading = read_sheets([sheet_of("任务|单位", "修渠|县水利局", "|县财政局", merged=[(1, 0, 2, 0)])])
    assert [b.kind for b in reading.blocks] == [BlockKind.TABLE_ROW] * 3


def test_columns_that_only_merged_cells_cover_are_dropped():
    sheet = sheet_of("任务||单位", "修渠||县水利局", merged=[(0, 0, 0, 1), (1, 0, 1, 1)])
    assert printed(sheet) == ["任务 | 单位", "修渠 | 县水利局"]


def test_a_blank_row_parts_tables_of_different_columns_but_not_one_table():
    sheet = sheet_of("文号|云政发1号", "", "序号|任务|单位|时限", "1|修渠|县水利局|6月", "", "2|修路|县交通局|7月")
    blocks = read_sheets([sheet]).blocks
    assert [(b.table, b.row) for b in blocks] == [(1, 1), (2, 1), (2, 2), (2, 3)]


def test_a_text_pasted_above_the_heading_of_a_column_becomes_paragraphs():
    text = "↵".join(["云岭县通知", "各乡镇:", "一、总体要求", "抓好落实。", "附件", "序号"])
    sheet = sheet_of(f"{text}|任务|单位", "1|修渠|县水利局")
    assert printed(sheet)[-3:] == ["附件", "序号 | 任务 | 单位", "1 | 修渠 | 县水利局"]
    assert read_sheets([sheet]).blocks[2].kind is BlockKind.HEADING


def test_rows_that_run_to_the_right_are_read_in_order():
    sheet = sheet_of("序号|任务|单位", "1||||修渠|县水利局", "一、交通", "2||||||修路|县交通局|收藏本页")
    assert printed(sheet) == [
        *("序号 | 任务 | 单位", "1 | 修渠 | 县水利局", "一、交通 | 一、交通 | 一、交通", "2 | 修路 | 县交通局"),
        "收藏本页",
    ]


def test_lines_of_a_short_cell_are_one_word_and_of_a_long_cell_stay_apart():
    sheet = sheet_of("责任↵单位|任务", "县水利局|完成水库除险加固三座↵完成灌区改造两处")
    assert printed(sheet) == ["责任单位 | 任务", "县水利局 | 完成水库除险加固三座 完成灌区改造两处"]


def test_every_row_knows_its_sheet_and_cells():
    blocks = read_sheets([sheet_of("附表", "任务|||单位", "修渠|||县水利局", name="附件1")]).blocks
    assert [(b.place.sheet, b.place.cell) for b in blocks] == [("附件1", "A1"), ("附件1", "A2,D2"), ("附件1", "A3,D3")]


def test_names_of_several_sheets_are_furniture_unless_given_by_the_program():
    blocks = read_sheets([sheet_of("甲", name="民生"), sheet_of("乙", name="Sheet2")]).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        *((BlockKind.FURNITURE, "民生"), (BlockKind.PARAGRAPH, "甲"), (BlockKind.PARAGRAPH, "乙")),
    ]


def test_a_hidden_sheet_is_left_out_and_named():
    reading = read_sheets([sheet_of("甲"), sheet_of("底稿", name="测算", hidden=True)])
    assert [b.text for b in reading.blocks] == ["甲"]
    assert "“测算”" in reading.warnings[0]


def test_a_table_of_millions_of_empty_cells_is_refused():
    cells = {(i, i): "x" for i in range(1500)} | {(i, 0): "y" for i in range(1500)} | {(0, i): "z" for i in range(1500)}
    with pytest.raises(FileTooLargeError, match="1500 行"):
        read_sheets([Sheet("大表", cells)])


def test_areas_that_overlap_do_no_harm():
    sheet = sheet_of("任务|单位", "修渠|县水利局", merged=[(0, 0, 10**6, 10**4)] * 50)
    assert printed(sheet)[0].startswith("任务")


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column, name):
    assert column_name(column) == name


def test_cells_of_a_row_are_named_as_in_formulas():
    assert cells_reference(4, [0, 1, 2, 4]) == "A5:C5,E5"
