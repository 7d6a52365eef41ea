"""Whatever is done to a file of pages, it ends with a Document or with its error."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import IngestError
from ingest.ocr import Engine
from ingest.pipeline import read_document
from ingest.readers import image as images
from ingest.readers import scan as scanning

WORDS = "云岭县抓好春耕生产,6月底前完成水库排查32座。"
FLIPS = 60
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PARTS = {
    "OFD.xml": "<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    "D.xml": '<ofd:Document {ns}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
    "P.xml": '<ofd:Page {ns}><ofd:Content><ofd:Layer><ofd:PathObject Boundary="9 9 9 9"><ofd:AbbreviatedData>'
    'M 0 0 L 9 0 B 1 2 3 4 5 6 C</ofd:AbbreviatedData></ofd:PathObject><ofd:TextObject Boundary="9 20 99 9" '
    'CTM="1 0 0 1 0 0" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 20 4 3">{words}</ofd:TextCode>'
    "</ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>",
}


def ofd_file() -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as made:  # not packed, so that flips reach the words
        for name, part in PARTS.items():
            made.writestr(name, part.format(ns=NS, words=WORDS))
    return buffer.getvalue()


def pdf_file() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(buffer := io.BytesIO(), pageCompression=0)
    for page in range(3):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(70, 700, f"{page}{WORDS}")
        canvas.grid((60, 200, 400), (500, 530, 560, 590))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture(kind, **options) -> bytes:
    Image.linear_gradient("L").resize((80, 60)).convert("1").save(buffer := io.BytesIO(), kind, **options)
    return buffer.getvalue()


SAMPLES = {
    "ofd": ofd_file(),
    "pdf": pdf_file(),
    "png": picture("PNG"),
    "jpeg": picture("JPEG"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF", compression="tiff_lzw"),
    "scanned pdf": picture("PDF"),
}


@pytest.fixture(params=SAMPLES)
def sample(request, monkeypatch) -> bytes:
    blind = Engine(lambda _: (), lambda *_: None)
    for module in (scanning, images):
        monkeypatch.setattr(module, "load_engine", lambda: blind)
    monkeypatch.setattr(scanning, "is_installed", lambda: True)
    return SAMPLES[request.param]


def read_or_refuse(data: bytes) -> None:
    with suppress(IngestError):
        read_document(data, "x")


def flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 255, rng.randrange(256)))
    return bytes(changed)


def repacked(changes) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as made:
        for name, part in PARTS.items():
            made.writestr(name, changes(part.format(ns=NS, words=WORDS).encode()))
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["ofd", "pdf"])
def test_a_whole_sample_is_read(name):
    assert "春耕" in read_document(SAMPLES[name], "x").text


@pytest.mark.filterwarnings("ignore")
def test_a_sample_cut_anywhere_ends_with_a_result_or_its_error(sample):
    for tenth in range(10):
        read_or_refuse(sample[: len(sample) * tenth // 10])


@pytest.mark.filterwarnings("ignore")
def test_a_sample_with_changed_bytes_ends_with_a_result_or_its_error(sample):
    rng = random.Random(7)
    for _ in range(FLIPS):
        read_or_refuse(flipped(sample, rng))


def test_ofd_parts_with_changed_bytes_end_with_a_result_or_their_error():
    rng = random.Random(11)
    for _ in range(FLIPS):
        read_or_refuse(repacked(lambda part: flipped(part, rng)))


NUMBERS = ["1e999", "-1e999", "0", "", "nan", "9" * 400, "-", "g", "1 2", "0.0.0"]


@pytest.mark.parametrize("number", NUMBERS, ids=[n[:6] or "none" for n in NUMBERS])
@pytest.mark.parametrize("place", ['Boundary="9', 'Size="4', 'CTM="1', 'DeltaX="g 20 4', "M 0", 'X="0'])
def test_odd_numbers_in_ofd_end_with_a_result_or_its_error(number, place, sample):
    head = place[: place.index('"') + 1] if '"' in place else "M "
    read_or_refuse(repacked(lambda part: part.replace(place.encode(), f"{head}{number}".encode())))
