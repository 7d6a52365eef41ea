"""Word 97–2003 files, the middle: the properties of paragraphs, styles and table rows ([MS-DOC] 2.6, 2.9)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.readers.doc_pieces import WordText

STYLES, CHARACTER_PAGES, PARAGRAPH_PAGES = 1, 12, 13  # pairs of the information block
PAGE, CELL = 512, 20  # bytes
OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes, by the three highest bits of the opcode
ROW, MERGE_DOWN, MERGE_ACROSS, TABS, DELETED = 0xD608, 0xD62B, 0x5624, 0xC615, 0x0800
HUGE, HUGE_OLD = 0x6646, 0x6645
DEEPEST_STYLE = 20
BODY_TEXT = 9  # the outline level of all that is no heading
PARAGRAPH_STYLE = 1
HEADING_STYLES = {*range(1, 10), 62}  # headings 1–9 and the title, by their built-in numbers


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row's definition; edges in twips."""

    left: int
    right: int
    above: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Properties:
    """What a paragraph is: in a table, the mark that ends a row, an item of a list, a heading."""

    in_table: bool = False
    row_end: bool = False
    inner_row: bool = False
    list_id: int = 0
    level: int = 0
    outline: bool = False
    row: tuple[RowCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """Bytes of the stream and the properties that hold for them: from `starts[i]` up to `ends[i]`."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    grpprls: tuple[bytes, ...]

    def at(self, offset: int) -> bytes:
        i = bisect_right(self.starts, offset) - 1
        return self.grpprls[i] if i >= 0 and offset < self.ends[i] else b""


@dataclass(frozen=True, slots=True)
class Formatting:
    """The properties of all paragraphs of a file; which characters are deleted by a tracked change."""

    word: WordText
    styles: dict[int, Properties]
    paragraphs: Runs
    deleted: Runs

    def paragraph(self, mark: int) -> Properties:
        """Return the properties of the paragraph whose mark stands at this position."""
        papx = self.paragraphs.at(self.word.offset(mark))
        style = self.styles.get(struct.unpack_from("<H", papx)[0], Properties()) if len(papx) >= 2 else Properties()
        return apply(apply(style, papx[2:], self.word.data), self.word.piece(mark).grpprl, self.word.data)

    def is_deleted(self, position: int) -> bool:
        return bool(self.deleted.starts) and bool(self.deleted.at(self.word.offset(position)))


def read_formatting(word: WordText) -> Formatting:
    """Read the styles and the pages of properties of a file."""
    deleted = (run for run in _iter_runs(word, CHARACTER_PAGES) if _deletes(run[2]))
    return Formatting(word, _read_styles(word), _sorted(_iter_runs(word, PARAGRAPH_PAGES)), _sorted(deleted))


def _deletes(grpprl: bytes) -> bool:
    return any(opcode == DELETED and operand == b"\x01" for opcode, operand in iter_sprms(grpprl))


def _sorted(runs: Iterable[tuple[int, int, bytes]]) -> Runs:
    ordered = sorted(runs)
    return Runs(tuple(r[0] for r in ordered), tuple(r[1] for r in ordered), tuple(r[2] for r in ordered))


def _iter_runs(word: WordText, index: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield (first byte, end, properties) from the pages that a table of pages lists."""
    listed = word.structure(index)
    count = max((len(listed) - 4) // 8, 0)
    for (number,) in struct.iter_unpack("<I", listed[4 * (count + 1) :][: 4 * count]):
        page = word.stream[(number & 0x3FFFFF) * PAGE :][:PAGE]
        if len(page) == PAGE:
            yield from _page_runs(page, 13 if index == PARAGRAPH_PAGES else 1)


def _page_runs(page: bytes, entry: int) -> Iterator[tuple[int, int, bytes]]:
    count = page[-1]
    entries = 4 * (count + 1)
    if entries + entry * count >= PAGE:
        return
    borders = struct.unpack_from(f"<{count + 1}I", page)
    for i in range(count):
        at = 2 * page[entries + entry * i]
        size = page[at]
        if entry == 1:
            grpprl = page[at + 1 : at + 1 + size]
        else:
            grpprl = page[at + 1 : at + 2 * size] if size else page[at + 2 : at + 2 + 2 * page[at + 1]]
        yield borders[i], borders[i + 1], grpprl if at else b""


def iter_sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (opcode, operand) of a list of properties, as far as it is whole."""
    at = 0
    while at + 2 < len(grpprl):
        opcode = int.from_bytes(grpprl[at : at + 2], "little")
        at += 2
        if opcode >> 13 == 6:
            start, size = _variable(opcode, grpprl, at)
        else:
            start, size = at, OPERAND[opcode >> 13]
        yield opcode, grpprl[start : start + size]
        at = start + size


def _variable(opcode: int, grpprl: bytes, at: int) -> tuple[int, int]:
    """Return where the operand of variable length begins, and its length."""
    if opcode == ROW:
        return at + 2, max(int.from_bytes(grpprl[at : at + 2], "little") - 1, 0)
    size = grpprl[at]
    if opcode == TABS and size == 255:
        deleted = grpprl[at + 1] if at + 1 < len(grpprl) else 0
        added = grpprl[at + 2 + 4 * deleted] if at + 2 + 4 * deleted < len(grpprl) else 0
        return at + 1, 2 + 4 * deleted + 3 * added
    return at + 1, size


CHANGES: dict[int, Callable[[Properties, int], Properties]] = {
    0x2416: lambda properties, value: replace(properties, in_table=bool(value)),
    0x2417: lambda properties, value: replace(properties, row_end=bool(value)),
    0x244C: lambda properties, value: replace(properties, inner_row=bool(value)),
    0x260A: lambda properties, value: replace(properties, level=value),
    0x460B: lambda properties, value: replace(properties, list_id=value),
    0x2640: lambda properties, value: replace(properties, outline=value < BODY_TEXT),
}


def apply(properties: Properties, grpprl: bytes, data: bytes) -> Properties:
    """Return the properties after a list of changes; long lists stand in the stream Data."""
    for opcode, operand in iter_sprms(grpprl):
        value = int.from_bytes(operand, "little")
        if opcode in (HUGE, HUGE_OLD):
            size = int.from_bytes(data[value : value + 2], "little")
            properties = apply(properties, data[value + 2 : value + 2 + size], b"")
        elif opcode in CHANGES:
            properties = CHANGES[opcode](properties, value)
        elif opcode in (ROW, MERGE_DOWN, MERGE_ACROSS):
            properties = replace(properties, row=_change_row(properties.row, opcode, operand))
    return properties


def _change_row(row: tuple[RowCell, ...], opcode: int, operand: bytes) -> tuple[RowCell, ...]:
    if opcode == ROW:
        return tuple(_row_cells(operand))
    first, second = operand[0], operand[-1]
    if opcode == MERGE_DOWN:
        return tuple(replace(cell, above=second == 1) if i == first else cell for i, cell in enumerate(row))
    return tuple(replace(cell, beside=True) if first < i < second else cell for i, cell in enumerate(row))


def _row_cells(operand: bytes) -> Iterator[RowCell]:
    """Read the edges and cells of a row. Writers differ in which bit begins a set of cells merged across."""
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    begun = 0
    for i in range(count):
        flags = int.from_bytes(operand[1 + 2 * (count + 1) + CELL * i :][:2], "little")
        across = flags & 3
        beside = bool(across and begun and across != begun)
        begun = across if not beside else begun
        yield RowCell(edges[i], edges[i + 1], above=flags >> 5 & 3 == 1, beside=beside)


def _read_styles(word: WordText) -> dict[int, Properties]:
    """Return the properties of each paragraph style, those of the styles that it is based on included."""
    sheet = word.structure(STYLES)
    if len(sheet) < 6:
        return {}
    size, count, base = struct.unpack_from("<3H", sheet)
    at = 2 + size
    own: dict[int, tuple[int, bool, bytes]] = {}
    for number in range(count):
        length = int.from_bytes(sheet[at : at + 2], "little")
        if length > base:
            own[number] = _read_style(sheet[at + 2 : at + 2 + length], base)
        at += 2 + length + length % 2
    return {number: _resolve(own, number, word.data) for number in own}


def _read_style(style: bytes, base: int) -> tuple[int, bool, bytes]:
    """Return the number of the style that this one is based on, whether it is a heading, and its own changes."""
    known, kind, _ = struct.unpack_from("<3H", style)
    name = int.from_bytes(style[base : base + 2], "little")
    at = base + 2 + 2 * name + 2
    at += at % 2
    size = int.from_bytes(style[at : at + 2], "little")
    grpprl = style[at + 4 : at + 2 + size] if kind & 0xF == PARAGRAPH_STYLE else b""
    return kind >> 4, known & 0xFFF in HEADING_STYLES, grpprl


def _resolve(own: dict[int, tuple[int, bool, bytes]], number: int, data: bytes) -> Properties:
    chain = [number]
    while (base := own[chain[-1]][0]) in own and base not in chain and len(chain) < DEEPEST_STYLE:
        chain.append(base)
    properties = Properties()
    for link in reversed(chain):
        properties = apply(properties, own[link][2], data)
    return replace(properties, outline=properties.outline or own[number][1])
