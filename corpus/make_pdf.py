"""PDFs with a text layer and ruled tables, with page numbers; by default in a font that every viewer brings along."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from corpus.markup import Line, Source, Style, Table

STSONG = "STSong-Light"
_MARGINS = {"topMargin": 37 * mm, "bottomMargin": 35 * mm, "leftMargin": 28 * mm, "rightMargin": 26 * mm}
_WIDTH = A4[0] - 54 * mm
_CELL = 9  # points


def make_pdf(source: Source, font: str = STSONG) -> bytes:
    """Return the bytes of a PDF; the same source gives the same bytes. Other fonts must have been registered."""
    if font == STSONG:
        registerFont(UnicodeCIDFont(STSONG))
    styles = _paragraph_styles(font)
    story = [
        Paragraph(part.text, styles[part.style]) if isinstance(part, Line) else _set_table(part, font)
        for part in source.parts
    ]

    def number_page(canvas: Canvas, _page: SimpleDocTemplate) -> None:
        canvas.setFont(font, 14)
        canvas.drawCentredString(A4[0] / 2, 22 * mm, f"— {canvas.getPageNumber()} —")

    buffer = BytesIO()
    page = SimpleDocTemplate(buffer, pagesize=A4, invariant=1, **_MARGINS)
    page.build(story, onFirstPage=number_page, onLaterPages=number_page)
    return buffer.getvalue()


def _set_table(table: Table, font: str) -> Flowable:
    """Return a table over the whole width whose columns are as wide as their texts ask for."""
    style = ParagraphStyle("cell", fontName=font, fontSize=_CELL, leading=1.4 * _CELL, wordWrap="CJK")
    grid: list[list[Paragraph | str]] = [[""] * table.width for _ in range(table.height)]
    spans = []
    for cell in table.cells:
        grid[cell.row][cell.column] = Paragraph(cell.text, style)
        end = (cell.column + cell.columns - 1, cell.row + cell.rows - 1)
        spans.append(("SPAN", (cell.column, cell.row), end))
    lines = [("GRID", (0, 0), (-1, -1), 0.7, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return PdfTable(grid, colWidths=_share_width(table), style=[*lines, *spans], repeatRows=1)


def _share_width(table: Table) -> list[float]:
    longest = [
        max((len(cell.text) for cell in table.cells if (cell.column, cell.columns) == (column, 1)), default=2)
        for column in range(table.width)
    ]
    wanted = [min(max(length, 2), 16) + 1.2 for length in longest]
    return [_WIDTH * each / sum(wanted) for each in wanted]


def _paragraph_styles(font: str) -> dict[Style, ParagraphStyle]:
    body = ParagraphStyle(
        "body", fontName=font, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK", spaceAfter=0
    )
    return {
        Style.BODY: body,
        Style.TITLE: ParagraphStyle(
            "title", body, fontSize=22, leading=34, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=12
        ),
        Style.CENTRED: ParagraphStyle("centred", body, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=12),
        Style.RIGHT: ParagraphStyle("right", body, firstLineIndent=0, alignment=TA_RIGHT),
    }
