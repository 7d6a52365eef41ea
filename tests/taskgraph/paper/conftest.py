from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import pytest


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
