from __future__ import annotations

import pytest

from ingest.grid import SpanCell, is_layout, join_cell_lines, number_blocks, resolve_spans
from ingest.model import BlockKind
from ingest.raw import PARAGRAPH_MARK, RawBlock, RawCell


def test_spans_are_resolved_to_the_cell_that_prints_the_text():
    rows = [
        [SpanCell("序号"), SpanCell("任务", across=2)],
        [SpanCell("1", down=2), SpanCell("修路"), SpanCell("县交通局")],
        [SpanCell("架桥"), SpanCell("县水利局")],
    ]
    assert resolve_spans(rows) == (
        (RawCell("序号"), RawCell("任务"), RawCell(origin=(0, 1))),
        (RawCell("1"), RawCell("修路"), RawCell("县交通局")),
        (RawCell(origin=(1, 0)), RawCell("架桥"), RawCell("县水利局")),
    )


def test_short_rows_are_filled_and_wild_spans_are_cut():
    assert resolve_spans([[SpanCell("甲", down=99)], [SpanCell("乙")]]) == (
        (RawCell("甲"), RawCell()),
        (RawCell(origin=(0, 0)), RawCell("乙")),
    )


def test_lines_of_a_short_cell_are_one_phrase_those_of_a_long_one_stay_apart():
    assert join_cell_lines(["责任", " 单位 "]) == "责任单位"
    assert join_cell_lines(["县农业农村局", "", "县乡村振兴局"]) == f"县农业农村局{PARAGRAPH_MARK}县乡村振兴局"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["县环保局", "县水文站"], f"县环保局{PARAGRAPH_MARK}县水文站"),
        (["县委", "县政府"], f"县委{PARAGRAPH_MARK}县政府"),
        (["石桥镇", "云岭乡"], f"石桥镇{PARAGRAPH_MARK}云岭乡"),
        (["县委", "办公室"], "县委办公室"),
        (["石桥镇", "人民政府"], "石桥镇人民政府"),
        (["住房城乡建设", "委"], "住房城乡建设委"),
        (["县住房和城乡建设", "局"], "县住房和城乡建设局"),
    ],
)
def test_whole_names_in_a_cell_stay_apart_and_a_broken_one_is_joined(lines, joined):
    assert join_cell_lines(lines) == joined


def test_a_table_is_layout_if_one_cell_holds_the_article():
    assert is_layout([[12, 3000], [5, 9]], parts=30)
    assert is_layout([[3000], [20]], parts=0)
    assert not is_layout([[2, 40, 12], [2, 60, 10]], parts=1)


def test_typed_rows_that_follow_one_another_are_one_table():
    typed = RawBlock(kind=BlockKind.TABLE_ROW, cells=(RawCell("甲"), RawCell("乙")))
    numbered = list(number_blocks([typed, typed, RawBlock(text="文"), typed]))
    assert [(b.table, b.row) for b in numbered] == [(1, 1), (1, 2), (None, None), (2, 1)]
    assert [b.place.paragraph for b in numbered] == [1, 2, 3, 4]
