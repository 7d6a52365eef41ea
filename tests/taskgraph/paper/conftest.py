from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import docx
import pytest

from taskgraph.event_query import load_history
from taskgraph.event_store import next_number, record_event
from taskgraph.events import Detail, EventKind
from taskgraph.reporting import Wish


@pytest.fixture(scope="session")
def word() -> Callable[..., bytes]:
    """Return a writer of Word files: lines of text, then tables as rows of cells."""

    def write(*lines: str, tables: Sequence[Sequence[Sequence[str]]] = (), footer: str = "") -> bytes:
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        for rows in tables:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        document.sections[0].footer.paragraphs[0].text = footer
        buffer = BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return write


def read_lines(data: bytes) -> list[str]:
    """Return the paragraphs of a Word file that stand in no table."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def read_tables(data: bytes) -> list[list[list[str]]]:
    """Return the tables of a Word file as rows of cells."""
    tables = docx.Document(BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


@pytest.fixture
def record(store) -> Callable[..., None]:
    """Return what puts an event of a task on record."""

    def put(task: str, kind: EventKind, on: date, detail: Detail = None) -> None:
        wish = Wish(task=task, kind=kind, detail=detail, on=on, by=None, note=None)
        record_event(store.db, wish.event(next_number(load_history(store.db, task))))

    return put
