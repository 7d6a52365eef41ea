"""Which measure words may count the same thing, and how many of the one make the other."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

_SIZES: dict[str, tuple[str, str]] = {
    "公里": ("length", "1000"), "千米": ("length", "1000"), "里": ("length", "500"), "米": ("length", "1"),
    "亩": ("area", "1"), "公顷": ("area", "15"), "平方公里": ("area", "1500"),
    "平方米": ("floor", "1"), "㎡": ("floor", "1"),
    "吨": ("mass", "2000"), "公斤": ("mass", "2"), "千克": ("mass", "2"), "斤": ("mass", "1"), "担": ("mass", "100"),
    "千瓦": ("power", "1"), "兆瓦": ("power", "1000"), "立方米": ("volume", "1"), "方": ("volume", "1"),
}  # fmt: skip
RATES = frozenset({"%", "‰", "百分点", "个百分点", "倍"})  # they tell a share or a step, and do not add up
_COUNTED = {
    "persons": ("人", "名", "位"),
    "visits": ("人次", "次"),
    "bodies": ("个", "家", "户", "所", "处", "座", "家次"),
    "things": ("个", "项", "条", "套", "台", "辆", "座", "处", "件", "宗", "起"),
}


@cache
def factor(unit: str | None, into: str | None) -> Decimal | None:
    """Return by what a value in `unit` is multiplied to be one in `into`; None where they do not compare.

    公里 → 米 is 1000; 家 → 个 is 1, for both only count.
    """
    if unit == into:
        return Decimal(1)
    if unit in _SIZES and into in _SIZES and _SIZES[unit][0] == _SIZES[into][0]:
        return Decimal(_SIZES[unit][1]) / Decimal(_SIZES[into][1])
    both = any(unit in words and into in words for words in _COUNTED.values())
    return Decimal(1) if both else None
