"""The engine itself, on one scanned page of our own: printed, turned by half a degree, with grain, in black and white."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from ingest.model import BlockKind
from ingest.ocr import is_installed, page_scale, shrinking
from ingest.pipeline import read_document

PAGE = Path(__file__).parent / "readers" / "data" / "scanned_page.png"


@pytest.fixture(scope="module")
def doc():
    if not is_installed():
        pytest.skip("the extra `ocr` is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", lambda *_: pytest.fail("OCR asked the network"))
        return read_document(PAGE.read_bytes(), PAGE.name)


def texts(doc, kind):
    return [b.span.of(doc.text) for b in doc.blocks if b.kind is kind]


def test_the_words_of_a_scan_are_read(doc):
    assert doc.meta.title == "云岭县2026年农村供水提质工作方案"
    assert doc.meta.doc_number == "云政办发〔2026〕7号"
    assert texts(doc, BlockKind.HEADING) == ["一、工作任务"]


def test_wrapped_lines_of_a_scan_are_one_paragraph(doc):
    paragraph = texts(doc, BlockKind.PARAGRAPH)[2]
    assert paragraph.startswith("为提升农村供水保障水平")
    assert paragraph.endswith("制定本方案。")


def test_the_table_of_a_scan_is_rows(doc):
    assert texts(doc, BlockKind.TABLE_ROW) == [
        "序号 | 工作任务 | 责任单位 | 完成时限",
        "1 | 改造老旧管网20公里 | 县水利局 | 9月底前",
        "2 | 新建蓄水池5座 | 县农业农村局 | 年底前",
    ]


def test_a_clear_scan_warns_of_nothing_and_every_block_knows_how_sure_it_is(doc):
    assert doc.warnings == ()
    assert all(0.5 < block.place.confidence <= 1 for block in doc.blocks)
    assert all(block.place.page == 1 and block.place.box for block in doc.blocks)


@pytest.mark.parametrize(
    ("size", "factor"),
    [((1240, 1754), 1.0), ((7200, 100), 0.5), ((5292, 5292), 0.5), ((0, 0), 1.0)],
    ids=["A4", "long", "square", "none"],
)
def test_only_large_pictures_shrink(size, factor):
    assert shrinking(*size) == pytest.approx(factor, abs=0.001)


def test_a_page_is_painted_at_150_dpi():
    assert page_scale(595, 842) == pytest.approx(150 / 72)
    assert page_scale(14_400, 14_400) < 0.2
