"""Rows as a table for people, as JSON Lines for programs, as CSV or a workbook for spreadsheets."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"  # tasks only: `listing` makes it


class Column(NamedTuple, Generic[Row]):
    """A column's head, what stands in it, and how many half-width cells it may take in a table (0: all it needs).

    `csv_only`: a table for people leaves it out; CSV and workbooks have it. `brief`: what a table shows in its place.
    """

    head: str
    cell: Callable[[Row], object]
    width: int = 0
    csv_only: bool = False
    brief: Callable[[Row], object] | None = None


class View(NamedTuple, Generic[Row]):
    """How rows of one kind are shown: columns for tables, CSV and workbooks, an object for JSON."""

    columns: Sequence[Column[Row]]
    record: Callable[[Row], dict[str, Any]]


def render(view: View[Row], rows: Iterable[Row], form: Format) -> bytes:
    if form is Format.JSON:
        return render_json(map(view.record, rows))
    columns = [column for column in view.columns if form is not Format.TABLE or not column.csv_only]
    heads = [column.head for column in columns]
    if form is Format.TABLE:
        cells = [[_text((column.brief or column.cell)(row)) for column in columns] for row in rows]
        return _render_table(heads, cells, [column.width for column in columns])
    values = ([column.cell(row) for column in columns] for row in rows)
    if form is Format.XLSX:
        from taskgraph.table_xlsx import build_table  # noqa: PLC0415 - only this format needs XlsxWriter

        return build_table(heads, values)
    return _render_csv(heads, values)


def render_json(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _render_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return CSV as Excel reads it: with a byte order mark, and no cell that it would take for a formula."""
    import csv  # noqa: PLC0415 - only this format needs it
    import io  # noqa: PLC0415

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(heads)
    writer.writerows([neutralise(cell) if isinstance(cell, str) else _text(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute, one more where there is one: it comes off again."""
    return f"'{cell}" if cell.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _render_table(heads: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int]) -> bytes:
    lines = [heads, *([shorten(_flat(cell), limit) for cell, limit in zip(row, limits, strict=True)] for row in rows)]
    widths = [max(display_width(line[i]) for line in lines) for i in range(len(heads))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    padded = ("  ".join(pad(cell, width) for cell, width in zip(line, widths, strict=True)) for line in ruled)
    return "".join(line.rstrip() + "\n" for line in padded).encode()


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def display_width(text: str) -> int:
    """Return how many cells a terminal gives `text`: two for Han and full-width characters, none for combining ones."""
    return sum(map(_char_width, text))


@cache
def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def shorten(text: str, limit: int) -> str:
    """Cut `text` to `limit` cells (0: no limit), the last of them an ellipsis."""
    if not limit or display_width(text) <= limit:
        return text
    room = limit - 1
    for i, char in enumerate(text):
        room -= _char_width(char)
        if room < 0:
            return text[:i] + "…"
    return text
