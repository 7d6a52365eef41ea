"""Tables typed into plain text with tabs, wide spaces or Markdown's bars."""

from __future__ import annotations

import pytest

from ingest.lines import read_lines
from ingest.raw import RawBlock
from ingest.typed_tables import iter_printed

TABLES = [
    (["序号\t任务\t责任单位", "1\t修渠\t县水利局"], [("序号", "任务", "责任单位"), ("1", "修渠", "县水利局")], "tabs"),
    (
        ["1\t修渠\t县水利局", "\t清淤\t各乡镇"],
        [("1", "修渠", "县水利局"), ("", "清淤", "各乡镇")],
        "a first cell left empty",
    ),
    (
        ["序号    任务    完成时限", "1       修渠三条  6月底前"],
        [("序号", "任务", "完成时限"), ("1", "修渠三条", "6月底前")],
        "wide spaces",
    ),
    (
        ["任务\u3000\u3000单位\u3000\u3000时限", "修渠3条\u3000\u3000水利局\u3000\u3000年底"],
        [("任务", "单位", "时限"), ("修渠3条", "水利局", "年底")],
        "ideographic spaces",
    ),
]


@pytest.mark.parametrize(("lines", "rows"), [case[:2] for case in TABLES], ids=[case[2] for case in TABLES])
def test_lines_with_the_same_cells_are_rows(lines, rows):
    printed = list(iter_printed(lines))
    assert [tuple(cell.text for cell in row.cells) for row in printed if isinstance(row, RawBlock)] == rows


@pytest.mark.parametrize(
    "lines",
    [
        ["序号\t任务\t责任单位", "说明"],
        ["\t\t各乡镇要认真落实。", "\t\t各部门要密切配合。"],
        ["云岭县教育局  云岭县财政局  云岭县民政局", "云岭县水利局  云岭县交通局  云岭县商务局"],
        ["张三  李四  王五", "赵六  钱七  孙八"],
        ["组  长：何志强  县长", "成  员：杜鹏程  局长"],
        ["一、总体要求。要抓好落实。  二、工作任务  三、保障措施", "全县上下要抓好落实。  要督促。  要检查。"],
    ],
    ids=["one row", "indented paragraphs", "joint signers", "names", "parted words", "run-on paragraphs"],
)
def test_what_only_looks_like_rows_stays_text(lines):
    assert list(iter_printed(lines)) == lines


def test_the_rule_of_a_markdown_table_does_not_part_its_head_from_its_rows():
    blocks = read_lines("| 序号 | 任务 |\n|---|:---|\n| 1 | 修渠 |")
    assert [(b.table, b.row, [c.text for c in b.cells]) for b in blocks] == [
        (1, 1, ["序号", "任务"]),
        (1, 2, ["1", "修渠"]),
    ]


def test_text_around_a_typed_table_stays_in_its_order():
    blocks = read_lines("一、重点任务\n甲\t乙\t丙\n丁\t戊\t己\n二、工作要求")
    assert [b.text or b.cells[0].text for b in blocks] == ["一、重点任务", "甲", "丁", "二、工作要求"]
