"""Numerals as policy texts print them: 12, 5.9万, 三, 两, 二〇二〇, 二十一, 百.

`cn2an` reads whole Chinese numerals; where a numeral begins and ends is decided by our patterns.
"""

from __future__ import annotations

import re
from decimal import Decimal

_HAN_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")


def read_number(text: str) -> Decimal:
    """Return the value of a numeral: 5.9万 → 59000, 二十一 → 21, 百 → 100, 1,200 → 1200, 半 → 0.5.

    Raises ValueError where `text` is no numeral.
    """
    arabic = _ARABIC.match(text)
    if arabic:
        return Decimal(arabic[0].replace(",", "")) * _multiplier(text[arabic.end() :])
    if text == "半":
        return Decimal("0.5")
    return Decimal(read_han(text))


def read_han(text: str) -> int:
    """Return the value of a Chinese whole number, written by places (二十一) or by digits (二〇二〇).

    Raises ValueError where `text` is none.
    """
    if not text or text.strip("零〇一二两三四五六七八九十百千万亿"):
        raise ValueError(f"not a Chinese numeral: {text!r}")
    if not any(power in text for power in _POWERS):
        return int(text.translate(_HAN_DIGITS))
    if text[0] in "百千万亿":
        text = "一" + text
    import cn2an  # noqa: PLC0415 - only texts with Chinese numerals pay for it

    return int(cn2an.cn2an(text.replace("〇", "零"), "smart"))


def _multiplier(text: str) -> int:
    product = 1
    for char in text:
        if char not in _POWERS:
            raise ValueError(f"not a multiplier: {text!r}")
        product *= _POWERS[char]
    return product
