from __future__ import annotations

import codecs

import pytest

from ingest.encoding import decode
from ingest.errors import UnknownEncodingError

TEXT = "云岭县2024年农业农村工作要点\n一、总体要求:稳产保供,守牢底线。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_chinese_text_is_read_in_every_usual_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_page_that_declares_gb2312_may_use_the_larger_set():
    assert decode("镕基〇㐂".encode("gb18030") + TEXT.encode("gbk"), declared="GB2312").startswith("镕基〇")


def test_traditional_big5_is_detected():
    text = "為加強農村環境整治工作,訂定本計畫,請各單位配合辦理。" * 4
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + b"\xff\xfe\xfd",
        TEXT.encode("utf-8")[:40] + b"\xff" + TEXT.encode("utf-8")[40:],
        bytes(range(128, 256)) * 8,
    ],
    ids=["bad UTF-8 behind its mark", "one wrong byte", "noise"],
)
def test_what_no_encoding_reads_is_an_error_that_says_what_to_do(data):
    with pytest.raises(UnknownEncodingError, match="UTF-8"):
        decode(data)
