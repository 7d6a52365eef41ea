from __future__ import annotations

import pytest

from extract.outline import find_outline, read_number
from extract.text import View, shadow

NUMBERS = {
    "一、总体要求": ("han", 1), "(二)强化统筹": ("han-paren", 2), "3.抓好落实": ("arabic", 3), "12、抓好落实": ("arabic", 12),
    "(4)宣传发动": ("arabic-paren", 4), "⑤总结": ("circled", 5), "第二章 职责": ("chapter", 2), "第十三条 各单位": ("article", 13),
    "（六）压实责任": ("han-paren", 6), "十一、加强领导": ("han", 11), "١٢.抓好落实": ("arabic", 12),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_each_scheme_is_read(line, expected):
    number = read_number(shadow(line))
    assert number is not None
    assert (number.style, number.value) == expected


@pytest.mark.parametrize(
    "line",
    ["一是加强领导", "三、四季度开展排查", "3.5万元", "2025年", "12个村", "各乡镇", "百百、抓好", "第1二章 职责"],
)
def test_what_counts_nothing_is_no_number(line):
    assert read_number(shadow(line)) is None


def _paths(read_plan, items):
    doc, _ = read_plan(items)
    return [".".join(map(str, item.path)) for item in find_outline(View.of(doc.text), doc.blocks)]


def test_schemes_nest_by_rank(read_plan):
    items = "一、任务\n\n(一)产业。发展产业。\n\n1.种植。发展种植。\n\n2.养殖。发展养殖。\n\n(二)就业。稳定就业。\n\n二、要求\n\n(一)领导。加强领导。"
    assert _paths(read_plan, items) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


def test_numbers_that_run_on_are_kept_as_printed(read_plan):
    items = "一、任务\n\n(一)产业\n\n1.种植。发展种植。\n\n(二)就业\n\n2.培训。开展培训。\n\n二、要求\n\n(三)领导。加强领导。"
    assert _paths(read_plan, items) == ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2", "2.3"]


def test_a_lost_number_is_restored(read_plan):
    items = "一、任务\n\n(一)健全监测机制。做好监测。\n\n健全救助帮扶机制。\n\n做好救助工作,应救尽救。\n\n(三)健全医保机制。做好医保。"
    assert _paths(read_plan, items) == ["1", "1.1", "1.2", "1.3"]
