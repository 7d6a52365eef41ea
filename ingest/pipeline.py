"""Bytes → Document, as a list of named steps. Takes bytes, opens nothing, keeps nothing."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from ingest.canonical import canonical_text
from ingest.errors import EmptyFileError, FileTooLargeError, NoTextError
from ingest.formats import Format, detect_format
from ingest.furniture import mark_furniture
from ingest.identity import document_key
from ingest.markings import refuse_classified
from ingest.metadata import find_meta
from ingest.model import Document
from ingest.raw import Reading

LARGEST_FILE = 100 * 1024 * 1024


def _read_text(data: bytes) -> Reading:
    from ingest.readers.text import read_text  # noqa: PLC0415 - like the others below: only when needed

    return read_text(data)


def _read_html(data: bytes) -> Reading:
    from ingest.readers.html import read_html  # noqa: PLC0415 - loads lxml

    return read_html(data)


def _read_docx(data: bytes) -> Reading:
    from ingest.readers.docx import read_docx  # noqa: PLC0415 - loads lxml

    return read_docx(data)


def _read_pdf(data: bytes) -> Reading:
    from ingest.readers.pdf import read_pdf  # noqa: PLC0415 - loads PDFium

    return read_pdf(data)


def _read_doc(data: bytes) -> Reading:
    from ingest.readers.doc import read_doc  # noqa: PLC0415 - loads olefile

    return read_doc(data)


def _read_rtf(data: bytes) -> Reading:
    from ingest.readers.rtf import read_rtf  # noqa: PLC0415

    return read_rtf(data)


def _read_odt(data: bytes) -> Reading:
    from ingest.readers.odt import read_odt  # noqa: PLC0415 - loads lxml

    return read_odt(data)


def _read_ods(data: bytes) -> Reading:
    from ingest.readers.ods import read_ods  # noqa: PLC0415 - loads lxml

    return read_ods(data)


def _read_xlsx(data: bytes) -> Reading:
    from ingest.readers.xlsx import read_xlsx  # noqa: PLC0415 - loads lxml

    return read_xlsx(data)


def _read_xls(data: bytes) -> Reading:
    from ingest.readers.xls import read_xls  # noqa: PLC0415 - loads xlrd

    return read_xls(data)


def _read_ofd(data: bytes) -> Reading:
    from ingest.readers.ofd import read_ofd  # noqa: PLC0415 - loads lxml

    return read_ofd(data)


def _read_image(data: bytes) -> Reading:
    from ingest.readers.image import read_image  # noqa: PLC0415 - loads Pillow and the models of OCR

    return read_image(data)


READERS: dict[Format, Callable[[bytes], Reading]] = {
    Format.TEXT: _read_text,
    Format.HTML: _read_html,
    Format.DOCX: _read_docx,
    Format.PDF: _read_pdf,
    Format.OFD: _read_ofd,
    Format.IMAGE: _read_image,
    Format.DOC: _read_doc,
    Format.RTF: _read_rtf,
    Format.ODT: _read_odt,
    Format.ODS: _read_ods,
    Format.XLSX: _read_xlsx,
    Format.XLS: _read_xls,
}


def read_document(data: bytes, source: str) -> Document:
    """Read a file into a Document; `source` is only noted down.

    Raises an IngestError that says what was found, why it cannot be read and what would be right.
    """
    refuse_unreadable_size(data)
    reading = READERS[detect_format(data)](data)
    text, blocks = canonical_text(reading.blocks)
    refuse_textless(text)
    digest = sha256(data).hexdigest()
    refuse_classified(text, blocks, digest)
    blocks = mark_furniture(text, blocks)
    meta = find_meta(text, blocks, reading.tags)
    key = document_key(meta, text, blocks)
    return Document(
        key=key, sha256=digest, source=source, text=text, blocks=blocks, meta=meta, warnings=reading.warnings
    )


def refuse_unreadable_size(data: bytes) -> None:
    """Raise for a file that is too large to be a policy text, or empty."""
    if len(data) > LARGEST_FILE:
        raise FileTooLargeError(
            f"文件有 {len(data) / 1024 / 1024:.0f} MB,超过 100 MB 的上限。请拆分文件,或去掉其中的图片后再导入。"
        )
    if not data.strip():
        raise EmptyFileError("文件是空的,没有任何内容。请确认原文件已保存或下载完整。")


def refuse_textless(text: str) -> None:
    """Raise for a file whose format is sound but in which no text stands."""
    if not text.strip():
        raise NoTextError("文件中没有可读的文字,可能是扫描件或图片。请先用文字识别(OCR)软件处理后再导入。")
