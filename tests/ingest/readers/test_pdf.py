"""PDF files, drawn with reportlab: paragraphs over lines and pages, page numbers, ruled tables over pages, scans."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import BrokenFileError, EncryptedFileError, NoTextError
from ingest.model import BlockKind
from ingest.pipeline import read_document
from ingest.readers.pagetext import is_page_number, word_width

SIZE, LEFT, TOP, STEP = 16, 70, 770, 28
WIDTH = 28  # characters a line
TEXT = "为提升农村供水保障水平,结合我县实际,统筹推进水源保护、管网改造、水质检测和运行管护各项工作,制定本方案。"


def draw(*pages, tables=(), **options) -> bytes:
    """Draw lines of (column, text) from the top of each page; tables are (page, top, rows, column widths)."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for number, lines in enumerate(pages):
        canvas.setFont("STSong-Light", SIZE)
        for row, (column, text) in enumerate(lines):
            if text:
                canvas.drawString(LEFT + column * SIZE, TOP - row * STEP, text)
        for page, top, rows, widths in tables:
            if page == number:
                draw_table(canvas, top, rows, widths)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_table(canvas, top, rows, widths):
    edges = [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]
    canvas.grid(edges, [top - STEP * i for i in range(len(rows) + 1)])
    for i, cells in enumerate(rows):
        for edge, text in zip(edges, cells, strict=False):
            canvas.drawString(edge + 3, top - STEP * i - 20, text)


def wrapped(text, indent=2):
    first, rest = text[: WIDTH - indent], text[WIDTH - indent :]
    return [(indent, first), *((0, rest[i : i + WIDTH]) for i in range(0, len(rest), WIDTH))]


def read(data):
    doc = read_document(data, "x.pdf")
    return doc, [b.span.of(doc.text) for b in doc.blocks]


def test_wrapped_lines_are_joined_and_paragraphs_parted_by_their_indent():
    doc, texts = read(draw([(5, "云岭县农村供水工作方案"), *wrapped(TEXT), (2, "一、工作任务"), *wrapped(TEXT)]))
    assert texts == ["云岭县农村供水工作方案", TEXT, "一、工作任务", TEXT]
    assert [b.kind for b in doc.blocks][2] is BlockKind.HEADING
    place = doc.blocks[1].place
    assert place.page == 1
    assert place.box[0] == pytest.approx(LEFT, abs=2)
    assert place.box[3] - place.box[1] > STEP


def test_a_paragraph_runs_on_over_the_page_and_page_numbers_are_furniture():
    lines = wrapped(TEXT)
    first = [*wrapped(TEXT), *lines[:1], *([(0, "")] * 20), (13, "— 1 —")]
    doc, texts = read(draw(first, [*lines[1:], *([(0, "")] * 20), (13, "— 2 —")]))
    assert texts == [TEXT, TEXT, "— 1 —", "— 2 —"]
    assert [b.place.page for b in doc.blocks] == [1, 1, 1, 2]
    assert [b.kind for b in doc.blocks[2:]] == [BlockKind.FURNITURE] * 2


def test_running_heads_are_furniture():
    pages = [[(0, "云岭县水利局文件汇编"), (0, ""), *wrapped(town + TEXT)] for town in ("甲镇", "乙乡", "丙街道")]
    doc, _ = read(draw(*pages))
    assert sum(b.kind is BlockKind.FURNITURE for b in doc.blocks) == 3


HEADER = ["序号", "工作任务", "责任单位"]
WIDTHS = [60, 200, 180]


def test_ruled_tables_are_rows_joined_over_the_page():
    first = [HEADER, ["1", "修渠三条", "县水利局"], ["2", "清淤十公里", "县水利局"]]
    second = [HEADER, ["3", "新建水厂两座", "县发改局"]]
    tables = [(0, 650, first, WIDTHS), (1, 790, second, WIDTHS)]
    doc, texts = read(draw([(2, "云岭县供水任务分解表")], [*([(0, "")] * 6), (2, "注:年底前完成。")], tables=tables))
    assert texts == [
        *("云岭县供水任务分解表", "序号 | 工作任务 | 责任单位", "1 | 修渠三条 | 县水利局", "2 | 清淤十公里 | 县水利局"),
        *("3 | 新建水厂两座 | 县发改局", "注:年底前完成。"),
    ]
    rows = [b for b in doc.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [(b.table, b.row, b.place.page) for b in rows] == [(1, 1, 1), (1, 2, 1), (1, 3, 1), (1, 4, 2)]


def test_text_between_two_tables_keeps_them_apart():
    tables = [
        (0, 650, [HEADER, ["1", "修渠三条", "县水利局"]], WIDTHS),
        (1, 700, [HEADER, ["1", "架桥两座", "县交通局"]], WIDTHS),
    ]
    doc, _ = read(draw([(2, "云岭县供水任务分解表")], [(2, "云岭县道路任务分解表")], tables=tables))
    assert {b.table for b in doc.blocks if b.cells} == {1, 2}


def test_a_scan_has_no_text():
    with pytest.raises(NoTextError, match="共 2 页"):
        read(draw([], []))


def test_a_cut_off_file_is_broken():
    with pytest.raises(BrokenFileError, match="损坏"):
        read(b"%PDF-1.4\n1 0 obj\n<<")


def test_a_file_with_a_password_is_encrypted():
    with pytest.raises(EncryptedFileError, match="密码"):
        read(draw(wrapped(TEXT), encrypt=pdfencrypt.StandardEncryption("open", canPrint=0)))


@pytest.mark.parametrize("text", ["3", "- 3 -", "—12—", "第3页", "第 3 页 共 8 页", "3/8", "ⅱ", "一 3 一"])
def test_page_numbers(text):
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["3.建立台账", "2024年", "一、总体要求", "12345 户", "一"])
def test_what_is_no_page_number(text):
    assert not is_page_number(text)


def test_the_first_word_of_a_line_holds_together():
    assert word_width("2024年完成") == pytest.approx(2.2)
    assert word_width("〔2024〕3号") > 3
    assert word_width("县水利局") == 1.0
