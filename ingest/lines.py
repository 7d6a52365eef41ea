"""Lines of plain text → paragraphs and table rows.

Knows how crawled and hard-wrapped texts print paragraphs; what a paragraph means is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.breaks import lost_break_limit, restore_breaks, split_head
from ingest.grid import number_blocks
from ingest.model import BlockKind, Place
from ingest.raw import RawBlock, RawCell
from ingest.rules import first_match
from ingest.shadow import shadow
from ingest.typed_tables import iter_printed

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
RUN_ON = 80  # a line longer than this that holds runs of wide spaces is several paragraphs
WIDE_GAP = re.compile(r"[ \u00a0\u2002\u2003\u3000]{2,}")
PARTS_PARAGRAPHS = re.compile(r"\u3000\u3000|\u3000\u2002|\u2002{3}")
CLOSED = re.compile(r"[。;:!?…】][”’\"')》]*\s*$")
MAY_END = re.compile(r"[。;:!?…】)”》]\s*$")  # what an item may end with before the next number
INDENT = re.compile(r"[ \t\u00a0\u2002\u2003\u3000]{2,}|\u3000")
ROW_RULER = re.compile(r"^[\s|:+-]+$")
HEADING_LENGTH = 40
HEADING_LEVELS = {"part", "section", "1", "2"}
OUTLINE_LEVELS = {*HEADING_LEVELS, "article"}  # numbers that no wrapped line of a sentence begins with
SENTENCE_SIGN = re.compile(r"[。;:!?,、.…]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: `full` if it runs to the right edge, so that the next may continue it; `begins` a paragraph."""

    text: str
    full: bool = False
    begins: bool = False
    place: Place | None = None


def split_lines(text: str) -> tuple[str, ...]:
    """Split at every line end, and where a long line prints its paragraphs behind wide spaces."""
    return tuple(part for line in LINE_END.split(text) for part in _split_run_on(line))


def _split_run_on(line: str) -> list[str]:
    if len(line) <= RUN_ON:
        return [line]
    gaps = [gap for gap in WIDE_GAP.finditer(line) if PARTS_PARAGRAPHS.search(gap[0])]
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(line)]
    return [part for a, b in zip(starts, ends, strict=True) if (part := line[a:b]).strip()] or [""]


def read_lines(text: str) -> tuple[RawBlock, ...]:
    """Return the paragraphs and table rows of a plain text."""
    printed = list(iter_printed(LINE_END.split(text)))
    flow = [part for line in printed if isinstance(line, str) for part in _split_run_on(line)]
    limit = lost_break_limit(flow)
    head = next((line for line in printed if not isinstance(line, str) or line.strip()), "")
    blocks: list[RawBlock] = []
    edge = wrap_width(flow)
    for _, group in groupby(printed, key=lambda line: isinstance(line, str)):
        run = list(group)
        lines = (line for line in run if isinstance(line, str))
        parts = [part for line in lines for part in _paragraph_lines(line, limit, is_head=line is head)]
        blocks += [*join_lines(_mark(parts, edge)), *(row for row in run if isinstance(row, RawBlock))]
    return tuple(number_blocks(blocks))


def _paragraph_lines(line: str, limit: int | None, *, is_head: bool) -> Iterator[str]:
    """Set the breaks again that a line has lost, as a whole or around the title at its head."""
    for part in _split_run_on(line):
        if limit and len(part) > limit:
            yield from restore_breaks(part)
        elif is_head:
            yield from split_head(part)
        else:
            yield part


def mark_full(lines: Iterable[str]) -> tuple[Line, ...]:
    """Say which lines run to the right edge; none does where the text is not wrapped at a fixed width."""
    lines = tuple(lines)
    return _mark(lines, wrap_width(lines))


def _mark(lines: Iterable[str], edge: int | None) -> tuple[Line, ...]:
    return tuple(Line(line, full=edge is not None and len(line.rstrip()) >= edge - 2) for line in lines)


def wrap_width(lines: Iterable[str]) -> int | None:
    """Return the width at which a text is hard-wrapped: half of its lines end there in mid-sentence."""
    printed = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(printed) < 8:
        return None
    edge = printed[len(printed) * 95 // 100]
    near = [line.rstrip() for line in lines if edge - 2 <= len(line.rstrip()) <= edge + 2]
    cut = sum(1 for line in near if not CLOSED.search(shadow(line)))
    return edge if 15 <= edge <= RUN_ON and cut * 2 >= len(printed) else None


def join_lines(lines: Iterable[Line]) -> tuple[RawBlock, ...]:
    """Join each full line with the line that continues it; make rows of what has printed cell borders."""
    groups: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if line.text.strip():
            if before and _continues(before, line):
                groups[-1].append(line)
            else:
                groups.append([line])
        before = line if line.text.strip() else None
    return tuple(_block(group) for group in groups)


def _continues(line: Line, after: Line) -> bool:
    if not line.full or after.begins or INDENT.match(after.text):
        return False
    number = first_match("markers", after.text)
    return number is None or (number.value not in OUTLINE_LEVELS and not MAY_END.search(shadow(line.text)))


def _block(lines: list[Line]) -> RawBlock:
    text = "\n".join(line.text for line in lines)
    row = split_row(text)
    if row:
        return RawBlock(kind=BlockKind.TABLE_ROW, cells=row, place=_place(lines))
    return RawBlock(kind=block_kind(text), text=text, place=_place(lines))


def _place(lines: list[Line]) -> Place:
    """Where a paragraph begins, with the box around its lines on that page."""
    first = lines[0].place or Place()
    boxes = [line.place.box for line in lines if line.place and line.place.box and line.place.page == first.page]
    if not boxes:
        return first
    x0, top, x1, bottom = zip(*boxes, strict=True)
    known = [line.place.confidence for line in lines if line.place and line.place.confidence is not None]
    return replace(
        first, box=(min(x0), min(top), max(x1), max(bottom)), confidence=min(known) if known else first.confidence
    )


def block_kind(text: str) -> BlockKind:
    """A short numbered line without closing punctuation is a heading: 一、总体要求."""
    bare = text.strip()
    rule = first_match("markers", bare) if len(bare) <= HEADING_LENGTH and "\n" not in bare else None
    heading = rule is not None and rule.value in HEADING_LEVELS and not SENTENCE_SIGN.search(shadow(bare))
    return BlockKind.HEADING if heading else BlockKind.PARAGRAPH


def split_row(line: str) -> tuple[RawCell, ...]:
    """Return the cells of `文号 | 某政发〔2024〕1号 | 发布机构 | 某县人民政府 |`, or nothing if the line is no row."""
    parts = line.strip().split("|")
    if len(parts) < 2 or ROW_RULER.match(line):
        return ()
    if not parts[0].strip() and len(parts) > 2:
        parts = parts[1:]
    if not parts[-1].strip():
        parts = parts[:-1]
    return tuple(RawCell(part.strip()) for part in parts) if len(parts) > 1 else ()
