"""What a ledger remembers of itself: a short sum of every cell as it was written, kept in a hidden column.

It tells which cells people changed in the file, and which ones the store has changed since. It moves with its row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from taskgraph.model import YEARS

ID_HEAD = "duban:task"
BASE_HEAD = "duban:base"
_LENGTH = 8
_CSV_HEADS = frozenset({"任务编号", "原文出处"})
_DAY = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?: 0?0:00(?::00)?)?")


def is_exported(text: str) -> bool:
    """Whether a document's text is that of a ledger which Duban wrote, as a workbook or as CSV."""
    heads = frozenset(text.partition("\n")[0].split(","))
    return any(line.startswith(ID_HEAD) for line in text.split("\n", 8)[:8]) or heads >= _CSV_HEADS


def settle_cell(value: object) -> str:
    """Return the text of a cell in the form in which cells are compared: days as ISO dates, no space at the ends.

    A gap is what its number format shows of it: +2.6.
    """
    if isinstance(value, Decimal):
        return f"{value:+.1f}" if value else "0.0"
    text = "" if value is None else str(value)
    text = "\n".join(line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    return day.isoformat() if (day := read_day(text)) else text


def read_day(text: str) -> date | None:
    """Return the day that a whole cell gives in figures: 2026年6月30日, 2026/6/30, 2026-06-30 00:00:00."""
    found = _DAY.fullmatch(text.strip())
    with suppress(ValueError):
        day = date(*map(int, found.groups())) if found else None
        return day if day and day.year in YEARS else None
    return None


def is_false_day(text: str) -> bool:
    """Whether a whole cell is written as a day that no calendar has: 2026-02-30."""
    return bool(_DAY.fullmatch(text.strip())) and read_day(text) is None


def sum_cell(value: object) -> str:
    return blake2b(settle_cell(value).encode("utf-8", "surrogatepass"), digest_size=_LENGTH // 2).hexdigest()


def write_base_head(keys: Sequence[str]) -> str:
    return f"{BASE_HEAD} {json.dumps(list(keys), ensure_ascii=False)}"


def write_base(cells: Iterable[object]) -> str:
    return "".join(map(sum_cell, cells))


def read_base(head: str, sums: str) -> Mapping[str, str]:
    """Return the sums of a row's cells by the keys of their columns; nothing where the row was not written by us."""
    keys = json.loads(head.removeprefix(BASE_HEAD)) if head.startswith(f"{BASE_HEAD} [") else []
    parts = [sums[at : at + _LENGTH] for at in range(0, len(sums), _LENGTH)]
    return dict(zip(keys, parts, strict=True)) if len(keys) == len(parts) else {}
