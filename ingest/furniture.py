"""Tell the page from the text: menus, source lines, buttons, footers, contents, and a second print of the text.

Nothing is removed: furniture stays in the canonical text, where the metadata finder still reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.contents import find_contents
from ingest.labels import Labelled, find_labels, is_label_row
from ingest.model import Block, BlockKind
from ingest.rules import first_match

LINE_LENGTH = 160  # a longer block is text, whatever words it begins with
FOOTER_BLOCKS = 15
FOOTER_LINE = 80
FOOTER_SHARE = 0.25
SECOND_PRINT = 300  # characters that no text repeats by chance, block for block
ANCHOR = 12  # a block shorter than this does not tell where a second print begins


def mark_furniture(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with FURNITURE as the kind of all that belongs to the page."""
    marked = {*_lines_of_the_page(text, blocks), *_label_tables(text, blocks), *_contents(text, blocks)}
    marked |= set(_second_print(text, blocks, marked))
    return tuple(replace(b, kind=BlockKind.FURNITURE) if i in marked else b for i, b in enumerate(blocks))


def _lines_of_the_page(text: str, blocks: tuple[Block, ...]) -> Iterator[int]:
    footer = False
    for i, block in enumerate(blocks):
        line = block.span.of(text)
        rule = first_match("furniture", line) if len(line) <= LINE_LENGTH else None
        footer = footer or (rule is not None and rule.value == "footer" and _ends_page(text, blocks[i:]))
        if footer or rule or block.kind is BlockKind.FURNITURE:
            yield i


def _ends_page(text: str, rest: tuple[Block, ...]) -> bool:
    """Whether what follows is a footer: a few short lines without numbers, at the very end."""
    lines = [block.span.of(text) for block in rest]
    short = len(rest) <= FOOTER_BLOCKS and all(len(line) <= FOOTER_LINE for line in lines)
    return short and sum(map(len, lines)) <= FOOTER_SHARE * len(text) and not any(map(_is_item, lines))


def _is_item(line: str) -> bool:
    return first_match("markers", line) is not None


def _contents(text: str, blocks: tuple[Block, ...]) -> Iterator[int]:
    """The lines of a table of contents, which a word processor prints without dots: 第一章 总则 3."""
    contents = find_contents([block.span.of(text) for block in blocks])
    if contents and contents.at == 0 and contents.until == len(blocks[contents.last].span.of(text)):
        yield from range(contents.first, contents.last + 1)


def _label_tables(text: str, blocks: tuple[Block, ...]) -> Iterator[int]:
    """Source lines, and the tables in which every row names labels."""
    tables: dict[int | None, list[tuple[int, tuple[Labelled, ...]]]] = {}
    for i, block in enumerate(blocks):
        labels = find_labels(text, block)
        labels = labels if is_label_row(text, block, labels) else ()
        if block.table is None and labels:
            yield i
        elif block.table is not None:
            tables.setdefault(block.table, []).append((i, labels))
    for rows in tables.values():
        if all(labels for _, labels in rows):
            yield from (i for i, _ in rows)


def _second_print(text: str, blocks: tuple[Block, ...], marked: set[int]) -> Iterator[int]:
    """Runs of blocks that repeat an earlier run word for word, longer than chance would repeat."""
    order = [i for i in range(len(blocks)) if i not in marked]
    words = [blocks[i].span.of(text).replace(" ", "") for i in order]
    first: dict[str, int] = {}
    at = 0
    while at < len(order):
        start = first.setdefault(words[at], at)
        length = _run_length(words, start, at) if start < at and len(words[at]) >= ANCHOR else 0
        if length > 1 and sum(map(len, words[at : at + length])) >= SECOND_PRINT:
            yield from order[at : at + length]
            at += length
        else:
            at += 1


def _run_length(words: list[str], first: int, second: int) -> int:
    length = 0
    while first + length < second and second + length < len(words) and words[first + length] == words[second + length]:
        length += 1
    return length
