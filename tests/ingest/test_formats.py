from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import BrokenFileError, EncryptedFileError, UnknownEncodingError, UnknownFormatError
from ingest.formats import OLE, Format, detect_format


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    return OLE + b"\0" * 64 + stream.encode("utf-16-le")


KNOWN = [
    ("云岭县工作要点".encode(), Format.TEXT),
    ("通知如下:<各单位>".encode(), Format.TEXT),
    (b"<!DOCTYPE html><html><body>x</body></html>", Format.HTML),
    ("<!-- saved -->\n<div>通知</div>".encode(), Format.HTML),
    (("text: `" + "<p>通知</p>" * 6 + "`").encode(), Format.HTML),
    (b"%PDF-1.7\n", Format.PDF),
    (archive("[Content_Types].xml", "word/document.xml"), Format.DOCX),
]


@pytest.mark.parametrize(("data", "format_"), KNOWN, ids=[f"{f.name}-{i}" for i, (_, f) in enumerate(KNOWN)])
def test_a_format_is_known_by_its_bytes(data, format_):
    assert detect_format(data) is format_


REFUSED = [
    (compound("WordDocument"), "旧版 Word(.doc)", "另存为 DOCX"),
    (compound("Workbook"), "旧版 Excel(.xls)", ""),
    (b"{\\rtf1\\ansi", "RTF", "另存为 DOCX"),
    (archive("OFD.xml", "Doc_0/Document.xml"), "OFD", "PDF"),
    (archive("xl/workbook.xml"), "Excel(.xlsx)", ""),
    (archive("mimetype", "content.xml"), "ODF", "另存为 DOCX"),
    (archive("a.txt"), "压缩包(ZIP)", "解压"),
    (b"\x89PNG\r\n\x1a\n", "图片(PNG)", "OCR"),
    (b"\xff\xd8\xff\xe0", "图片(JPEG)", "OCR"),
    (b"BM\x00\x00\x00\x00\x00\x00\x00\x00", "图片(BMP)", "OCR"),
    (b"Rar!\x1a\x07", "压缩包(RAR)", "解压"),
    (b"MZ\x90\x00", "程序文件", ""),
]


@pytest.mark.parametrize(("data", "name", "advice"), REFUSED, ids=[r[1] for r in REFUSED])
def test_other_formats_are_named_with_what_to_do(data, name, advice):
    with pytest.raises(UnknownFormatError) as refused:
        detect_format(data)
    assert name in str(refused.value)
    assert advice in str(refused.value)


def test_an_office_file_with_a_password_is_encrypted():
    with pytest.raises(EncryptedFileError, match="密码"):
        detect_format(compound("EncryptedPackage"))


def test_a_cut_off_archive_is_broken():
    with pytest.raises(BrokenFileError, match="损坏"):
        detect_format(archive("word/document.xml")[:40])


def test_binary_noise_is_neither_text_nor_format():
    with pytest.raises((UnknownFormatError, UnknownEncodingError)):
        detect_format(bytes(range(256)) * 16)
