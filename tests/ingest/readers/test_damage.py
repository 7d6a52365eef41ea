"""Whatever is done to a file, it ends with a Document or with its error."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import docx
import openpyxl
import pytest

from ingest.errors import IngestError
from ingest.pipeline import read_document

WORDS = "云岭县抓好春耕生产,6月底前完成水库排查32座。"
FLIPS = 60


def word_package() -> bytes:
    word = docx.Document()
    word.add_paragraph(WORDS, style="List Number")
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "任务"
    word.save(buffer := io.BytesIO())
    return buffer.getvalue()


def excel_package() -> bytes:
    book = openpyxl.Workbook()
    for row in (["任务", "完成率"], [WORDS, 0.35], [None, 45458]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active["B3"].number_format = "yyyy/m/d"
    book.save(buffer := io.BytesIO())
    return buffer.getvalue()


def rtf_file() -> bytes:
    words = "".join(f"\\'{byte:02x}" for byte in WORDS.encode("gbk"))
    table = rf"\trowd\cellx900\cellx1800\pard\intbl {words}\cell x\cell\row\pard"
    return rf"{{\rtf1\ansicpg936{{\fonttbl{{\f0\fcharset134 S;}}}}{{\header {words}\par}}{words}\par{table}}}".encode()


@pytest.fixture(params=["docx", "xlsx", "rtf", "doc"])
def sample(request, write_doc) -> bytes:
    if request.param == "doc":
        return write_doc(
            paragraphs=[(WORDS + "\r", b"\x16\x24\x00"), ("完\r", b"")], headers="页眉\r", boxes="框\r\r", anchor=3
        )
    return {"docx": word_package, "xlsx": excel_package, "rtf": rtf_file}[request.param]()


def read_or_refuse(data: bytes) -> None:
    with suppress(IngestError):
        read_document(data, "x")


def flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 255, rng.randrange(256)))
    return bytes(changed)


def test_a_whole_sample_is_read(sample):
    assert "春耕" in read_document(sample, "x").text


def test_a_sample_cut_anywhere_ends_with_a_result_or_its_error(sample):
    for tenth in range(10):
        read_or_refuse(sample[: len(sample) * tenth // 10])


def test_a_sample_with_changed_bytes_ends_with_a_result_or_its_error(sample):
    rng = random.Random(7)
    for _ in range(FLIPS):
        read_or_refuse(flipped(sample, rng))


@pytest.mark.parametrize("package", [word_package, excel_package], ids=["docx", "xlsx"])
def test_changed_bytes_within_the_parts_of_a_package(package):
    rng = random.Random(11)
    with zipfile.ZipFile(io.BytesIO(package())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for _ in range(FLIPS):
        with zipfile.ZipFile(buffer := io.BytesIO(), "w") as made:
            for name, data in parts.items():
                made.writestr(name, _changed_text(data, rng) if rng.random() < 0.5 else data)
        read_or_refuse(buffer.getvalue())


def _changed_text(data: bytes, rng: random.Random) -> bytes:
    """Change figures and letters only, so that the XML often stays whole."""
    changed = bytearray(data)
    places = [i for i, byte in enumerate(changed) if chr(byte).isdecimal()]
    for place in rng.sample(places, min(len(places), 5)):
        changed[place] = rng.choice(b"0123456789x-")
    return bytes(changed)
