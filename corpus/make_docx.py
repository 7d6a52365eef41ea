"""Word documents from a source: titles centred, paragraphs indented, tables with merged cells."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from corpus.markup import Line, Source, Style, Table

_FONT = "仿宋"
_FIXED = datetime(2025, 1, 1, tzinfo=UTC)
_ALIGN = {
    Style.TITLE: WD_ALIGN_PARAGRAPH.CENTER,
    Style.CENTRED: WD_ALIGN_PARAGRAPH.CENTER,
    Style.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Style.BODY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def make_docx(source: Source) -> bytes:
    """Return the bytes of a .docx; the same source gives the same bytes."""
    document = docx.Document()
    _set_font(document)
    for part in source.parts:
        if isinstance(part, Line):
            _add_line(document, part)
        else:
            _add_table(document, part)
    document.core_properties.created = document.core_properties.modified = _FIXED
    buffer = BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _set_font(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name = _FONT
    normal.font.size = Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _add_line(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGN[line.style]
    run = paragraph.add_run(line.text)
    if line.style is Style.TITLE:
        run.bold = True
        run.font.size = Pt(22)
    elif line.style is Style.BODY:
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _add_table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=table.height, cols=table.width, style="Table Grid")
    for cell in table.cells:
        corner = grid.cell(cell.row, cell.column)
        corner.merge(grid.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)).text = cell.text


def _with_fixed_times(data: bytes) -> bytes:
    """Pack the archive again with one time for all members: python-docx stamps each with the clock."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _FIXED.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return packed.getvalue()
