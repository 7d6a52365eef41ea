"""What a reader hands on: blocks as the format prints them, before any character is changed.

In `text` a line break is a wrap that the reader of the page does not see ("\\n" folds to nothing);
what must stay apart inside one block (two paragraphs in one table cell) is set apart by PARAGRAPH_MARK.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.model import BlockKind, Place

PARAGRAPH_MARK = "\u2029"


@dataclass(frozen=True, slots=True)
class RawCell:
    """One column of a table row; `origin` is the (row, column), from 0, of the merged cell that prints its text."""

    text: str = ""
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A paragraph or heading with `text`, or a table row with one cell for each column of its table."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    place: Place = field(default=Place())
    table: int | None = None
    row: int | None = None
    cells: tuple[RawCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of a file in reading order, what the file says of itself beside them (name, content), and warnings."""

    blocks: tuple[RawBlock, ...]
    tags: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
