"""A table of contents is furniture, and tells where the headings of the text end."""

from __future__ import annotations

import pytest

from ingest.contents import find_contents, part_contents
from ingest.model import BlockKind
from ingest.raw import RawBlock

CHAPTER, FIRST, SECOND = "第一章 总体要求", "第一节 发展基础", "第二节 主要目标"
PREAMBLE = "为推进乡村振兴,制定本规划。"
RUN_ON = [
    f"云岭县农业农村发展规划目  录{CHAPTER}{FIRST}{SECOND}云岭县农业农村发展规划{PREAMBLE}",
    f"{CHAPTER}坚持统筹推进。",
    f"{FIRST}“十三五”以来,全县新建水渠三条。",
    f"{SECOND}到2030年,新建水渠九条。",
]


def parted(texts):
    return [(b.text, b.kind) for b in part_contents([RawBlock(text=text) for text in texts]) if b.text]


def test_headings_that_the_contents_list_are_cut_from_their_bodies():
    assert parted(RUN_ON) == [
        ("云岭县农业农村发展规划", BlockKind.PARAGRAPH),
        (f"目  录{CHAPTER}{FIRST}{SECOND}", BlockKind.FURNITURE),
        (f"云岭县农业农村发展规划{PREAMBLE}", BlockKind.PARAGRAPH),
        (CHAPTER, BlockKind.HEADING),
        ("坚持统筹推进。", BlockKind.PARAGRAPH),
        (FIRST, BlockKind.HEADING),
        ("“十三五”以来,全县新建水渠三条。", BlockKind.PARAGRAPH),
        (SECOND, BlockKind.HEADING),
        ("到2030年,新建水渠九条。", BlockKind.PARAGRAPH),
    ]


def test_contents_printed_line_by_line_with_page_numbers_are_furniture():
    contents = ["目录", f"{CHAPTER} 1", f"{FIRST}…………2", f"{SECOND}......5"]
    texts = [*contents, CHAPTER, "坚持统筹推进。", FIRST, "已建水渠三条。", SECOND, "新建九条。"]
    assert [text for text, kind in parted(texts) if kind is BlockKind.FURNITURE] == contents


@pytest.mark.parametrize(
    "texts",
    [
        [CHAPTER, f"{FIRST}“十三五”以来,成效明显。"],
        ["权责目录第一项", "一、总体要求", "一、总体要求"],
        ["目录", CHAPTER, FIRST, "没有正文。"],
        ["目录", "一、总体要求。要抓好落实。", "二、工作任务", "一、总体要求。要抓好落实。"],
    ],
    ids=["no contents", "a catalogue in a sentence", "nothing repeated", "sentences between"],
)
def test_without_contents_nothing_is_cut(texts):
    assert find_contents(texts) is None
    assert [text for text, _ in parted(texts)] == texts


def test_a_heading_before_a_sign_stays_with_its_paragraph():
    texts = ["目录", "一、总体要求", "二、任务", "一、总体要求", "二、任务。修渠三条。"]
    assert parted(texts)[-1][0] == "二、任务。修渠三条。"
