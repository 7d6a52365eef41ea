from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extract.model import Extraction
from extract.moments import TimeContext
from extract.pipeline import extract
from ingest.model import Document
from ingest.pipeline import read_document

HEAD = "青岚县2025年重点工作要点\n\n青政发〔2025〕3号\n\n各乡镇人民政府,县直各单位:\n\n为做好全年工作,制定本要点。\n\n"
FOOT = "\n\n青岚县人民政府\n\n2025年3月15日\n"


@pytest.fixture(scope="session")
def context() -> TimeContext:
    """A plan for 2025, written on 15 March 2025."""
    return TimeContext(year=2025, written=date(2025, 3, 15))


@pytest.fixture(scope="session")
def read_plan() -> Callable[[str], tuple[Document, Extraction]]:
    """Read a plan of which only the items are given; head and signature are those of a county."""

    def read(items: str) -> tuple[Document, Extraction]:
        doc = read_document((HEAD + items + FOOT).encode(), "plan.txt")
        return doc, extract(doc)

    return read
