"""Lines of plain text become paragraphs and table rows."""

from __future__ import annotations

import pytest

from ingest.canonical import canonical_text
from ingest.lines import block_kind, read_lines, split_row, wrap_width
from ingest.model import BlockKind

LONG = "全县各级各部门要切实提高认识,压实责任,统筹抓好各项任务落实,确保取得实效,让群众满意。"


def paragraphs(text):
    joined, blocks = canonical_text(read_lines(text))
    return [block.span.of(joined) for block in blocks]


def test_each_line_is_a_paragraph_and_blank_lines_are_none():
    assert paragraphs("一、总体要求\r\n\r\n  统筹推进。\n二、工作任务\n") == [
        "一、总体要求",
        "统筹推进。",
        "二、工作任务",
    ]


def test_wide_spaces_within_a_long_line_part_paragraphs():
    assert paragraphs(f"\u3000\u3000{LONG}\u3000\u3000一、工作目标\u3000\u3000{LONG}") == [LONG, "一、工作目标", LONG]


def test_wide_spaces_within_a_short_line_are_one_space():
    assert paragraphs("第一章\u3000\u3000总则") == ["第一章 总则"]


def wrapped(text, width):
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def test_text_wrapped_at_a_fixed_width_is_joined():
    first = "\u3000\u3000" + "为扎实推进全县农村供水工程建设管理工作进一步提升农村供水保障水平" * 8 + "制定本方案。"
    second = "\u3000\u3000" + "坚持建管并重分级负责因地制宜注重实效的原则统筹推进各项重点工作" * 7 + "落到实处。"
    assert paragraphs(wrapped(first, 30) + "\n" + wrapped(second, 30)) == [first.strip(), second.strip()]


def test_lines_that_end_where_their_sentences_end_are_not_joined():
    assert wrap_width([f"{i}.每月开展一次督查并通报结果情况。" for i in range(1, 20)]) is None


def test_a_line_with_printed_cell_borders_is_a_row():
    assert [cell.text for cell in split_row("索引号 | 0123 | 发布机构 | 云岭乡人民政府 |")] == [
        "索引号",
        "0123",
        "发布机构",
        "云岭乡人民政府",
    ]
    assert [cell.text for cell in split_row("| 序号 | 任务 |")] == ["序号", "任务"]
    assert split_row("|---|---|") == ()
    assert split_row("没有表格线的一行") == ()


def test_rows_that_follow_one_another_are_one_table():
    blocks = read_lines("序号 | 任务\n1 | 修渠\n\n说明\n甲 | 乙")
    assert [(b.table, b.row) for b in blocks] == [(1, 1), (1, 2), (None, None), (2, 1)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总体要求", BlockKind.HEADING),
        ("（二）健全工作机制", BlockKind.HEADING),
        ("第三章 保障措施", BlockKind.HEADING),
        ("(一)加强领导。", BlockKind.PARAGRAPH),
        ("1.建立台账", BlockKind.PARAGRAPH),
        ("牵头单位:县水利局", BlockKind.PARAGRAPH),
        ("一、" + LONG, BlockKind.PARAGRAPH),
    ],
)
def test_a_short_numbered_line_without_closing_sign_is_a_heading(line, kind):
    assert block_kind(line) is kind
