"""RTF files as literals."""

from __future__ import annotations

import pytest

from ingest.errors import BrokenFileError
from ingest.model import BlockKind
from ingest.pipeline import read_document

FONTS = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}{\f2\fnil\fcharset136 Ming;}}"


def gbk(text: str, codec: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def rtf(body: str, head: str = r"\ansi\ansicpg936\deff0") -> bytes:
    return f"{{\\rtf1{head}{FONTS}{body}}}".encode("latin-1")


def texts(data: bytes):
    doc = read_document(data, "x.rtf")
    return [
        " | ".join(cell.of(doc.text) for cell in block.cells) if block.cells else block.span.of(doc.text)
        for block in doc.blocks
    ]


WORDS = [
    (gbk("云岭县"), ["云岭县"], "bytes of the code page"),
    (r"\f1 " + gbk("云岭县"), ["云岭县"], "bytes of the code page under a Latin font"),
    (r"\f2 " + gbk("雲嶺縣", "big5"), ["雲嶺縣"], "bytes of the font"),
    ("云岭县".encode("gbk").decode("latin-1"), ["云岭县"], "raw bytes"),
    (r"\u20113?\u23725\'3f", ["云岭"], "code points with what old programs print"),
    (r"\uc2\u20113\'d4\'c6", ["云"], "a fallback of two bytes"),
    (r"\u-10179?\u-9216?", ["\U0001f400"], "a pair of surrogates"),
    (r"A\emdash B\~C\_D\{\}", ["A—B C-D{}"], "signs"),
    (gbk("甲") + r"\line " + gbk("乙"), ["甲", "乙"], "a line break"),
    (gbk("甲") + r"{\deleted " + gbk("删去") + r"}{\revised " + gbk("加上") + "}", ["甲加上"], "tracked changes"),
    (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt " + gbk("办法") + "}}", ["办法"], "the result of a field"),
    (r"{\pict\pngblip 89504e47}" + gbk("图"), ["图"], "a picture"),
    (r"{\pict\bin5 }}{{\}" + gbk("图"), ["图"], "binary data with braces"),
    (r"{\*\unknown " + gbk("某程序") + "}" + gbk("文"), ["文"], "what other programs keep"),
]


@pytest.mark.parametrize(("body", "expected"), [w[:2] for w in WORDS], ids=[w[2] for w in WORDS])
def test_words(body, expected):
    assert texts(rtf(body + r"\par")) == expected


def test_chinese_bytes_without_any_label_are_found_out():
    assert texts(rtf(r"\f1 " + gbk("云岭县抓好春耕生产") + r"\par", head=r"\ansi")) == ["云岭县抓好春耕生产"]


def test_printed_item_numbers_are_kept_and_bullets_left_out():
    body = r"{\listtext\pard " + gbk("一、") + r"\tab}" + gbk("总体要求") + r"\par"
    body += r"{\pntext\f1\'b7\tab}" + gbk("要点") + r"\par"
    assert texts(rtf(body)) == ["一、总体要求", "要点"]


def test_headings_have_an_outline_level():
    doc = read_document(rtf(r"\outlinelevel1 " + gbk("工作安排") + r"\par\pard " + gbk("正文") + r"\par"), "x")
    assert [b.kind for b in doc.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def row(*cells: str, edges: str) -> str:
    return rf"\trowd{edges}\pard\intbl " + "".join(gbk(cell) + r"\cell " for cell in cells) + r"\row\pard "


def test_a_table_with_merged_cells():
    body = row("任务", "责任单位", edges=r"\cellx1000\cellx3000")
    body += row("修渠", "县水利局", "县财政局", edges=r"\clvmgf\cellx1000\cellx2000\cellx3000")
    body += row("", "县农业农村局", "", edges=r"\clvmrg\cellx1010\clmgf\cellx2000\clmrg\cellx3000")
    assert texts(rtf(gbk("附表") + r"\par " + body + gbk("注:按季报送。") + r"\par")) == [
        *("附表", "任务 | 责任单位 | 责任单位", "修渠 | 县水利局 | 县财政局"),
        *("修渠 | 县农业农村局 | 县农业农村局", "注:按季报送。"),
    ]


def test_headers_boxes_and_notes_have_their_places():
    body = r"{\header " + gbk("云岭县水利局") + r"\par}{\footer " + r"- 1 -\par}" + gbk("标题")
    body += r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt " + gbk("内部资料") + r"\par}}{\shprslt " + gbk("旧") + "}}"
    body += r"{\footnote " + gbk("数据来自统计局。") + r"}\par " + gbk("正文。") + r"\par"
    assert texts(rtf(body)) == ["云岭县水利局", "标题", "内部资料", "正文。", "数据来自统计局。"]
    assert read_document(rtf(body), "x").blocks[0].kind is BlockKind.FURNITURE


def test_a_file_that_is_cut_off_is_broken():
    with pytest.raises(BrokenFileError, match="没有结束"):
        texts(rtf(gbk("正文。") + r"\par")[:-1])


def test_an_unended_row_loses_no_words():
    assert texts(rtf(r"\trowd\cellx900\pard\intbl " + gbk("修渠") + r"\cell " + gbk("县水利局") + r"\pard\par")) == [
        *("修渠", "县水利局"),
    ]


def test_groups_without_end_are_refused_early():
    with pytest.raises(BrokenFileError, match="嵌套"):
        texts(rtf("{" * 100_000))
