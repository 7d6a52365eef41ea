"""A range of the canonical text, and the kinds of its blocks: all that looking up needs of a document.

They are part of `ingest.model`; apart from it, because what only looks up must not load the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points in a canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must satisfy 0 <= start <= end, got [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table row"
    FURNITURE = "furniture"  # what belongs to the page, not to the text: menus, page numbers, a second print
