"""Word 97–2003 files: the lists whose item numbers Word counts ([MS-DOC] 2.9.131, 2.9.147, 2.9.150)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ingest.readers.doc_pieces import WordText
from ingest.readers.numbering import Level, Numbering

LISTS, LIST_USES = 73, 74  # pairs of the information block
LIST, LEVEL, USE = 28, 28, 16  # bytes
FORMS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    18: "decimalEnclosedCircle",
    23: "bullet",
    255: "none",
    **dict.fromkeys((10, 11, 17, 33, 35, 37, 39), "chineseCounting"),
}


def read_lists(word: WordText) -> Numbering:
    """Return the lists by the number under which paragraphs name them."""
    ids = _list_ids(word.structure(LISTS))
    levels = dict(zip(ids, _iter_levels(word, list(ids.values())), strict=False))
    uses = word.structure(LIST_USES)
    count = min(int.from_bytes(uses[:4], "little"), len(uses) // USE)
    names = {str(i + 1): struct.unpack_from("<i", uses, 4 + USE * i)[0] for i in range(count)}
    return Numbering(
        levels={number: levels.get(name, {}) for number, name in names.items()},
        lists={number: str(name) for number, name in names.items()},
    )


def _list_ids(lists: bytes) -> dict[int, int]:
    """Return how many levels each list defines."""
    count = min(int.from_bytes(lists[:2], "little"), len(lists) // LIST)
    entries = [lists[2 + LIST * i : 2 + LIST * (i + 1)] for i in range(count)]
    return {struct.unpack_from("<i", entry)[0]: 1 if entry[26] & 1 else 9 for entry in entries if len(entry) == LIST}


def _iter_levels(word: WordText, counts: list[int]) -> Iterator[dict[int, Level]]:
    """The levels of all lists stand behind the structure of the lists."""
    if not counts:
        return
    offset, size = struct.unpack_from("<II", word.stream, 0x9A + 8 * LISTS)
    at = offset + size
    for count in counts:
        levels: dict[int, Level] = {}
        for depth in range(count):
            level, at = _read_level(word.table, at)
            levels[depth] = level
        yield levels


def _read_level(table: bytes, at: int) -> tuple[Level, int]:
    start, form = struct.unpack_from("<iB", table, at)
    characters, paragraphs = table[at + 24], table[at + 25]
    at += LEVEL + characters + paragraphs
    length = struct.unpack_from("<H", table, at)[0]
    template = struct.unpack_from(f"<{length}H", table, at + 2)
    text = "".join(f"%{unit + 1}" if unit < 9 else chr(unit) for unit in template)
    return Level(FORMS.get(form, "decimal"), text, start), at + 2 + 2 * length
