"""Full dates as documents print them: 2024年3月1日, 二〇二四年三月一日, 2024-03-01, 2024.3.1.

OCR may lose the space behind one: 2024-03-0109:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.model import Span
from ingest.numerals import ordinal
from ingest.shadow import shadow

YEAR = r"((?:19|20)\d{2}|[一二][〇零0九][〇零0一二三四五六七八九]{2})"
MONTH = r"(\d{1,2}|[一二三四五六七八九十]{1,2})"
DAY = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
PATTERNS = (
    re.compile(rf"(?<!\d){YEAR} ?年 ?{MONTH} ?月 ?{DAY} ?日"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?=\d{2}:\d{2}|(?!\d))"),
)


@dataclass(frozen=True, slots=True)
class DateFound:
    day: date
    span: Span


def find_dates(text: str) -> tuple[DateFound, ...]:
    """Return every full date in the text, in order; days that no calendar has are left out."""
    return tuple(sorted(_iter_dates(shadow(text)), key=lambda found: found.span))


def _iter_dates(view: str) -> Iterator[DateFound]:
    for pattern in PATTERNS:
        for match in pattern.finditer(view):
            groups = [g for g in match.groups() if g not in ("-", "/", ".")]
            day = _day(*map(ordinal, groups))
            if day:
                yield DateFound(day, Span(match.start(), match.end()))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """Return the first full date of the text."""
    return next((found.day for found in find_dates(text)), None)
