"""PDF pages that are turned, scanned, damaged or too many."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import FileTooLargeError, NoTextError
from ingest.model import BlockKind
from ingest.pipeline import read_document
from ingest.readers import scan as scanning
from ingest.readers.pages import MOST_PAGES

SIZE, LEFT, TOP, STEP = 16, 70, 770, 28
TEXT = "为提升农村供水保障水平,结合我县实际,制定本方案。"


def draw(*pages, **options) -> bytes:
    """Each page is a function that draws on the canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(buffer := io.BytesIO(), pagesize=A4, **options)
    for page in pages:
        canvas.setFont("STSong-Light", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def words(canvas):
    for i, line in enumerate(("云岭县农村供水工作方案", TEXT)):
        canvas.drawString(LEFT, TOP - STEP * i, line)


def table(canvas):
    edges = (60, 120, 330, 500)
    canvas.grid(edges, [700 - STEP * i for i in range(3)])
    for i, row in enumerate((("序号", "工作任务", "责任单位"), ("1", "修渠三条", "县水利局"))):
        for x, cell in zip(edges, row, strict=False):
            canvas.drawString(x + 3, 680 - STEP * i, cell)


def everything(canvas):
    words(canvas)
    table(canvas)


def read(data):
    doc = read_document(data, "x.pdf")
    return doc, [b.span.of(doc.text) for b in doc.blocks]


EXPECTED = ["云岭县农村供水工作方案", TEXT, "序号 | 工作任务 | 责任单位", "1 | 修渠三条 | 县水利局"]


def everything_at_origin(canvas):
    canvas.setFont("STSong-Light", SIZE)
    everything(canvas)


def set_turned(canvas, turns):
    """Set the page turned against the clock."""
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(90 * turns)
    canvas.translate(-A4[0] / 2, -A4[1] / 2)
    everything_at_origin(canvas)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_text_that_is_set_sideways_is_read_as_if_upright(turns):
    assert read(draw(lambda canvas: set_turned(canvas, turns)))[1] == EXPECTED


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_sideways_in_the_file_is_read_as_the_viewer_shows_it(turns):
    def page(canvas):
        canvas.setPageRotation(90 * turns)
        set_turned(canvas, turns)

    assert read(draw(page))[1] == EXPECTED


def test_a_crop_box_moves_the_places():
    whole, _ = read(draw(words))
    cropped, texts = read(draw(words, cropBox=(50, 100, 590, 800)))
    assert texts == EXPECTED[:2]
    assert cropped.blocks[0].place.box[0] == pytest.approx(whole.blocks[0].place.box[0] - 50, abs=1)
    assert cropped.blocks[0].place.box[1] == pytest.approx(whole.blocks[0].place.box[1] - (A4[1] - 800), abs=1)


def photograph(canvas):
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 255, (60, 42), np.uint8))
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)


@pytest.fixture
def seen(monkeypatch):
    """OCR that only notes which pages it is shown."""
    pages = []

    def scan_page(number, show, scale, printed=()):
        pages.append((number, show().shape[:2]))
        return scanning.Page(warning=f"第{number + 1}页")

    monkeypatch.setattr(scanning, "scan_page", scan_page)
    return pages


def test_only_pages_without_a_text_layer_are_shown_to_ocr(seen):
    doc, texts = read(draw(everything, photograph, words))
    assert [number for number, _ in seen] == [1]
    assert doc.warnings == ("第2页",)
    assert texts == [*EXPECTED, *EXPECTED[:2]]


def test_a_scan_is_painted_at_150_dpi(seen):
    with pytest.raises(NoTextError):
        read(draw(photograph))
    assert seen[0][1] == pytest.approx((1754, 1240), abs=3)


def test_a_heading_over_a_picture_of_the_page_does_not_hide_the_scan(seen):
    def page(canvas):
        photograph(canvas)
        canvas.drawString(LEFT, TOP, "附件1 云岭县农村供水任务分解表")

    read(draw(words, page))
    assert [number for number, _ in seen] == [1]


def test_letters_without_unicode_are_shown_to_ocr(seen):
    read(draw(words, lambda canvas: canvas.drawString(LEFT, TOP, "\ue001\ue002" * 12)))
    assert [number for number, _ in seen] == [1]


def test_a_blank_page_is_not_shown_to_ocr(seen):
    doc, _ = read(draw(words, lambda _: None, words))
    assert seen == []
    assert doc.warnings == ()


def test_page_numbers_in_many_forms_are_furniture():
    def numbered(form):
        def page(canvas):
            canvas.drawString(LEFT, TOP, f"{names[form]}修渠架桥清淤各项工作有序推进。")
            canvas.drawString(260, 40, form)

        return page

    names = {"- 1 -": "甲镇", "第2页 共3页": "乙乡", "3/3": "丙街道"}
    doc, _ = read(draw(*map(numbered, names)))
    assert [b.span.of(doc.text) for b in doc.blocks if b.kind is BlockKind.FURNITURE] == list(names)


def test_more_than_two_thousand_pages_are_refused():
    with pytest.raises(FileTooLargeError, match="2000 页"):
        read(draw(*[lambda _: None] * (MOST_PAGES + 1)))


def test_a_damaged_page_is_told_and_the_others_are_read():
    data = draw(words, words, pageCompression=0)
    first = data.index(b"/Type /Page")
    damaged = data[: data.rindex(b"/Type", 0, first + 1)] + data[first:].replace(b"/Type /Page", b"/Type /Pxxx", 1)
    doc, texts = read(damaged)
    assert "第1页已损坏" in doc.warnings[0]
    assert texts == EXPECTED[:2]
