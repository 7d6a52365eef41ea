"""Tell what a file is by its bytes; its name and extension are not asked.

Names formats that Duban cannot read as well, so that the message can say what to do about them.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from ingest.encoding import decode, is_binary
from ingest.errors import BrokenFileError, EncryptedFileError, UnknownEncodingError, UnknownFormatError


class Format(StrEnum):
    TEXT = "纯文本"
    HTML = "HTML"
    DOCX = "DOCX"
    PDF = "PDF"


SAVE_AS_DOCX = "请用 WPS 或 Word 打开,另存为 DOCX 后再导入。"
SAVE_AS_PDF = "请用相应软件打开,另存为带文字层的 PDF 或 DOCX 后再导入。"
RUN_OCR = "图片中的文字尚不能识别,请先用文字识别(OCR)软件转成 DOCX 或文本后再导入。"
UNPACK = "请先解压,再导入其中的文件。"
RESAVE = "请确认文件未损坏,并用生成它的软件另存为 DOCX、PDF 或文本后再导入。"
PASTE_TEXT = "请导出或复制其中的文字,存为 DOCX 或文本后再导入。"

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF", SAVE_AS_DOCX),
    (b"\x89PNG", "图片(PNG)", RUN_OCR),
    (b"\xff\xd8\xff", "图片(JPEG)", RUN_OCR),
    (b"GIF8", "图片(GIF)", RUN_OCR),
    (b"II*\x00", "图片(TIFF)", RUN_OCR),
    (b"MM\x00*", "图片(TIFF)", RUN_OCR),
    (b"7z\xbc\xaf\x27\x1c", "压缩包(7z)", UNPACK),
    (b"Rar!", "压缩包(RAR)", UNPACK),
    (b"\x1f\x8b", "压缩包(GZIP)", UNPACK),
    (b"MIME-Version:", "网页归档(MHT)", "请用浏览器打开,另存为 HTML 后再导入。"),
    (b"MZ", "程序文件(EXE)", PASTE_TEXT),
    (b"\x7fELF", "程序文件", PASTE_TEXT),
)
ZIP_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("OFD.xml", "OFD", SAVE_AS_PDF),
    ("xl/", "Excel(.xlsx)", PASTE_TEXT),
    ("ppt/", "PowerPoint(.pptx)", PASTE_TEXT),
    ("content.xml", "ODF(.odt、.ods)", SAVE_AS_DOCX),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "旧版 Word(.doc)", SAVE_AS_DOCX),
    ("Workbook", "旧版 Excel(.xls)", PASTE_TEXT),
    ("Book", "旧版 Excel(.xls)", PASTE_TEXT),
    ("PowerPoint Document", "旧版 PowerPoint(.ppt)", PASTE_TEXT),
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
        _refuse_ole(data)
    for magic, name, advice in SIGNATURES:
        if data.startswith(magic):
            _refuse(name, advice)
    if data.startswith(b"BM") and data[6:10] == b"\x00" * 4:
        _refuse("图片(BMP)", RUN_OCR)
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
    except zipfile.BadZipFile:
        raise BrokenFileError(
            "文件以 ZIP 压缩格式(DOCX 等)开头,但目录已损坏,可能没有下载完整。请重新获取原文件。"
        ) from None
    if "word/document.xml" in names:
        return Format.DOCX
    for member, name, advice in ZIP_MEMBERS:
        if any(n.startswith(member) for n in names):
            _refuse(name, advice)
    return _refuse("压缩包(ZIP)", UNPACK)


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFileError("这是设有打开密码的 Office 文件。请用 WPS 或 Word 打开,去掉密码另存后再导入。")
    for stream, name, advice in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            _refuse(name, advice)
    _refuse("旧版 Office 文件", SAVE_AS_DOCX)


def _refuse(name: str, advice: str) -> Format:
    raise UnknownFormatError(f"这是{name}格式,目前只能读取纯文本、HTML、DOCX 和带文字层的 PDF。{advice}")
