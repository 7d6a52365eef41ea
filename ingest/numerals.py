"""The small numbers that count items, months and days: 二十三, 23, 二〇二四."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "0": 0, "两": 2}
SCALES = {"十": 10, "百": 100}


def ordinal(text: str) -> int:
    """Return the value of `十二`, `一百零三`, `12` or, digit by digit, `二〇二四`."""
    text = text.replace(" ", "")
    if text.isdecimal():
        return int(text)
    if not any(c in SCALES for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in SCALES:
            total, digit = total + (digit or 1) * SCALES[c], 0
        else:
            digit = DIGITS[c]
    return total + digit
