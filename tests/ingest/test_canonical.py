"""What folding changes, what it leaves, and that every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import FOLDS, canonical_text, fold
from ingest.model import BlockKind
from ingest.raw import PARAGRAPH_MARK, RawBlock, RawCell

FOLDED = [
    ("（２０２４年）", "(2024年)", "full-width brackets and digits"),
    ("［ＡＢ］｛ｃ｝", "[AB]{c}", "square and curly brackets, letters"),
    ("\u3000\u3000一、总体要求\u3000", "一、总体要求", "indent and trailing space"),
    ("中共云岭县委 云岭县人民政府", "中共云岭县委 云岭县人民政府", "a printed space stays"),
    ("甲局\u00a0\u2002\u3000乙局", "甲局 乙局", "a run of spaces is one"),
    ("住房城乡建设\n委", "住房城乡建设委", "a line break goes"),
    ("各乡镇、\n    各部门", "各乡镇、各部门", "a line break goes with the indent behind it"),
    ("data\nbase", "data base", "between Latin words a line break is a space"),
    ("manage-\nment", "management", "hyphenation goes"),
    ("2024\n年", "2024年", "no space between figure and character"),
    ("乡\u200b村\ufeff振兴", "乡村振兴", "zero-width characters go"),
    (f"县教育局{PARAGRAPH_MARK}县财政局", "县教育局 县财政局", "paragraphs of a cell stay apart"),
    ("①㎡Ⅲ〔〕《》【】，；：。％－", "①㎡Ⅲ〔〕《》【】，；：。％－", "other signs stay"),
    ("", "", "nothing"),
    (" \n ", "", "only white space"),
]


@pytest.mark.parametrize(("raw", "text"), [case[:2] for case in FOLDED], ids=[case[2] for case in FOLDED])
def test_folding(raw, text):
    assert fold(raw).text == text


def test_folding_twice_changes_nothing():
    for raw, _, _ in FOLDED:
        once = fold(raw).text
        assert fold(once).text == once


ALPHABET = "县局（）ＡＢａｂ１２ \u3000\u00a0\t\n\u200b，。1a-" + PARAGRAPH_MARK


@given(st.text(ALPHABET, max_size=60))
def test_each_canonical_character_maps_to_the_raw_one_it_stands_for(raw):
    folded = fold(raw)
    places = [folded.offsets.to_raw(i) for i in range(len(folded.text))]
    assert places == sorted(set(places))
    for char, place in zip(folded.text, places, strict=True):
        source = raw[place].translate(FOLDS)
        assert source == char or (char == " " and not source.strip().strip("\u200b"))


@given(st.lists(st.text("县局（）１ \u3000\n", max_size=12), max_size=6))
def test_block_spans_slice_the_joined_text(texts):
    text, blocks = canonical_text(tuple(RawBlock(text=t) for t in texts))
    assert [b.span.of(text) for b in blocks] == [t for raw in texts if (t := fold(raw).text)]
    assert text == "\n".join(b.span.of(text) for b in blocks)


def row(number, *cells):
    return RawBlock(kind=BlockKind.TABLE_ROW, table=1, row=number, cells=cells)


def test_a_merged_cell_is_printed_once_and_named_by_every_row_it_covers():
    rows = (
        row(1, RawCell("任务"), RawCell("责任单位")),
        row(2, RawCell("修渠３条"), RawCell("县水利局")),
        row(3, RawCell("清淤"), RawCell(origin=(1, 1))),
    )
    text, blocks = canonical_text(rows)
    assert text == "任务 | 责任单位\n修渠3条 | 县水利局\n清淤"
    assert [cell.of(text) for cell in blocks[2].cells] == ["清淤", "县水利局"]
    assert blocks[2].cells[1] == blocks[1].cells[1]


def test_a_cell_over_two_columns_is_named_by_both():
    text, blocks = canonical_text((row(1, RawCell("目标"), RawCell(origin=(0, 0)), RawCell("备注")),))
    assert text == "目标 | 备注"
    assert [cell.of(text) for cell in blocks[0].cells] == ["目标", "目标", "备注"]


def test_offsets_of_a_row_lead_into_its_raw_text():
    text, (block,) = canonical_text((row(1, RawCell("（１）"), RawCell(" 县 局")),))
    assert text == "(1) | 县 局"
    assert [block.raw[block.offsets.to_raw(i)] for i in (0, 1, 6, 8)] == ["（", "１", "县", "局"]


def test_blocks_without_text_are_left_out():
    text, blocks = canonical_text((RawBlock(text=" \n"), RawBlock(text="甲"), row(1, RawCell(), RawCell())))
    assert text == "甲"
    assert len(blocks) == 1
