from __future__ import annotations

from datetime import date

import pytest

from ingest.model import Document, Meta
from taskgraph.review.days import find_report_day
from taskgraph.review.wording import remember_wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("截至6月底,改造26户", "截至9月底,改造34户"),
        ("上半年改造危房26户", "前三季度改造危房34户"),
        ("今年以来建成冷库5座", "建成冷库11座"),
    ],
)
def test_numbers_and_times_aside_words_are_one(one: str, other: str) -> None:
    assert remember_wording(one) == remember_wording(other)


@pytest.mark.parametrize(
    ("title", "written", "day"),
    [
        ("石桥县2025年上半年工作总结", "2025-07-08", "2025-06-30"),
        ("石桥县2025年第三季度重点工作情况", "2025-10-09", "2025-09-30"),
        ("石桥县2025年1-10月进展情况", "2025-11-03", "2025-10-31"),
        ("石桥县2025年工作总结", "2026-01-09", "2025-12-31"),
        ("石桥县2025年重点工作进展情况", "2025-08-20", "2025-08-20"),
    ],
    ids=["half year", "third quarter", "ten months", "whole year", "until it was written"],
)
def test_a_report_speaks_of_the_end_of_its_time(title: str, written: str, day: str) -> None:

    meta = Meta(title=title, year=2025, written=date.fromisoformat(written))
    doc = Document(key="r", sha256="", source="", text=title, blocks=(), meta=meta)
    assert find_report_day(doc) == date.fromisoformat(day)
