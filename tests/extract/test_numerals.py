from __future__ import annotations

from decimal import Decimal

import pytest

from extract.numerals import read_han, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("5.9万", 59000), ("8.08亿", 808_000_000), ("1.8万亿", 1_800_000_000_000), ("1,200", 1200),
        ("二十一", 21), ("两", 2), ("百", 100), ("十", 10), ("一千二百", 1200),
    ],
)  # fmt: skip
def test_a_numeral_has_one_value(text, value):
    assert read_number(text) == Decimal(str(value))


def test_years_are_read_digit_by_digit():
    assert read_han("二〇二五") == 2025


@pytest.mark.parametrize("text", ["", "三个", "abc", "5甲"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError, match="not a"):
        read_number(text) if text[:1] == "5" else read_han(text)
