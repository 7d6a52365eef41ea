"""The committed documents are what their sources make."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest

from corpus.make import make_all
from corpus.manifest import DOCUMENTS, load_samples
from corpus.markup import Line, parse_source

MADE = [sample for sample in load_samples() if sample.format not in ("text", "broken")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return {path.name: path.read_bytes() for path in make_all(folder)}


def _content(name, data):
    """What a reader sees, free of how the machine's zlib packs it."""
    if name.endswith(".docx"):
        with ZipFile(BytesIO(data)) as archive:
            return archive.read("word/document.xml")
    if name.endswith(".pdf"):
        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return data


@pytest.mark.parametrize("sample", MADE, ids=lambda sample: sample.file)
def test_making_a_document_again_gives_the_same_text(made, sample):
    committed = (DOCUMENTS / sample.file).read_bytes()
    assert _content(sample.file, made[sample.file]) == _content(sample.file, committed)


def test_making_twice_gives_the_same_bytes(made, tmp_path):
    assert {path.name: path.read_bytes() for path in make_all(tmp_path)} == made


def test_the_text_layer_of_the_pdf_reads_in_the_order_of_its_source(made):
    (sample,) = [sample for sample in MADE if sample.format == "pdf"]
    pages = _content(sample.file, made[sample.file])
    printed = "".join(page.partition("—\r\n")[2] for page in pages).replace("\r\n", "")
    lines = [part.text for part in parse_source(sample.source.read_text("utf-8")).parts if isinstance(part, Line)]
    assert printed.replace(" ", "") == "".join(lines).replace(" ", "")


def test_no_line_break_is_left_where_they_were_lost(made):
    (sample,) = [sample for sample in MADE if not sample.line_breaks]
    assert b"\n" not in made[sample.file]


def test_merged_cells_are_one_cell_in_html(made):
    page = made["禾泽县2026年重点项目推进节点清单.html"].decode()
    assert '<td colspan="5"><p>一、产业项目</p></td>' in page
    assert '<td rowspan="2"><p>2026年9月底前</p></td>' in page


def test_the_broken_pdf_cannot_be_opened():
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument((DOCUMENTS / "损坏的文件.pdf").read_bytes())
