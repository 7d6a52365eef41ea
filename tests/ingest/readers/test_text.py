"""Plain text as crawled, typed or exported."""

from __future__ import annotations

from ingest.readers.text import read_text


def lines(text):
    return [block.text for block in read_text(text.encode()).blocks]


def test_the_marks_of_markdown_headings_are_no_words():
    assert lines("# 云岭县防汛工作方案\n## 一、总体要求\n#1机组检修") == [
        "云岭县防汛工作方案",
        "一、总体要求",
        "#1机组检修",
    ]


def test_entities_saved_with_a_page_are_characters():
    assert lines("&ldquo;三农&rdquo;工作") == ["“三农”工作"]


def test_contents_are_set_apart_and_their_headings_cut():
    text = "目录\n一、发展基础…………1\n二、重点任务…………3\n一、发展基础近年来成效明显。\n二、重点任务修建水渠。"
    assert lines(text)[3:] == ["一、发展基础", "近年来成效明显。", "二、重点任务", "修建水渠。"]
