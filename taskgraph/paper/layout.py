"""Pages as official documents have them: GB/T 9704-2012 as styles, margins and page numbers of a Word file.

A font that a machine lacks falls back to a near one: each names another in the table of fonts. Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple, cast
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Row

from taskgraph.paper.template import pack

BODY, TITLE, NUMBER, ADDRESSEE, HEADING, SUBHEADING, CELL, HEAD, DATE = (
    "公文正文", "公文标题", "发文字号", "主送机关", "一级标题", "二级标题", "表格文字", "表头", "成文日期",
)  # fmt: skip
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_LINE = Pt(28)
_PAGE_NUMBER = Pt(14)
_LATIN = "Times New Roman"
_FALLBACKS = {
    "方正小标宋简体": "宋体",
    "仿宋": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
_DROPPED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")


class _Style(NamedTuple):
    """`indent` and `right` in characters, `before` and `after` in points; `line` None: as high as its text needs."""

    font: str
    size: float
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    right: int = 0
    line: Length | None = _LINE
    before: float = 0
    after: float = 0
    outline: int | None = None
    kept: bool = False  # on the page of what follows


_STYLES = {
    BODY: _Style("仿宋", 16, indent=2),
    TITLE: _Style("方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(36), after=14),
    NUMBER: _Style("仿宋", 16, WD_ALIGN_PARAGRAPH.CENTER, after=14),
    ADDRESSEE: _Style("仿宋", 16, WD_ALIGN_PARAGRAPH.LEFT),
    HEADING: _Style("黑体", 16, indent=2, outline=0, kept=True),
    SUBHEADING: _Style("楷体", 16, indent=2, outline=1, kept=True),
    CELL: _Style("仿宋", 12, WD_ALIGN_PARAGRAPH.LEFT, line=None, before=2, after=2),
    HEAD: _Style("黑体", 12, WD_ALIGN_PARAGRAPH.CENTER, line=None, before=2, after=2),
    DATE: _Style("仿宋", 16, WD_ALIGN_PARAGRAPH.RIGHT, right=4, before=14),
}


def open_page(title: str) -> Document:
    """Return an empty document on A4 with the styles, the margins and the page numbers of official documents."""
    document = docx.Document()
    _clear_styles(document)
    for name, style in _STYLES.items():
        _add_style(document, name, style)
    _set_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "Duban", ""
    properties.created = properties.modified = _MADE
    return document


def write_page(document: Document) -> bytes:
    """Return the document as a file; the same document gives the same bytes."""
    for part in (document.part, document.part.package):
        for name, relation in list(part.rels.items()):
            if any(str(relation.target_part.partname).startswith(f"/{dropped}") for dropped in _DROPPED):
                del part.rels[name]
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as saved:
        members = [(name, saved.read(name)) for name in saved.namelist()]
    return pack((name, _font_table() if name == "word/fontTable.xml" else data) for name, data in members)


def add_lines(document: Document, *lines: tuple[str, str]) -> None:
    """Add paragraphs, each given as its style and its words."""
    for style, words in lines:
        document.add_paragraph(words, style)


def add_table(
    document: Document,
    widths: Sequence[float],
    rows: Sequence[Sequence[str | None]],
    *,
    size: float = 12,
    headed: bool = False,
    heights: Sequence[float] = (),
) -> None:
    """Add a table with columns so many mm wide and rows at least so many mm high.

    A cell of None belongs to the one before it. What holds no placeholder is a label. `headed`: the first row stands
    on every page.
    """
    table = document.add_table(len(rows), len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        _fill_row(row, texts, widths, size)
    for row, height in zip(table.rows, heights, strict=False):
        row.height = Mm(height)
    if headed:
        _add_property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for cell in table.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill_row(row: _Row, texts: Sequence[str | None], widths: Sequence[float], size: float) -> None:
    cells = list(row.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for at, text in enumerate(texts):
        if text is None:
            cells[at] = cells[at - 1].merge(cells[at])
            continue
        paragraph = cells[at].paragraphs[0]
        paragraph.style = HEAD if text and "【" not in text else CELL
        paragraph.add_run(text).font.size = Pt(size)


def _clear_styles(document: Document) -> None:
    """Leave of the styles that python-docx brings only those that everything else is based on."""
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer"}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    _set_fonts(_normal(document), "仿宋", 16)


def _normal(document: Document) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles["Normal"])


def _set_fonts(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _add_style(document: Document, name: str, given: _Style) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = _normal(document), True
    _set_fonts(style, given.font, given.size)
    lines = style.paragraph_format
    lines.alignment, lines.widow_control, lines.keep_with_next = given.align, False, given.kept
    lines.space_before, lines.space_after = Pt(given.before), Pt(given.after)
    if given.line:
        lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, given.line
    properties = style.element.get_or_add_pPr()
    if given.indent or given.right:
        indent = properties.get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(100 * given.indent))
        indent.set(qn("w:firstLine"), str(int(20 * given.size * given.indent)))  # for programs that count no characters
        indent.set(qn("w:rightChars"), str(100 * given.right))
        indent.set(qn("w:right"), str(int(20 * given.size * given.right)))
    if given.outline is not None:
        _add_property(properties, "w:outlineLvl", str(given.outline))


def _add_property(properties: BaseOxmlElement, name: str, value: str = "1") -> None:
    properties.append(_element(name, "w:val", value))


def _element(name: str, attribute: str, value: str) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(name))
    element.set(qn(attribute), value)
    return element


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)  # 7 mm below the text
    _number_pages(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number_pages(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    start = _element("w:pgNumType", "w:start", "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:docGrid")


def _number_pages(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """Write —1— a character away from the outer edge: on the right of odd pages, on the left of even ones."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _PAGE_NUMBER
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words)
        run.font.name, run.font.size = "宋体", _PAGE_NUMBER
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        if words is None:
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            begin, end = (_element("w:fldChar", "w:fldCharType", kind) for kind in ("begin", "end"))
            run._r.extend((begin, code, end))


def _font_table() -> bytes:
    """Return the table of fonts, each with one to take in its place."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FALLBACKS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()
