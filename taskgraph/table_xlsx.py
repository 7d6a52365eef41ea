"""Any rows as a plain workbook: a frozen head with filters, numbers and days as such, all else as text.

The ledger, which people print and fill in, has a writer of its own: `ledger_xlsx`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from taskgraph.ledger_xlsx import CREATED, OPTIONS, safe_text
from taskgraph.output import display_width

_NARROWEST, _WIDEST = 8, 48  # half-width characters
_NAME = "列表"


def build_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet; the same rows give the same bytes."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"author": "Duban", "created": CREATED})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(_NAME)
        page.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            page.set_column(at, at, min(max(2 * display_width(head), _NARROWEST), _WIDEST))
            page.write_string(0, at, head, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                _write(page, (last, at), value, day)
        page.autofilter(0, 0, last, max(len(heads) - 1, 0))
    return buffer.getvalue()


def _write(page: Any, at: tuple[int, int], value: object, day: Any) -> None:
    match value:
        case None | "":
            return
        case int() | Decimal():
            page.write_number(*at, float(value))
        case date() if value.year >= 1900:
            page.write_datetime(*at, value, day)
        case _:
            page.write_string(*at, safe_text(str(value)))
