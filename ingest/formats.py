"""Tell what a file is by its bytes; its name and extension are not asked.

Names formats that Duban cannot read as well, so that the message can say what to do about them.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from ingest.archives import BROKEN_ZIP
from ingest.encoding import decode, is_binary
from ingest.errors import BrokenFileError, EncryptedFileError, UnknownEncodingError, UnknownFormatError


class Format(StrEnum):
    TEXT = "纯文本"
    HTML = "HTML"
    DOCX = "DOCX"
    PDF = "PDF"
    OFD = "OFD"
    IMAGE = "图片(PNG、JPEG、TIFF、BMP、GIF)"
    DOC = "DOC"
    RTF = "RTF"
    ODT = "ODT"
    ODS = "ODS"
    XLSX = "XLSX"
    XLS = "XLS"


SAVE_AS_DOCX = "请用 WPS 或 Word 打开,另存为 DOCX 后再导入。"
UNPACK = "请先解压,再导入其中的文件。"
RESAVE = "请确认文件未损坏,并用生成它的软件另存为 DOCX、PDF 或文本后再导入。"
PASTE_TEXT = "请导出或复制其中的文字,存为 DOCX 或文本后再导入。"

IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "压缩包(7z)", UNPACK),
    (b"Rar!", "压缩包(RAR)", UNPACK),
    (b"\x1f\x8b", "压缩包(GZIP)", UNPACK),
    (b"MIME-Version:", "网页归档(MHT)", "请用浏览器打开,另存为 HTML 后再导入。"),
    (b"MZ", "程序文件(EXE)", PASTE_TEXT),
    (b"\x7fELF", "程序文件", PASTE_TEXT),
)
ZIP_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "Excel 二进制(.xlsb)", "请用 WPS 或 Excel 打开,另存为 XLSX 后再导入。"),
    ("ppt/", "PowerPoint(.pptx)", PASTE_TEXT),
    ("content.xml", "ODF(演示、绘图)", SAVE_AS_DOCX),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: dict[str, Format] = {
    "worddocument": Format.DOC,
    "workbook": Format.XLS,
    "book": Format.XLS,
}
ZIP_FORMATS: dict[str, Format] = {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX}
ODF_TYPES: tuple[tuple[bytes, Format], ...] = (  # stand at the beginning of the file, unpacked
    (b"opendocument.text", Format.ODT),
    (b"opendocument.spreadsheet", Format.ODS),
)
HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|td)\b", re.I | re.S)
HTML_CLOSE = re.compile(rb"</(?:p|div|td|tr|table|span|html)>", re.I)
HEAD = 1024
UTF16_LOOK = 4096


def detect_format(data: bytes) -> Format:
    """Return the format of a file that can be read; raise for every other, saying what it is."""
    if b"%PDF-" in data[:HEAD]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _detect_zip(data)
    if data.startswith(OLE):
        return _detect_ole(data)
    if data.lstrip()[:5] == b"{\\rtf":
        return Format.RTF
    if data.startswith(IMAGES) or (data.startswith(b"BM") and data[6:10] == b"\x00" * 4):
        return Format.IMAGE
    for magic, name, advice in SIGNATURES:
        if data.startswith(magic):
            _refuse(name, advice)
    if data.startswith(b"<?xml") and b"Word.Document" in data[:HEAD]:
        _refuse("Word 2003 XML", SAVE_AS_DOCX)
    return _detect_text(data)


def _detect_text(data: bytes) -> Format:
    try:
        text = decode(data)
    except UnknownEncodingError:
        if is_binary(data.decode("latin-1")):
            _refuse("二进制数据", RESAVE)
        raise
    sample = text.encode("utf-8")
    if HTML_START.match(sample) or len(HTML_CLOSE.findall(sample)) >= 5:
        return Format.HTML
    return _refuse("二进制数据", RESAVE) if is_binary(text) else Format.TEXT


def _detect_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except BROKEN_ZIP:
        raise BrokenFileError(
            "文件以 ZIP 压缩格式(DOCX 等)开头,但目录已损坏,可能没有下载完整。请重新获取原文件。"
        ) from None
    found = next((format_ for name, format_ in ZIP_FORMATS.items() if name in names), None)
    found = found or next((format_ for mark, format_ in ODF_TYPES if mark in data[:HEAD]), None)
    if found:
        return found
    if any(name.lower() == "ofd.xml" for name in names):
        return Format.OFD
    for member, name, advice in ZIP_MEMBERS:
        if any(n.startswith(member) for n in names):
            _refuse(name, advice)
    return _refuse("压缩包(ZIP)", UNPACK)


def _detect_ole(data: bytes) -> Format:
    from ingest.readers.compound import list_streams  # noqa: PLC0415 - loads olefile

    names = {name.lower() for name in list_streams(data)}
    if "encryptedpackage" in names:
        raise EncryptedFileError("这是设有打开密码的 Office 文件。请用 WPS 或 Word 打开,去掉密码另存后再导入。")
    found = next((format_ for name, format_ in OLE_STREAMS.items() if name in names), None)
    if found:
        return found
    if "powerpoint document" in names:
        return _refuse("旧版 PowerPoint(.ppt)", PASTE_TEXT)
    return _refuse("旧版 Office 文件", SAVE_AS_DOCX)


def _refuse(name: str, advice: str) -> Format:
    raise UnknownFormatError(f"这是{name}格式,不在能够读取的格式({'、'.join(Format)})之中。{advice}")
