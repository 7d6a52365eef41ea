"""The one place where text changes: raw blocks → the canonical text, with the map back to every raw character.

Folded: full-width letters, digits and brackets to half width, every kind of space to one plain space; line breaks,
the spaces that a hard-wrapped text has in their place, and zero-width characters to nothing. Left as printed: all
other signs (，：；。％ ① ㎡ Ⅲ 〔〕《》【】).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import Block, BlockKind, OffsetMap, Span
from ingest.raw import PARAGRAPH_MARK, RawBlock
from ingest.shadow import SPACES
from ingest.wraps import find_width, find_wraps

CELL_JOIN = " | "
ZERO_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
BREAKS = "\n\r\u2028"
WIDE = "".join(map(chr, [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)])) + "（）［］｛｝"
FOLDS = {ord(c): ord(c) - 0xFEE0 for c in WIDE}
HYPHENATION = r"(?<=[A-Za-z][a-z])-[ \t]*[\r\n]+[ \t]*(?=[a-z]{2})"
GAP = re.compile(f"{HYPHENATION}|[{re.escape(SPACES + ZERO_WIDTH + BREAKS + PARAGRAPH_MARK)}]+")
SPACE_OR_MARK = re.compile(f"[{re.escape(SPACES + PARAGRAPH_MARK)}]")
LINE_BREAK = re.compile(f"[{re.escape(BREAKS)}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it stands in the raw text."""

    text: str
    offsets: OffsetMap


def fold(raw: str, wraps: frozenset[int] = frozenset()) -> Folded:
    """Fold one paragraph or cell: `（２０２３年）　\\n目标` → `(2023年)目标`; `wraps` are the spaces that go too."""
    wide = raw.translate(FOLDS)
    pieces: list[str] = []
    starts, raw_starts = [], []
    length = at = 0
    for gap in GAP.finditer(wide):
        if gap.start() > at:
            starts.append(length)
            raw_starts.append(at)
            pieces.append(wide[at : gap.start()])
            length += gap.start() - at
        at = gap.end()
        if length and at < len(wide) and gap.start() not in wraps and _keeps_space(wide, gap):
            starts.append(length)
            raw_starts.append(gap.start())
            pieces.append(" ")
            length += 1
    if at < len(wide) or not starts:
        starts.append(length)
        raw_starts.append(at)
        pieces.append(wide[at:])
    return Folded("".join(pieces), OffsetMap(tuple(starts), tuple(raw_starts)))


def _keeps_space(wide: str, gap: re.Match[str]) -> bool:
    """A gap stands for one space if a space is printed in it; at a line break only between two Latin letters."""
    if gap[0].startswith("-"):
        return False
    if LINE_BREAK.search(gap[0]) and PARAGRAPH_MARK not in gap[0]:
        before, after = wide[gap.start() - 1], wide[gap.end()]
        return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return bool(SPACE_OR_MARK.search(gap[0]))


def canonical_text(raws: tuple[RawBlock, ...]) -> tuple[str, tuple[Block, ...]]:
    """Return the canonical text and its blocks, joined by line breaks; blocks without any text are left out."""
    blocks: list[Block] = []
    texts: list[str] = []
    printed: dict[tuple[int | None, int, int], Span] = {}  # (table, row, column) → where that cell is printed
    at = 0
    width = find_width(raw.text for raw in raws)
    for raw in raws:
        text, block = _fold_row(raw, at, printed) if raw.cells else _fold_paragraph(raw, at, width)
        if not text.strip(" |"):
            continue
        blocks.append(block)
        texts.append(text)
        at += len(text) + 1
    return "\n".join(texts), tuple(blocks)


def _fold_paragraph(raw: RawBlock, at: int, width: int | None) -> tuple[str, Block]:
    folded = fold(raw.text, find_wraps(raw.text, width) if width else frozenset())
    span = Span(at, at + len(folded.text))
    return folded.text, Block(kind=raw.kind, span=span, place=raw.place, raw=raw.text, offsets=folded.offsets)


def _fold_row(raw: RawBlock, at: int, printed: dict[tuple[int | None, int, int], Span]) -> tuple[str, Block]:
    """Print each cell once, in its first row and column; columns that it also covers name the same span."""
    row = (raw.row or 1) - 1
    text = source = ""
    starts: list[int] = []
    raw_starts: list[int] = []
    for column, cell in enumerate(raw.cells):
        if cell.origin is not None:
            printed[raw.table, row, column] = printed.get((raw.table, *cell.origin), Span(at, at))
            continue
        if starts:
            text, source = text + CELL_JOIN, source + CELL_JOIN
            starts.append(len(text) - len(CELL_JOIN))
            raw_starts.append(len(source) - len(CELL_JOIN))
        folded = fold(cell.text)
        starts += [len(text) + s for s in folded.offsets.starts]
        raw_starts += [len(source) + s for s in folded.offsets.raw_starts]
        printed[raw.table, row, column] = Span(at + len(text), at + len(text) + len(folded.text))
        text, source = text + folded.text, source + cell.text
    block = Block(
        kind=BlockKind.TABLE_ROW,
        span=Span(at, at + len(text)),
        place=raw.place,
        raw=source,
        offsets=OffsetMap(tuple(starts), tuple(raw_starts)),
        table=raw.table,
        row=raw.row,
        cells=tuple(printed[raw.table, row, column] for column in range(len(raw.cells))),
    )
    return text, block if raw.kind is BlockKind.TABLE_ROW else replace(block, kind=raw.kind)
