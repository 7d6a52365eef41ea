"""Old Office files, written byte by byte: small, and nobody else's."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

import pytest

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST = 4096  # shorter streams would go to the mini stream


def write_compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams in its root: directory, streams, allocation table."""
    ordered = sorted(streams.items(), key=lambda item: (len(item[0]), item[0].upper()))
    directory_sectors = -(-(1 + len(ordered)) // 4)
    chains: list[int] = [*range(1, directory_sectors), END]
    entries = [_entry("Root Entry", 5, END, 0, child=1 if ordered else FREE)]
    body = b""
    for i, (name, data) in enumerate(ordered, start=1):
        padded = data.ljust(SMALLEST, b"\0")
        count = -(-len(padded) // SECTOR)
        first = len(chains)
        chains += [*range(first + 1, first + count), END]
        body += padded.ljust(count * SECTOR, b"\0")
        entries.append(_entry(name, 2, first, len(padded), right=i + 1 if i < len(ordered) else FREE))
    tables = -(-(len(chains) + 1) // 127)
    fat_first = len(chains)
    chains += [FAT_SECTOR] * tables
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * SECTOR, b"\xff")
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    return _header(fat_first, tables) + directory + body + fat


def _header(fat_first: int, tables: int) -> bytes:
    lists = [*range(fat_first, fat_first + tables), *[FREE] * (109 - tables)]
    return struct.pack(
        "<8s16s5H6x9I109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, 0, 0, SMALLEST, END, 0, END, 0),
        *lists,
    )


def _entry(name: str, kind: int, first: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sH2B3I16sI8s8sIQ",
        *(encoded, len(encoded) + 2, kind, 1, FREE, right, child, b"", 0, b"", b"", first, size),
    )


@pytest.fixture
def compound() -> Callable[[Mapping[str, bytes]], bytes]:
    """A writer of compound files."""
    return write_compound
