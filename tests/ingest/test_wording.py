from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wording import Wording, is_same_text, shingles, similarity

LINES = (
    tuple(
        f"({label})第{label}项工作由县{unit}负责,6月底前完成{number}户改造并报送进展情况,县政府办按季通报。"
        for label, unit, number in zip("一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", range(40, 50), strict=True)
    )
    * 3
)


def text(*lines: str, scanned: bool = False) -> Wording:
    return Wording(lines, scanned)


@pytest.mark.parametrize(
    "other",
    [
        text(*(line.replace("，", " ").replace("。", "") for line in LINES)),
        text("".join(LINES)),
        text(*LINES[1:], LINES[0]),
        text(*LINES[:9], "— 3 —", *LINES[9:]),
        text(*(line[3:] for line in LINES[:2]), *LINES[2:]),
    ],
    ids=["other signs and spaces", "paragraphs joined", "a part moved", "a page number", "item numbers lost"],
)
def test_a_text_in_another_carrier_is_the_same(other: Wording) -> None:
    assert is_same_text(other, text(*LINES))


@pytest.mark.parametrize(
    "other",
    [
        text(*LINES[:4], LINES[4].replace("44户", "54户"), *LINES[5:]),
        text(*LINES[:4], LINES[4].replace("6月底", "9月底"), *LINES[5:]),
        text(*LINES, "(十一)加强督查。"),
        text(*LINES[1:]),
    ],
    ids=["a number", "a date", "an item more", "an item less"],
)
def test_other_words_or_numbers_make_a_new_version(other: Wording) -> None:
    assert not is_same_text(other, text(*LINES))


def test_what_recognition_gets_wrong_in_a_scan_makes_no_new_version() -> None:
    scan = text(*LINES[:4], LINES[4].replace("改造", "攻造"), *LINES[5:], scanned=True)
    assert is_same_text(scan, text(*LINES))
    assert not is_same_text(text(*LINES), scan), "the clean text takes the place of the scan"


@given(st.text())
def test_every_text_is_the_same_as_itself(words: str) -> None:
    assert is_same_text(text(words), text(words))
    assert similarity(shingles(words), shingles(words)) == 1
