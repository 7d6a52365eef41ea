"""PDF files: the lines of the text layer, ruled tables; pages without a text layer are read by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import pypdfium2

from ingest.errors import BrokenFileError, EncryptedFileError, IngestError
from ingest.ocr import LONGEST_SIDE
from ingest.raw import Reading
from ingest.readers.pages import Page, make_page, read_pages, refuse_many_pages
from ingest.readers.pagetext import Char
from ingest.readers.pdfpage import count_strokes, picture_share, read_chars, read_rules

RULES = 10  # pieces of drawn lines from which a page may hold a ruled table
LEAST_TEXT = 10  # characters of a page; with fewer, what it shows is a picture or a drawing
LITTLE_TEXT = 100  # characters beside a picture that covers the page: a heading or a stamp on a scan
COVERED = 0.5
GARBLED = 0.2  # share of characters without Unicode from which a text layer is of no use
DPI = 150


def read_pdf(data: bytes) -> Reading:
    """Read a PDF by its text layer, and by OCR the pages that have none."""
    with open_pdf(data) as pdf:
        refuse_many_pages(len(pdf))
        return read_pages([_read_page(pdf, number) for number in range(len(pdf))])


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> Page:
    with closing(pdf[number]) as page:
        chars, frame = read_chars(page)
        if _is_picture(page, chars):
            return _scan(page, number)
        rules = read_rules(page, frame) if count_strokes(page, RULES) >= RULES else ()
    return make_page(number, chars, rules)


def _is_picture(page: pypdfium2.PdfPage, chars: Sequence[Char]) -> bool:
    """Whether the text of the page stands in a picture, or in letters that are drawn or map to no characters."""
    inked = [char.text for char in chars if char.text.strip()]
    garbled = sum(1 for c in inked if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " ")
    if garbled > GARBLED * len(inked):
        return True
    if len(inked) < LEAST_TEXT:
        return picture_share(page) > 0 or count_strokes(page, RULES) >= RULES
    return len(inked) < LITTLE_TEXT and picture_share(page) >= COVERED


def _scan(page: pypdfium2.PdfPage, number: int) -> Page:
    from ingest.readers.scan import scan_page  # noqa: PLC0415 - numpy, which text needs not

    scale = min(DPI / 72, LONGEST_SIDE / max(page.get_size()))
    return scan_page(number, page.render(scale=scale).to_numpy(), 1 / scale)


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Open the file; raise EncryptedFileError or BrokenFileError for one that does not open."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _opening_error(str(problem)) from problem


def _opening_error(problem: str) -> IngestError:
    if "password" in problem.lower() or "security" in problem.lower():
        return EncryptedFileError("PDF 设有打开密码,无法读取。请去掉密码另存后再导入。")
    return BrokenFileError(f"PDF 文件已损坏,无法打开({problem})。可能没有下载完整,请重新获取原文件。")
