"""The records that reading produces: a Document, its blocks, and where each came from.

Offsets count code points of `Document.text`, the one canonical text; spans are half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.span import BlockKind, Span

__all__ = ["Block", "BlockKind", "Document", "DocumentType", "Meta", "OffsetMap", "Period", "Place", "Span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a block stands in the original; what the format does not know is None.

    `page` and `paragraph` count from 1; `box` is (x0, top, x1, bottom) in points from the page's upper left corner.
    `confidence` is that of the least sure line, where the words were read from a picture (OCR).
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Which raw character each canonical character came from.

    `starts` and `raw_starts` are parallel: from canonical offset `starts[i]` on, characters
    stand one to one from raw offset `raw_starts[i]` on, up to the next entry.
    """

    starts: tuple[int, ...] = (0,)
    raw_starts: tuple[int, ...] = (0,)

    def to_raw(self, offset: int) -> int:
        """Return the raw offset of the canonical `offset` (both within the block)."""
        i = bisect_right(self.starts, offset) - 1
        return self.raw_starts[i] + offset - self.starts[i]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, table row or piece of furniture.

    A table row names the span of every column's cell in `cells`. A merged cell is printed once: the
    other rows that it covers name the same span, which then lies outside their own `span`.
    """

    kind: BlockKind
    span: Span
    place: Place = field(default=Place(), compare=False)
    raw: str = field(default="", compare=False)
    offsets: OffsetMap = field(default=OffsetMap(), compare=False)
    table: int | None = None  # counts from 1 within the document
    row: int | None = None  # counts from 1 within its table, heading rows included
    cells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a document sets for its work as a whole, both inclusive."""

    start: date | None = None
    end: date | None = None


class DocumentType(StrEnum):
    NOTICE = "通知"
    WORK_POINTS = "工作要点"
    WORK_PLAN = "工作方案"
    IMPLEMENTATION_PLAN = "实施方案"
    ACTION_PLAN = "行动计划"
    DIVISION_OF_WORK = "分工方案"
    OPINION = "意见"
    IMPLEMENTATION_OPINION = "实施意见"
    REPORT = "总结"
    OTHER = "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a document says of itself (gold/GUIDE.md, Document); None where it says nothing."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    published: date | None = None
    written: date | None = None
    year: int | None = None
    type: DocumentType = DocumentType.OTHER
    period: Period = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One policy text, read: canonical text, blocks in reading order, metadata, provenance.

    `key` identifies the text over all its carriers; `sha256` identifies these bytes. `warnings` tell the user
    what may be missing or misread: 第3页识别置信度偏低.
    """

    key: str
    sha256: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    meta: Meta
    warnings: tuple[str, ...] = ()
