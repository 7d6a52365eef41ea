"""Small plans and reports of invented places, read as the product reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.tracking.model import Reading


@pytest.fixture(scope="session")
def read() -> Callable[[str, str], Reading]:
    """Return a function from the name of a file and its text to what is read in it."""

    def read_text(name: str, text: str) -> Reading:
        doc = read_document(text.encode(), name)
        return Reading(doc=doc, extraction=extract(doc))

    return read_text


@pytest.fixture(scope="session")
def plan(read: Callable[[str, str], Reading]) -> Callable[[str], Reading]:
    """Return a function from the words of one task to a plan of 2025 that asks for it."""
    head = "石桥县2025年工作要点\n\n石桥县人民政府办公室\n2025年2月10日\n\n一、重点任务\n\n1.抓好全年工作。"
    return lambda words: read("石桥县2025年工作要点.txt", head + words + "\n责任单位:县发展改革局\n")


@pytest.fixture(scope="session")
def report(read: Callable[[str, str], Reading]) -> Callable[[str], Reading]:
    """Return a function from the words of one section to a report on 2025."""
    head = "石桥县2025年工作总结\n\n石桥县人民政府办公室\n2026年1月9日\n\n一、工作完成情况\n\n"
    return lambda words: read("石桥县2025年工作总结.txt", head + words + "\n")
