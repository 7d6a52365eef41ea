"""PDF files: the lines of the text layer, ruled tables; pages without a text layer are read by OCR."""

from __future__ import annotations

from contextlib import closing

import pypdfium2

from ingest.errors import BrokenFileError, EncryptedFileError, IngestError
from ingest.ocr import page_scale
from ingest.raw import Reading
from ingest.readers.order import sorted_lines
from ingest.readers.pages import Page, is_garbled, is_picture, make_page, read_pages, refuse_many_pages
from ingest.readers.pagetext import page_lines
from ingest.readers.pdfpage import count_strokes, picture_share, read_chars, read_rules

RULES = 10  # pieces of drawn lines from which a page may hold a ruled table
SHORT = 400  # characters, spaces included; a page with more is no picture
LOST_PAGE = "第{number}页已损坏,未能读取。请重新获取原文件,或对照原件补上这一页。"


def read_pdf(data: bytes) -> Reading:
    """Read a PDF by its text layer, and by OCR the pages that have none."""
    with open_pdf(data) as pdf:
        refuse_many_pages(len(pdf))
        pages = [_try_page(pdf, number) for number in range(len(pdf))]
    if all(page is None for page in pages):
        raise BrokenFileError(f"PDF 共 {len(pages)} 页,全部损坏,无法读取。请重新获取原文件。")
    return read_pages([page or Page(warning=LOST_PAGE.format(number=i)) for i, page in enumerate(pages, start=1)])


def _try_page(pdf: pypdfium2.PdfDocument, number: int) -> Page | None:
    """Return the page, None if it is damaged; the others may still be read."""
    try:
        return _read_page(pdf, number)
    except pypdfium2.PdfiumError:
        return None


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> Page:
    with closing(pdf[number]) as page:
        chars, frame = read_chars(page)
        strokes = count_strokes(page, RULES)
        if is_garbled(chars) or (len(chars) < SHORT and is_picture(chars, picture_share(page), strokes)):
            return _scan(page, number)
        rules = read_rules(page, frame) if strokes >= RULES else ()
        sideways = frame.turns * 90 != page.get_rotation()  # PDFium's order is that of the page as shown
    return make_page(number, chars, rules, sorted_lines if sideways else page_lines)


def _scan(page: pypdfium2.PdfPage, number: int) -> Page:
    from ingest.readers.scan import scan_page  # noqa: PLC0415 - numpy, which text needs not

    scale = page_scale(*page.get_size())
    return scan_page(number, lambda: page.render(scale=scale).to_numpy(), 1 / scale)


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
