"""What belongs to the page is marked, and nothing of the text."""

from __future__ import annotations

import pytest

from ingest.canonical import canonical_text
from ingest.furniture import mark_furniture
from ingest.lines import read_lines
from ingest.model import BlockKind
from ingest.raw import RawBlock

ARTICLE = [
    "云岭县2024年农村供水保障工作方案",
    "为提升农村供水保障水平,结合我县实际,制定本方案。",
    "一、工作目标",
    *(
        f"({n})要按照建管并重的要求抓好第{n}项重点任务,落实工程建设、水质检测、运行管护各个环节的责任。"
        for n in "一二三四五六"
    ),
    "牵头单位:县水利局",
]


def furniture(*lines):
    text, blocks = canonical_text(read_lines("\n".join(lines)))
    return [b.span.of(text) for b in mark_furniture(text, blocks) if b.kind is BlockKind.FURNITURE]


def test_a_plain_article_has_no_furniture():
    assert furniture(*ARTICLE) == []


@pytest.mark.parametrize(
    "line",
    [
        "当前位置:首页 > 政策文件",
        "【打印本页】 【关闭】",
        "来源:云岭县水利局 | 发布时间:2024-03-01 | 浏览:",
        "浏览次数:35",
        "扫一扫在手机打开当前页",
        "目　录",
        "一、工作目标…………1",
        "附件:云岭县水利局关于农村供水的通知.doc",
    ],
)
def test_lines_of_the_page_are_marked(line):
    assert furniture(line, *ARTICLE) == [" ".join(line.split())]


def test_a_footer_takes_the_short_lines_after_it_along():
    footer = ["版权所有:云岭县人民政府", "地址:云岭县城关镇人民路1号", "网站标识码:3600000000"]
    assert furniture(*ARTICLE, *footer) == footer


def test_a_footer_word_with_text_behind_it_marks_nothing_more():
    assert furniture("版权所有:云岭县人民政府", *ARTICLE) == ["版权所有:云岭县人民政府"]


def test_contents_without_dots_are_marked():
    text, blocks = canonical_text(
        tuple(
            RawBlock(text=t)
            for t in ("目 录", "一、工作目标 1", "二、工作要求 2", "一、工作目标", "修渠。", "二、工作要求")
        )
    )
    assert [b.kind is BlockKind.FURNITURE for b in mark_furniture(text, blocks)] == [True] * 3 + [False] * 3


def test_a_metadata_table_is_marked_whole():
    rows = ["索引号 | 0123 | 发布机构 | 云岭县水利局", "文号 | 浏览量"]
    assert furniture(*rows, *ARTICLE) == rows


def test_a_table_of_tasks_is_not_marked():
    assert furniture("序号 | 名称 | 责任单位", "1 | 修渠 | 县水利局", *ARTICLE) == []


def test_the_second_print_of_a_text_is_marked():
    assert furniture(*ARTICLE, "打印", *ARTICLE) == ["打印", *ARTICLE]


def test_lines_that_recur_by_nature_are_not_a_second_print():
    items = [
        line
        for n in range(1, 30)
        for line in (f"{n}.完成第{n}批工程建设。", "牵头单位:县水利局", "责任单位:各乡镇人民政府")
    ]
    assert furniture(*items) == []
