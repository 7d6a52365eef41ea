"""Pages of a list: how many rows, and from behind which row on. A cursor names that row and the list that it is of."""

from __future__ import annotations

import binascii
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from taskgraph.errors import QueryError

Row = TypeVar("Row")
_FOR_SHELL, _FROM_SHELL = str.maketrans("+/", "._"), str.maketrans("._", "+/")


class PageAsked(NamedTuple):
    """`limit` None asks for all; `after` is the cursor that ended the page before."""

    limit: int | None
    after: str | None


def write_cursor(position: Sequence[int | str], asked: object) -> str:
    """Return a position in the list that `asked` (its filters and words) gives, as letters, digits, . and _."""
    told = json.dumps([_stamp(asked), *position], ensure_ascii=False, separators=(",", ":"))
    return binascii.b2a_base64(told.encode(), newline=False).decode().translate(_FOR_SHELL).rstrip("=")


def read_cursor(cursor: str, asked: object) -> tuple[int | str, ...]:
    """Return the position; raise QueryError for what is no cursor of this list."""
    try:
        padded = cursor.translate(_FROM_SHELL) + "=" * (-len(cursor) % 4)
        stamp, *position = json.loads(binascii.a2b_base64(padded.encode(), strict_mode=True))
        _refuse_strange(position)
    except (ValueError, TypeError) as error:
        raise QueryError(f"翻页的位置应为上一页末尾给出的位置,现为 {cursor}") from error
    if stamp != _stamp(asked):
        raise QueryError("翻页的位置属于另一个查询;翻页时请保持查询条件不变")
    return tuple(position)


def _refuse_strange(position: Sequence[object]) -> None:
    """Raise ValueError for what the database could not even be asked for."""
    for part in position:
        if isinstance(part, str):
            part.encode()
        elif not (isinstance(part, int) and abs(part) < 2**63):
            raise ValueError(f"{part!r} is no part of a position")


def _stamp(asked: object) -> int:
    return zlib.crc32(repr(asked).encode())


def take_page(rows: Iterator[Row], limit: int | None) -> tuple[Iterable[Row], Row | None]:
    """Return the rows of a page, and its last row if more follow; without a limit the rows are not held."""
    if limit is None:
        return rows, None
    page = tuple(islice(rows, limit + 1))
    return page[:limit], page[limit - 1] if len(page) > limit else None


def rows_after(
    rows: Sequence[Row], key: Callable[[Row], tuple[int | str, ...]], position: tuple[int | str, ...]
) -> Sequence[Row]:
    """Return the rows behind the one whose key a cursor holds; raise QueryError if it is no longer there."""
    for at, row in enumerate(rows, start=1):
        if key(row) == position:
            return rows[at:]
    raise QueryError("上一页末尾的那一行已不在列表中,请从头查起")
