"""Which day a report speaks of where its statements do not say."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ingest.model import Document
from taskgraph.tracking.parts import find_reported_year

_PARTS = (
    (re.compile(r"上半年|(?<!下)半年|二季度|1-6月"), 6),
    (re.compile(r"一季度|1-3月"), 3),
    (re.compile(r"前?三季度|1-9月"), 9),
    (re.compile(r"四季度|下半年|年度|全年"), 12),
)
_UP_TO = re.compile(r"(?:1-|前)?(1[0-2]|[1-9])(?:个)?月份?(?!\d|日)")


def find_report_day(doc: Document) -> date | None:
    """Return the last day of the time that a report covers: of its period, of the part of the year in its title, else
    the day on which it was written, if that was in the year it reports on, else that year's end.
    """
    year, written = find_reported_year(doc), doc.meta.written or doc.meta.published
    if doc.meta.period.end:
        return doc.meta.period.end
    if year is None:
        return written
    month = _find_month(doc.meta.title or "")
    last = date(year, month, monthrange(year, month)[1]) if month else date(year, 12, 31)
    return min(last, written) if written else last


def _find_month(title: str) -> int | None:
    """Return the month with which the time in a title ends: 6 for 上半年."""
    part = next((month for pattern, month in _PARTS if pattern.search(title)), None)
    named = _UP_TO.search(title)
    return part or (int(named[1]) if named else None)
