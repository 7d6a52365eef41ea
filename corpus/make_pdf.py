"""PDFs with a text layer, in a font that every viewer brings along (STSong-Light), with page numbers."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.markup import Line, Source, Style

_FONT = "STSong-Light"
_MARGINS = {"topMargin": 37 * mm, "bottomMargin": 35 * mm, "leftMargin": 28 * mm, "rightMargin": 26 * mm}


def make_pdf(source: Source) -> bytes:
    """Return the bytes of a PDF; the same source gives the same bytes. Raises ValueError for a table."""
    registerFont(UnicodeCIDFont(_FONT))
    styles = _paragraph_styles()
    story = []
    for part in source.parts:
        if not isinstance(part, Line):
            raise ValueError("make_pdf sets no tables")
        story.append(Paragraph(part.text, styles[part.style]))
    buffer = BytesIO()
    page = SimpleDocTemplate(buffer, pagesize=A4, invariant=1, **_MARGINS)
    page.build(story, onFirstPage=_number_page, onLaterPages=_number_page)
    return buffer.getvalue()


def _paragraph_styles() -> dict[Style, ParagraphStyle]:
    body = ParagraphStyle(
        "body", fontName=_FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK", spaceAfter=0
    )
    return {
        Style.BODY: body,
        Style.TITLE: ParagraphStyle(
            "title", body, fontSize=22, leading=34, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=12
        ),
        Style.CENTRED: ParagraphStyle("centred", body, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=12),
        Style.RIGHT: ParagraphStyle("right", body, firstLineIndent=0, alignment=TA_RIGHT),
    }


def _number_page(canvas: Canvas, _page: SimpleDocTemplate) -> None:
    canvas.setFont(_FONT, 14)
    canvas.drawCentredString(A4[0] / 2, 22 * mm, f"— {canvas.getPageNumber()} —")
