"""Bytes in, Document or a clear error out."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import pipeline
from ingest.errors import (
    ClassifiedFileError,
    EmptyFileError,
    FileTooLargeError,
    IngestError,
    NoTextError,
    UnknownEncodingError,
    UnknownFormatError,
)
from ingest.model import BlockKind
from ingest.pipeline import read_document

PLAN = """当前位置:首页 > 政务公开
云岭县2024年防汛工作方案
来源:云岭县水利局 | 发布时间:2024-03-05 10:00
为做好防汛工作,制定本方案。
一、工作任务
(一)开展隐患排查。4月底前完成水库排查32座。
牵头单位:县水利局
"""


def test_a_plan_in_plain_text():
    data = PLAN.encode("gb18030")
    doc = read_document(data, "plan.doc")
    assert doc.key == "云岭县水利局/云岭县2024年防汛工作方案/2024"
    assert (doc.sha256, doc.source) == (sha256(data).hexdigest(), "plan.doc")
    assert [b.kind for b in doc.blocks] == [
        *(BlockKind.FURNITURE, BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.PARAGRAPH),
        *(BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH),
    ]


def test_encodings_and_line_ends_do_not_change_text_or_key():
    docs = [
        read_document(PLAN.replace("\n", end).encode(code), "x")
        for code in ("utf-8", "gbk", "utf-16")
        for end in ("\n", "\r\n")
    ]
    assert len({(doc.text, doc.key) for doc in docs}) == 1
    assert len({doc.sha256 for doc in docs}) == 6


BAD = [
    (b"", EmptyFileError, "nothing"),
    (b" \r\n\t ", EmptyFileError, "white space"),
    ("\u3000\u200b".encode(), NoTextError, "only invisible characters"),
    ("机密★1年\n云岭县工作要点\n".encode(), ClassifiedFileError, "marking"),
    (b"\x00\x01\x02\x03" * 200, UnknownFormatError, "binary under any name"),
    (PLAN.encode()[:100] + b"\xff\xfe\xfd" + PLAN.encode()[100:], UnknownEncodingError, "damaged UTF-8"),
]


@pytest.mark.parametrize(("data", "error"), [case[:2] for case in BAD], ids=[case[2] for case in BAD])
def test_what_cannot_be_read_is_a_clear_error(data, error):
    with pytest.raises(error) as raised:
        read_document(data, "file.txt")
    assert str(raised.value).endswith("。")


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(pipeline, "LARGEST_FILE", 10)
    with pytest.raises(FileTooLargeError, match="100 MB"):
        read_document(PLAN.encode(), "x")


@settings(deadline=None)  # the first picture loads the text recognition
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_an_ingest_error(data):
    try:
        doc = read_document(data, "x")
    except IngestError:
        return
    assert all(block.span.end <= len(doc.text) for block in doc.blocks)
