"""What no plan and no report means: numbers of more digits than anything counted has, days of another age."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LARGEST = Decimal(10) ** 18
SMALLEST = Decimal("0.000001")


def explain_number(value: Decimal) -> str | None:
    """Return why a number cannot be meant, None for one that can."""
    if not value.is_finite() or abs(value) >= LARGEST:
        return f"数量 {_shorten(value)} 太大,不像是实际的数;请核对小数点和单位"
    return f"数量 {_shorten(value)} 太小,不像是实际的数;请核对小数点和单位" if 0 < abs(value) < SMALLEST else None


def _shorten(value: Decimal) -> str:
    written = str(value)
    return written if len(written) <= 24 else f"{written[:20]}…"


def explain_day(day: date) -> str | None:
    """Return why a day cannot be meant, None for one that can."""
    if FIRST_DAY <= day <= LAST_DAY:
        return None
    return f"日期 {day} 不在 {FIRST_DAY.year} 至 {LAST_DAY.year} 年之间;请核对年份"
