"""Pieces of text that lie anywhere on a page → its lines in reading order, column by column where it has some.

For formats whose own order says nothing: OFD, and what OCR sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.pagetext import LINE_ENDS, Box, Char, PageLine, page_lines, union

SAME_ROW = 0.5  # of the lower piece's height: two pieces nearer than this stand on one line
GUTTER = 1.0  # characters between two columns
COLUMN_ROWS = 6  # rows that must leave the gutter free before a page has columns
COLUMN_WIDTH = 12  # characters; what is narrower is a list of names or a table without rules


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the format holds together, left to right."""

    chars: tuple[Char, ...]
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def sorted_lines(chars: Iterable[Char]) -> tuple[PageLine, ...]:
    """Return the printed lines in reading order; in `chars`, a character "\\n" ends each piece."""
    rows = _rows(_pieces(chars))
    return page_lines(char for row in _by_columns(rows) for char in _line(row))


def end_pieces(pieces: Iterable[Sequence[Char]]) -> Iterator[Char]:
    """Yield the characters of all pieces, each piece ended by a character "\\n"."""
    for piece in pieces:
        yield from piece
        yield Char("\n", (0.0, 0.0, 0.0, 0.0), 0.0, made_up=True)


def _pieces(chars: Iterable[Char]) -> Iterator[Piece]:
    for ended, piece in groupby(chars, key=lambda char: char.text in LINE_ENDS):
        printed = tuple(piece)
        if not ended and any(char.text.strip() for char in printed):
            yield Piece(printed, union(char.box for char in printed))


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        first = rows[-1][0] if rows else None
        if first and piece.middle - first.middle < SAME_ROW * min(piece.height, first.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.box[0]) for row in rows]


def _by_columns(rows: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """The rows; those that share a gutter come as the left column, then the right one."""
    start = 0
    while start < len(rows):
        end = _columns_end(rows, start)
        if end - start >= COLUMN_ROWS and _wide_enough(rows[start:end]):
            yield from (row[:1] for row in rows[start:end])
            yield from (row[1:] for row in rows[start:end] if row[1:])
            start = end
        else:
            yield rows[start]
            start += 1


def _columns_end(rows: Sequence[list[Piece]], start: int) -> int:
    """Where the run of rows with two pieces ends that leave one gutter free."""
    left, right = 0.0, float("inf")
    for i in range(start, len(rows)):
        row = rows[i]
        if len(row) != 2:
            return i
        left, right = max(left, row[0].box[2]), min(right, row[1].box[0])
        if right - left < GUTTER * _em(row[0].chars):
            return i
    return len(rows)


def _wide_enough(rows: Sequence[list[Piece]]) -> bool:
    return all(median(len(row[side].chars) for row in rows) >= COLUMN_WIDTH for side in (0, 1))


def _em(chars: Sequence[Char]) -> float:
    return median(char.box[3] - char.box[1] for char in chars)


def _line(row: Sequence[Piece]) -> Iterator[Char]:
    """The characters of a row; between two pieces stands a space that is only inferred."""
    yield from row[0].chars
    for before, piece in pairwise(row):
        gap = (before.box[2], piece.box[1], max(piece.box[0], before.box[2]), piece.box[3])
        yield Char(" ", gap, piece.chars[0].baseline, made_up=True)
        yield from piece.chars
    yield Char("\n", row[-1].box, 0.0, made_up=True)
