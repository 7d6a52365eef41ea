"""Pages of a list: how many rows, and from behind which row on. A cursor names that row and the list that it is of."""

from __future__ import annotations

import binascii
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
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
    except (ValueError, TypeError) as error:
        raise QueryError(f"翻页的位置应为上一页末尾给出的位置,现为 {cursor}", command="见 --after") from error
    if stamp != _stamp(asked):
        raise QueryError("翻页的位置属于另一个查询;翻页时请保持查询条件不变")
    return tuple(position)


def _stamp(asked: object) -> int:
    return zlib.crc32(repr(asked).encode())


def take_page(rows: Iterator[Row], limit: int | None) -> tuple[Iterable[Row], Row | None]:
    """Return the rows of a page, and its last row if more follow; without a limit the rows are not held."""
    if limit is None:
        return rows, None
    page = tuple(islice(rows, limit + 1))
    return page[:limit], page[limit - 1] if len(page) > limit else None
