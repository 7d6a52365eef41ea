"""Excel workbooks before 2007, written record by record ([MS-XLS])."""

from __future__ import annotations

import struct

import pytest

from ingest.errors import BrokenFileError, EncryptedFileError
from ingest.pipeline import read_document

FORMAT_TEXT = 'yyyy"年"m"月"'


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def string(text: str, length: str) -> bytes:
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<3H", row, column, 0) + string(text, "H"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, style, value))


def xls(compound, *sheets: tuple[str, int, bytes], before: bytes = b"") -> bytes:
    """A workbook; a sheet is (name, hidden, records). Styles: 0 general, 1 percent, 2 year and month."""
    fonts = record(0x31, struct.pack("<5H3xx", 200, 0, 0x7FFF, 400, 0) + string("SimSun", "B")) * 5
    formats = record(0x041E, struct.pack("<H", 164) + string(FORMAT_TEXT, "H"))
    styles = b"".join(record(0xE0, struct.pack("<3H14x", 0, code, 0)) for code in (0, 9, 164))
    head = record(0x0809, struct.pack("<4H2I", 0x600, 5, 0, 1997, 0, 6)) + before + record(0x42, b"\xb0\x04")
    head += fonts + formats + styles
    bound = sum(4 + 6 + 2 + 2 * len(name) for name, _, _ in sheets)
    at = len(head) + bound + 4
    listed = body = b""
    for name, hidden, records in sheets:
        listed += record(0x85, struct.pack("<IBB", at + len(body), hidden, 0) + string(name, "B"))
        body += record(0x0809, struct.pack("<4H2I", 0x600, 0x10, 0, 1997, 0, 6)) + records + record(0x0A)
    return compound({"Workbook": head + listed + record(0x0A) + body})


def lines(data: bytes):
    doc = read_document(data, "x.xls")
    return [
        " | ".join(cell.of(doc.text) for cell in block.cells) if block.cells else block.span.of(doc.text)
        for block in doc.blocks
    ]


def test_a_task_table_with_merged_cells_numbers_and_dates(compound):
    rows = [("任务", "责任单位", "完成率", "时限"), ("修渠", "县水利局"), ("修路",)]
    cells = b"".join(label(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    cells += number(1, 2, 0.35, 1) + number(2, 2, 3.0) + number(1, 3, 45458.0, 2) + number(2, 3, 45489.0, 2)
    merged = record(0xE5, struct.pack("<5H", 1, 1, 2, 1, 1))
    assert lines(xls(compound, ("Sheet1", 0, cells + merged))) == [
        *("任务 | 责任单位 | 完成率 | 时限", "修渠 | 县水利局 | 35% | 2024年6月", "修路 | 县水利局 | 3 | 2024年7月"),
    ]


def test_cells_know_their_sheet_and_a_hidden_sheet_is_named(compound):
    doc = read_document(xls(compound, ("甲组", 0, label(0, 0, "正文")), ("底稿", 1, label(0, 0, "测算"))), "x")
    assert (doc.text, doc.blocks[0].place.sheet, doc.blocks[0].place.cell) == ("正文", "甲组", "A1")
    assert "底稿" in doc.warnings[0]


def test_a_password_is_named(compound):
    with pytest.raises(EncryptedFileError, match="密码"):
        lines(xls(compound, ("Sheet1", 0, label(0, 0, "x")), before=record(0x2F, b"\1\0\1\0\1\0" + b"\0" * 48)))


def test_noise_in_the_stream_is_broken(compound):
    with pytest.raises(BrokenFileError, match="损坏"):
        lines(compound({"Workbook": b"\xff" * 5000}))
