"""Word 97 files, written byte by byte ([MS-DOC]): text in pieces, properties on pages, lists, boxes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

TEXT = 0x800  # where the text begins in the stream
PAGE = 512
PAIRS = {"styles": 1, "deleted": 12, "paragraphs": 13, "clx": 33, "anchors": 40, "boxes": 56, "lists": 73, "uses": 74}


@dataclass(frozen=True, kw_only=True)
class WordFile:
    """What goes into a file: `paragraphs` are (text with its mark, properties); parts are texts with marks."""

    paragraphs: Sequence[tuple[str, bytes]]
    footnotes: str = ""
    headers: str = ""
    boxes: str = ""
    anchor: int | None = None  # the position in the text on which the box hangs
    deleted: Sequence[tuple[int, int]] = ()
    structures: dict[str, bytes] = field(default_factory=dict)
    after_lists: bytes = b""
    flags: int = 0x0200
    split: int | None = None  # the text is kept in two pieces, the second before the first
    codec: str = "utf-16-le"

    @property
    def width(self) -> int:
        return 2 if self.codec == "utf-16-le" else 1


def word_streams(word: WordFile) -> dict[str, bytes]:
    """Return the streams of the file."""
    main = "".join(text for text, _ in word.paragraphs)
    parts = (main, word.footnotes, word.headers, "", "", "", word.boxes, "")
    encoded = "".join(parts).encode(word.codec)
    cut = 2 * (word.split or 0)
    body = (encoded[cut:] + encoded[:cut]).ljust(-(-len(encoded) // PAGE) * PAGE, b"\0")
    first, end = (TEXT + len(body)) // PAGE, TEXT + len(encoded)
    tables = {
        "clx": _clx(word, encoded, cut),
        "paragraphs": struct.pack("<3I", TEXT, end, first),
        "deleted": struct.pack("<3I", TEXT, end, first + 1) if word.deleted else b"",
        **_box_tables(word),
        **word.structures,
    }
    stream = body + (b"\0" * PAGE if cut else _paragraph_page(word)) + _deleted_page(word)
    return _with_header(word, stream, tables, [len(part.encode(word.codec)) // word.width for part in parts])


def _with_header(word: WordFile, stream: bytes, tables: dict[str, bytes], counts: list[int]) -> dict[str, bytes]:
    header = bytearray(TEXT)
    struct.pack_into("<2H2xH2xH", header, 0, 0xA5EC, 193, 0x0804, word.flags)
    struct.pack_into("<8i", header, 0x4C, *counts)
    table = b""
    for name, data in tables.items():
        struct.pack_into("<2I", header, 0x9A + 8 * PAIRS[name], len(table), len(data))
        table += data + (word.after_lists if name == "lists" else b"")
    return {"WordDocument": bytes(header) + stream, "1Table": table, "Data": b""}


def _clx(word: WordFile, encoded: bytes, cut: int) -> bytes:
    length = len(encoded) // word.width
    if word.width == 1:
        borders, pieces = [0, length], [TEXT * 2 | 0x40000000]
    elif cut:
        borders, pieces = [0, cut // 2, length], [TEXT + len(encoded) - cut, TEXT]
    else:
        borders, pieces = [0, length], [TEXT]
    plc = struct.pack(f"<{len(borders)}I", *borders) + b"".join(struct.pack("<HIH", 0, fc, 0) for fc in pieces)
    return b"\x02" + struct.pack("<I", len(plc)) + plc


def _paragraph_page(word: WordFile) -> bytes:
    """One page for all paragraphs; equal properties stand there once."""
    borders, page, at = [TEXT], bytearray(PAGE), PAGE - 2
    places: dict[bytes, int] = {}
    for text, grpprl in word.paragraphs:
        borders.append(borders[-1] + len(text.encode(word.codec)))
        if grpprl not in places:
            papx = struct.pack("<H", 0) + grpprl + b"\0" * (len(grpprl) % 2)
            at -= 2 + len(papx)
            page[at : at + 2 + len(papx)] = bytes([0, len(papx) // 2]) + papx
            places[grpprl] = at // 2
    struct.pack_into(f"<{len(borders)}I", page, 0, *borders)
    for i, (_, grpprl) in enumerate(word.paragraphs):
        page[4 * len(borders) + 13 * i] = places[grpprl]
    page[-1] = len(word.paragraphs)
    assert 4 * len(borders) + 13 * len(word.paragraphs) < at, "too many paragraphs for one page"
    return bytes(page)


def _deleted_page(word: WordFile) -> bytes:
    page = bytearray(PAGE)
    if word.deleted:
        ((start, end),) = word.deleted
        struct.pack_into("<2I", page, 0, TEXT + 2 * start, TEXT + 2 * end)
        page[8] = 250
        page[500:504] = b"\x03\x00\x08\x01"
        page[-1] = 1
    return bytes(page)


def _box_tables(word: WordFile) -> dict[str, bytes]:
    if word.anchor is None:
        return {}
    length = len(word.boxes)
    return {
        "anchors": struct.pack("<2I", word.anchor, 9999) + struct.pack("<I22x", 1025),
        "boxes": struct.pack("<2I", 0, length) + struct.pack("<14xI4x", 1025),
    }


@pytest.fixture
def write_doc(compound) -> Callable[..., bytes]:
    """A writer of Word files: takes the fields of WordFile."""
    return lambda **fields: compound(word_streams(WordFile(**fields)))
