"""PDF files with a text layer: lines joined to paragraphs by their place on the page, ruled tables as rows."""

from __future__ import annotations

from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import BrokenFileError, EncryptedFileError, IngestError, NoTextError
from ingest.grid import number_blocks, table_blocks
from ingest.lines import Line, join_lines
from ingest.model import BlockKind, Place
from ingest.raw import RawBlock, Reading
from ingest.readers.pagetext import Char, PageLine, find_page_furniture, flow_lines, page_lines, read_chars
from ingest.readers.ruled import RuledTable, find_tables, holds, join_tables

RULES = 10  # pieces of drawn lines from which a page may hold a ruled table
LEAST_TEXT = 10  # characters a page, on the average, below which a file is a scan
GARBLED = 0.2
SCAN = "PDF 共 {pages} 页,没有可读的文字层,可能是扫描件。请先用文字识别(OCR)软件转成带文字层的 PDF 或 DOCX 后再导入。"
UNREADABLE = (
    "PDF 的文字层无法还原成汉字({share:.0%} 是乱码),可能未嵌入字体编码。请用原文件另存为 DOCX,或重新识别(OCR)。"
)


def read_pdf(data: bytes) -> Reading:
    """Read a PDF by its text layer."""
    pdf = open_pdf(data)
    chars = []
    ruled = []
    for number, page in enumerate(pdf):
        chars.append(read_chars(page))
        if count_strokes(page) >= RULES:
            ruled.append(number)
        page.close()
    pdf.close()
    refuse_without_text(chars)
    tables = find_tables(data, ruled, chars) if ruled else ()
    return Reading(tuple(number_blocks(_blocks(chars, tables))))


def count_strokes(page: pypdfium2.PdfPage) -> int:
    """Count the pieces of the lines drawn on a page; a table may be one path or many."""
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(pdfium.FPDFPath_CountSegments(path.raw) for path in paths)


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


def refuse_without_text(pages: Sequence[Sequence[Char]]) -> None:
    """Raise NoTextError for a scan, and for a text layer that maps to no characters."""
    inked = [char.text for page in pages for char in page if char.text.strip()]
    if len(inked) < LEAST_TEXT * len(pages):
        raise NoTextError(SCAN.format(pages=len(pages)))
    garbled = sum(1 for c in inked if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " ")
    if garbled > GARBLED * len(inked):
        raise NoTextError(UNREADABLE.format(share=garbled / len(inked)))


def _blocks(chars: Sequence[Sequence[Char]], tables: Sequence[RuledTable]) -> Iterator[RawBlock]:
    """The blocks in the order of the pages; page numbers and running heads follow what begins on their page."""
    pages = [
        [line for line in page_lines(page) if not _in_table(number, line, tables)] for number, page in enumerate(chars)
    ]
    furniture = find_page_furniture(pages)
    body = [[line for i, line in enumerate(lines) if (page, i) not in furniture] for page, lines in enumerate(pages)]
    extra = [
        RawBlock(kind=BlockKind.FURNITURE, text=pages[p][i].text, place=Place(page=p + 1, box=pages[p][i].box))
        for p, i in sorted(furniture)
    ]
    rows = sorted(_table_blocks(body, tables), key=_position)
    lines = _stop_at_tables(flow_lines(body), [_position(row) for row in rows])
    waiting = deque(sorted([*rows, *extra], key=_position))
    for block in join_lines(lines):  # in the order of the file, which knows of columns
        while waiting and _position(waiting[0]) < _position(block):
            yield waiting.popleft()
        yield block
    yield from waiting


def _stop_at_tables(lines: Sequence[Line], rows: Sequence[tuple[int, float]]) -> Iterator[Line]:
    """No paragraph runs on over a table: the line behind one begins anew."""
    passed = 0
    for line in lines:
        above = bisect(rows, _position(line))
        yield replace(line, begins=True) if above != passed else line
        passed = above


def _position(part: RawBlock | Line) -> tuple[int, float]:
    """Page and height; what belongs to the page comes after all that begins on it."""
    place = part.place or Place()
    furniture = isinstance(part, RawBlock) and part.kind is BlockKind.FURNITURE
    return place.page or 0, float("inf") if furniture or place.box is None else place.box[1]


def _in_table(page: int, line: PageLine, tables: Sequence[RuledTable]) -> bool:
    return any(table.page == page and holds(table.box, line.box) for table in tables)


def _table_blocks(body: Sequence[Sequence[PageLine]], tables: Sequence[RuledTable]) -> Iterator[RawBlock]:
    breaks = {i for i, table in enumerate(tables) if i and _text_between(body, tables[i - 1], table)}
    for number, table in enumerate(join_tables(tables, breaks), start=1):
        yield from table_blocks(table.rows, number, table.places)


def _text_between(body: Sequence[Sequence[PageLine]], first: RuledTable, second: RuledTable) -> bool:
    below = any(line.box[1] >= first.box[3] for line in body[first.page])
    above = any(line.box[3] <= second.box[1] for line in body[second.page])
    return below or above
