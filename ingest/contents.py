"""Find a table of contents (目录), and cut the headings that it lists from the text that a page glued to them.

What the contents do not list stays in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from ingest.lines import block_kind
from ingest.model import BlockKind
from ingest.raw import RawBlock
from ingest.shadow import shadow

COUNT = "[一二三四五六七八九十]{1,3}"
ENTRY = rf"第{COUNT}(?:[编篇章节]|部分)|(?<![一二三四五六七八九十]){COUNT}、|\({COUNT}\)"
ENTRY_START = re.compile(ENTRY)
TITLE = re.compile(rf"目 *录(?= *$| *(?:{ENTRY}))")
PAGE_NUMBER = re.compile(r"(?:[ .…·‥⋯-]{2,}| )\d{1,3}-?$|[ .…·‥⋯]+$")
LONGEST_HEADING = 60
MOST_TITLES = 5  # lines 目录 that are tried
GOES_ON = re.compile(r"[。,;:、.!?)]")  # signs before which a heading does not end


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents stand from offset `at` of block `first` to offset `until` of block `last`.

    `entries` are the headings that they list, with their numbers and without spaces.
    """

    first: int
    at: int
    last: int
    until: int
    entries: tuple[str, ...]


def find_contents(texts: Sequence[str]) -> Contents | None:
    """Return the contents, which end where the title, or the first heading that they list, is printed again."""
    titles = ((i, title) for i, text in enumerate(texts) if (title := TITLE.search(shadow(text))))
    found = (_contents_at(texts, i, title) for i, title in islice(titles, MOST_TITLES))
    return next((contents for contents in found if contents), None)


def _contents_at(texts: Sequence[str], first: int, title: re.Match[str]) -> Contents | None:
    listed = [shadow(texts[first])[title.end() :], *map(shadow, texts[first + 1 :])]
    opening = next((entry for line in listed[:3] for entry in _entries(line)), None)
    again = (i for i in range(1, len(listed)) if opening and _bare(listed[i]).startswith(opening))
    end = next((i for i in again if any(map(_entries, listed[:i]))), None)
    if end is None:
        return None
    until = _title_again(listed[end - 1], _bare(title.string[: title.start()]))
    listed = [*listed[: end - 1], listed[end - 1][:until]]
    entries = tuple(entry for line in listed for entry in _entries(line))
    if len(entries) < 2 or any("。" in line for line in listed):
        return None
    until += title.end() if end == 1 else 0
    return Contents(first=first, at=title.start(), last=first + end - 1, until=until, entries=entries)


def _title_again(line: str, title: str) -> int:
    """Return where the title that stood above the contents follows on their last line, or the length of the line."""
    at = _bare(line).find(title) if title else -1
    return _printed_length(line, at) if at > 0 else len(line)


def _entries(line: str) -> list[str]:
    """Return the entries of a line, which may hold all of them: 第一章 总则第二章 任务."""
    starts = [start.start() for start in ENTRY_START.finditer(line)]
    pieces = [line[a:b].strip() for a, b in pairwise([*starts, len(line)])]
    return [entry for piece in pieces if (entry := _bare(PAGE_NUMBER.sub("", piece)))]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed_length(text: str, bare_length: int) -> int:
    """Return how many characters of the text print its first `bare_length` ones that are no spaces."""
    return next(i for i in range(len(text) + 1) if len(_bare(text[:i])) == bare_length)


def part_contents(blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Yield the blocks with the contents as furniture, and each listed heading as a block of its own."""
    contents = find_contents([block.text for block in blocks])
    if contents is None:
        yield from blocks
        return
    yield from blocks[: contents.first]
    for i in range(contents.first, contents.last + 1):
        yield from _part_entries(blocks[i], contents, i)
    for block in blocks[contents.last + 1 :]:
        yield from _part_heading(block, contents.entries)


def _part_entries(block: RawBlock, contents: Contents, i: int) -> Iterator[RawBlock]:
    start = contents.at if i == contents.first else 0
    stop = contents.until if i == contents.last else len(block.text)
    parts = (
        replace(block, text=block.text[:start]),
        replace(block, text=block.text[start:stop], kind=BlockKind.FURNITURE),
        replace(block, text=block.text[stop:]),
    )
    yield from (part for part in parts if part.text.strip())


def _part_heading(block: RawBlock, entries: Sequence[str]) -> Iterator[RawBlock]:
    cut = _heading_end(block.text, entries)
    if cut is None:
        yield block
        return
    for text in (block.text[:cut], block.text[cut:]):
        yield replace(block, text=text, kind=block_kind(text))


def _heading_end(text: str, entries: Sequence[str]) -> int | None:
    """Return where a listed heading ends at the head of a longer text."""
    view = shadow(text[: 2 * LONGEST_HEADING])
    bare = _bare(view)
    listed = max((e for e in entries if len(e) <= LONGEST_HEADING and bare.startswith(e)), key=len, default="")
    rest = bare[len(listed) :]
    return _printed_length(view, len(listed)) if listed and rest and not GOES_ON.match(rest) else None
