"""Placeholders of a Word file: found wherever Word cut them, filled, repeated, refused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskgraph.errors import TemplateError
from taskgraph.paper.template import Filling, Vocabulary, fill_template, read_template
from tests.taskgraph.paper.conftest import read_lines, read_tables

WORDS = Vocabulary(
    fields=frozenset({"单位", "日期"}),
    lists={"任务": frozenset({"序号", "内容"}), "单位表": frozenset({"名称"})},
    required=frozenset({"单位"}),
)
Write = Callable[..., bytes]


def fill(data: bytes, *, fields: dict[str, str] | None = None, **lists: list[dict[str, str]]) -> bytes:
    filling = Filling({"单位": "县水利局", "日期": "今天"} | (fields or {}), {"任务": [], "单位表": []} | lists)
    return fill_template(read_template(data, WORDS, "模板.docx"), [filling])


def problems(data: bytes) -> str:
    with pytest.raises(TemplateError) as error:
        read_template(data, WORDS, "模板.docx")
    return str(error.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("致【单位】:", "致县水利局:"),
        ("【单位】【单位】", "县水利局县水利局"),
        ("【 单位 】", "县水利局"),
        ("【单位】〔2026〕", "县水利局〔2026〕"),
    ],
    ids=["in a line", "twice", "with spaces", "beside other brackets"],
)
def test_a_placeholder_gives_way_to_its_words(word: Write, written: str, read: str) -> None:
    assert read_lines(fill(word(written))) == [read]


def test_a_placeholder_that_word_cut_into_runs_keeps_the_look_of_its_first(word: Write) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("致")
    paragraph.add_run("【单").bold = True
    paragraph.add_run("位】的函")
    buffer = BytesIO()
    document.save(buffer)
    filled = docx.Document(BytesIO(fill(buffer.getvalue()))).paragraphs[0]
    assert [(run.text, run.bold) for run in filled.runs] == [("致", None), ("县水利局", True), ("的函", None)]


def test_lines_of_the_words_are_lines_on_paper(word: Write) -> None:
    assert read_lines(fill(word("【单位】"), fields={"单位": "甲\n乙\n丙"})) == ["甲\n乙\n丙"]


def test_words_that_look_like_placeholders_stay_as_they_are(word: Write) -> None:
    data = word("【单位】", "【日期】", tables=[[["【任务.内容】"]]])
    filled = fill(data, fields={"单位": "【日期】"}, 任务=[{"序号": "1", "内容": "【单位】"}])
    assert read_lines(filled)[:2] == ["【日期】", "今天"]
    assert read_tables(filled) == [[["【单位】"]]]


def test_a_row_is_repeated_for_each_of_its_list(word: Write) -> None:
    table = [["序号", "内容"], ["【任务.序号】", "【任务：内容】【单位】"], ["合计", ""]]
    rows = [{"序号": "1", "内容": "修渠"}, {"序号": "2", "内容": "护林"}]
    assert read_tables(fill(word("【单位】", tables=[table]), 任务=rows)) == [
        [["序号", "内容"], ["1", "修渠县水利局"], ["2", "护林县水利局"], ["合计", ""]]
    ]


def test_outside_tables_the_paragraph_is_repeated(word: Write) -> None:
    filled = fill(word("【单位】", "{【单位表.名称】}"), 单位表=[{"名称": "甲"}, {"名称": "乙"}])
    assert read_lines(filled) == ["县水利局", "{甲}", "{乙}"]


def test_a_list_without_rows_says_so(word: Write) -> None:
    assert read_tables(fill(word("【单位】", tables=[[["【任务.序号】", "【任务.内容】"]]]))) == [[["无", ""]]]


def test_several_fillings_are_sections_of_their_own(word: Write) -> None:
    template = read_template(word("【单位】"), WORDS, "模板.docx")
    data = fill_template(template, [Filling({"单位": unit, "日期": ""}, {}) for unit in "甲乙丙"])
    document = docx.Document(BytesIO(data))
    assert [paragraph.text for paragraph in document.paragraphs] == ["甲", "乙", "丙"]
    assert len(document.sections) == 3


def test_the_same_words_give_the_same_bytes(word: Write) -> None:
    data = word("【单位】")
    assert fill(data) == fill(data)


def test_everything_that_is_wrong_is_told_at_once(word: Write) -> None:
    table = [["【任务.序号】【单位表.名称】", "【任务.期限】"]]
    said = problems(word("【日其】", "【没写完", tables=[table], footer="【日期】"))
    assert said.startswith("模板 模板.docx 有 6 处问题")
    for line in (
        "不认识的占位符【任务.期限】",
        "不认识的占位符【日其】,是否为【日期】",
        "缺少占位符【单位】",
        "括号【】不成对:【没写完",
        "同一行里有几个列表的占位符:任务、单位表",
        "页眉或页脚中的【日期】不会被填写",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "打不开"), (b"PK\x03\x04", "打不开"), ("文字".encode(), "打不开")],
    ids=["empty", "cut off", "no package"],
)
def test_what_is_no_word_file_is_told(data: bytes, said: str) -> None:
    assert said in problems(data)


@settings(max_examples=25, deadline=None)
@given(st.text(), st.text())
def test_any_words_make_a_sound_file(word: Write, unit: str, day: str) -> None:
    lines = read_lines(fill(word("【单位】", "【日期】完"), fields={"单位": unit, "日期": day}))
    assert len(lines) == 2
    assert lines[1].endswith("完")
