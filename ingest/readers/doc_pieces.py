"""Word 97–2003 files, the lower half: the file information block, and the text from its pieces ([MS-DOC] 2.4.1, 2.5).

A position (cp) counts UTF-16 units of the text; an offset (fc) counts bytes of the stream WordDocument.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass

from ingest.encoding import decode
from ingest.errors import BrokenFileError, EncryptedFileError

WORD_97 = 193  # the first version that keeps its text in pieces of UTF-16 or cp1252
ENCRYPTED, SECOND_TABLE, COMPLEX = 0x0100, 0x0200, 0x0004
CHINESE = 0x0804
COUNTS = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
GBK_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
HAN_PAIR = re.compile(rb"[\xb0-\xf7][\xa1-\xfe]")
HIGH = re.compile(rb"[\x80-\xff]")
NO_PIECES = (
    "Word 文件的文字目录(piece table)已损坏,可能没有下载完整。请用 WPS 或 Word 打开修复后另存,或重新获取原文件。"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: positions [start, end) stand from byte `offset` on, `width` bytes each."""

    start: int
    end: int
    offset: int
    width: int
    grpprl: bytes


@dataclass(frozen=True, slots=True)
class WordText:
    """The streams of a file and its text, one character for each position; `parts` are the borders of the subtexts."""

    stream: bytes
    table: bytes
    data: bytes
    text: str
    pieces: tuple[Piece, ...]
    parts: dict[str, tuple[int, int]]

    def offset(self, position: int) -> int:
        """Return the byte at which the character of a position stands."""
        piece = self.piece(position)
        return piece.offset + (position - piece.start) * piece.width

    def piece(self, position: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1]

    def structure(self, index: int) -> bytes:
        """Return the structure of the table stream that the `index`-th pair of the information block points to."""
        if not self.table:
            return b""
        offset, size = struct.unpack_from("<II", self.stream, 0x9A + 8 * index)
        return self.table[offset : offset + size]


def read_word_text(stream: bytes, tables: dict[str, bytes], data: bytes) -> WordText:
    """Return the text of a file by its streams; `tables` are 0Table and 1Table, as far as there are."""
    version, flags = struct.unpack_from("<H", stream, 2)[0], struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & ENCRYPTED:
        raise EncryptedFileError("这是设有打开密码的 Word 文件。请用 WPS 或 Word 打开,去掉密码另存后再导入。")
    if version < WORD_97:
        return _read_word_6(stream, flags)
    table = tables.get("1Table" if flags & SECOND_TABLE else "0Table", b"")
    offset, size = struct.unpack_from("<II", stream, 0x1A2)
    pieces = _read_pieces(table[offset : offset + size])
    chinese = struct.unpack_from("<H", stream, 6)[0] == CHINESE
    text = "".join(_piece_text(stream, piece, chinese=chinese) for piece in pieces)
    return WordText(stream, table, data, text, pieces, _parts(struct.unpack_from("<8i", stream, 0x4C), len(text)))


def _parts(counts: tuple[int, ...], length: int) -> dict[str, tuple[int, int]]:
    parts: dict[str, tuple[int, int]] = {}
    at = 0
    for name, count in zip(COUNTS, counts, strict=True):
        if count < 0 or at + count > length:
            raise BrokenFileError(NO_PIECES)
        parts[name] = (at, at + count)
        at += count
    return parts


def _read_word_6(stream: bytes, flags: int) -> WordText:
    """Word 6 and 95: the text in one run of bytes, in the encoding of the system that wrote it."""
    start, end = struct.unpack_from("<II", stream, 0x18)
    if flags & COMPLEX or not 0 < start < end <= len(stream):
        raise BrokenFileError(
            "这是 Word 95 或更早版本的文件,无法完整读取。请用 WPS 或 Word 打开,另存为 DOCX 后再导入。"
        )
    main = struct.unpack_from("<I", stream, 0x34)[0]
    text = decode(stream[start : start + main] if 0 < main <= end - start else stream[start:end])
    parts = dict.fromkeys(COUNTS, (0, 0)) | {"main": (0, len(text))}
    return WordText(stream, b"", b"", text, (Piece(0, len(text), start, 1, b""),), parts)


def _read_pieces(clx: bytes) -> tuple[Piece, ...]:
    """Read the Clx: property modifiers (Prc) that pieces refer to, then the table of pieces (Pcdt)."""
    modifiers: list[bytes] = []
    at = 0
    while clx[at : at + 1] == b"\x01":
        size = struct.unpack_from("<H", clx, at + 1)[0]
        modifiers.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at : at + 1] != b"\x02":
        raise BrokenFileError(NO_PIECES)
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    if count < 1:
        raise BrokenFileError(NO_PIECES)
    borders = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    entries = struct.iter_unpack("<HIH", clx[at + 5 + 4 * (count + 1) : at + 5 + 4 * (count + 1) + 8 * count])
    pieces = tuple(
        _piece(start, end, fc, _modifier(modifiers, prm))
        for start, end, (_, fc, prm) in zip(borders, borders[1:], entries, strict=False)
    )
    if len(pieces) != count or any(piece.end < piece.start for piece in pieces) or pieces[0].start:
        raise BrokenFileError(NO_PIECES)
    return pieces


def _piece(start: int, end: int, fc: int, grpprl: bytes) -> Piece:
    narrow = bool(fc & 0x40000000)
    offset = fc & 0x3FFFFFFF
    return Piece(start, end, offset // 2 if narrow else offset, 1 if narrow else 2, grpprl)


def _modifier(modifiers: list[bytes], prm: int) -> bytes:
    """A fast save changes whole pieces: by a modifier, or by one of a few short properties (here: of tables)."""
    if prm & 1:
        return modifiers[prm >> 1] if prm >> 1 < len(modifiers) else b""
    opcode = {0x18: 0x2416, 0x19: 0x2417}.get((prm >> 1) & 0x7F)
    return struct.pack("<HB", opcode, prm >> 8) if opcode else b""


def _piece_text(stream: bytes, piece: Piece, *, chinese: bool) -> str:
    raw = stream[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
    if len(raw) != (piece.end - piece.start) * piece.width:
        raise BrokenFileError(NO_PIECES)
    if piece.width == 2:
        return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))
    if chinese and _is_gbk(raw):
        return GBK_PAIR.sub(lambda pair: pair[0] + b"\0", raw).decode("gbk", "replace")
    return raw.decode("cp1252", "replace")


def _is_gbk(raw: bytes) -> bool:
    """Whether all bytes beyond ASCII are pairs of GB 2312, some of them different Han characters."""
    return not HIGH.search(GBK_PAIR.sub(b"", raw)) and len(set(HAN_PAIR.findall(raw))) > 1
