from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import BrokenFileError, EncryptedFileError, UnknownEncodingError, UnknownFormatError
from ingest.formats import Format, detect_format


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


def open_document(kind: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr("content.xml", "x")
    return buffer.getvalue()


KNOWN = [
    ("云岭县工作要点".encode(), Format.TEXT),
    ("通知如下:<各单位>".encode(), Format.TEXT),
    (b"<!DOCTYPE html><html><body>x</body></html>", Format.HTML),
    ("<!-- saved -->\n<div>通知</div>".encode(), Format.HTML),
    (("text: `" + "<p>通知</p>" * 6 + "`").encode(), Format.HTML),
    (b"%PDF-1.7\n", Format.PDF),
    (archive("OFD.xml", "Doc_0/Document.xml"), Format.OFD),
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff\xe0", Format.IMAGE),
    (b"BM\x00\x00\x00\x00\x00\x00\x00\x00", Format.IMAGE),
    (b"\r\n{\\rtf1\\ansi", Format.RTF),
    (archive("[Content_Types].xml", "word/document.xml"), Format.DOCX),
    (archive("xl/workbook.xml"), Format.XLSX),
    (open_document("text"), Format.ODT),
    (open_document("spreadsheet"), Format.ODS),
]


@pytest.mark.parametrize(("data", "format_"), KNOWN, ids=[f"{f.name}-{i}" for i, (_, f) in enumerate(KNOWN)])
def test_a_format_is_known_by_its_bytes(data, format_):
    assert detect_format(data) is format_


REFUSED = [
    (archive("xl/workbook.bin"), "xlsb", "另存为 XLSX"),
    (open_document("presentation"), "ODF", "另存为 DOCX"),
    (archive("a.txt"), "压缩包(ZIP)", "解压"),
    (b"Rar!\x1a\x07", "压缩包(RAR)", "解压"),
    (b"MZ\x90\x00", "程序文件", ""),
]


@pytest.mark.parametrize(("data", "name", "advice"), REFUSED, ids=[r[1] for r in REFUSED])
def test_other_formats_are_named_with_what_to_do(data, name, advice):
    with pytest.raises(UnknownFormatError) as refused:
        detect_format(data)
    assert name in str(refused.value)
    assert advice in str(refused.value)


COMPOUND = [("WordDocument", Format.DOC), ("Workbook", Format.XLS), ("BOOK", Format.XLS)]


@pytest.mark.parametrize(("stream", "format_"), COMPOUND, ids=[c[0] for c in COMPOUND])
def test_an_old_office_file_is_known_by_its_streams(compound, stream, format_):
    assert detect_format(compound({stream: b"x", "\x05SummaryInformation": b"x"})) is format_


def test_an_old_presentation_is_named(compound):
    with pytest.raises(UnknownFormatError, match="PowerPoint"):
        detect_format(compound({"PowerPoint Document": b"x"}))


def test_an_office_file_with_a_password_is_encrypted(compound):
    with pytest.raises(EncryptedFileError, match="密码"):
        detect_format(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}))


def test_a_compound_file_without_a_directory_is_broken(compound):
    with pytest.raises(BrokenFileError, match="损坏"):
        detect_format(compound({"WordDocument": b"x"})[:700])


def test_a_cut_off_archive_is_broken():
    with pytest.raises(BrokenFileError, match="损坏"):
        detect_format(archive("word/document.xml")[:40])


def test_binary_noise_is_neither_text_nor_format():
    with pytest.raises((UnknownFormatError, UnknownEncodingError)):
        detect_format(bytes(range(256)) * 16)
