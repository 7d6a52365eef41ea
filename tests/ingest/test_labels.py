from __future__ import annotations

import pytest

from ingest.labels import Labelled, label_field, line_labels, row_labels, tag_labels


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("索 引 号：", "other"),
        ("发文机关", "issuer"),
        ("【发布日期】", "published"),
        ("成文日期:", "written"),
        ("责任单位", None),
    ],
)
def test_label_field(cell, field):
    assert label_field(cell) == field


def test_the_cell_after_a_label_is_its_content():
    assert row_labels(["文号", "云政发〔2024〕3号", "发布机构:", "云岭县人民政府"]) == (
        Labelled("doc_number", "云政发〔2024〕3号"),
        Labelled("issuer", "云岭县人民政府"),
    )


def test_a_label_behind_a_label_is_no_content():
    assert row_labels(["文号", "浏览量"]) == (Labelled("doc_number", ""), Labelled("other", ""))


def test_label_and_content_may_share_a_cell():
    assert row_labels(["文 号: 云政发〔2024〕3号"]) == (Labelled("doc_number", "云政发〔2024〕3号"),)


def test_a_line_of_labels():
    assert line_labels("来源：云岭县水利局 发布时间：2024-03-01 09:30 浏览次数：12") == (
        Labelled("source", "云岭县水利局"),
        Labelled("published", "2024-03-01 09:30"),
        Labelled("other", "12"),
    )


@pytest.mark.parametrize("line", ["牵头单位:县水利局", "资金来源:财政拨款", "要坚持开源节流,来源:多渠道", "没有标签"])
def test_lines_of_the_text_are_no_labels(line):
    assert line_labels(line) == ()


def test_meta_tags_are_labels_too():
    assert tag_labels([("PubDate", "2024-03-01"), ("viewport", "x")]) == (Labelled("published", "2024-03-01"),)
