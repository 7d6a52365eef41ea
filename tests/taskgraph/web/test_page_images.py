"""Pages of originals are drawn in a process of their own: of PDFs and pictures, and nothing of what is broken."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ingest.readers.image import A4_HEIGHT
from taskgraph.inputs import Failure, Input
from taskgraph.web.page_images import WIDTH, DrawnPage, draw_input, draw_page, has_pages, outline, read_box

PDF = next((Path(__file__).parents[3] / "corpus/documents").glob("*治本攻坚*.pdf"))


def draw(path: Path, page: int) -> object:
    return draw_input(Input(source="original", path=str(path), inside=(page,)), frozenset())


def open_png(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def test_a_page_of_a_pdf_is_drawn_and_a_page_that_is_not_there_is_not() -> None:
    assert has_pages(PDF)
    drawn = draw_page(PDF, 1)
    assert drawn
    assert drawn.png.startswith(b"\x89PNG")
    assert isinstance(draw(PDF, 0), Failure)
    assert isinstance(draw(PDF, 99), Failure)


def test_a_picture_is_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "scan"
    Image.new("RGB", (3000, 4000)).save(path, "JPEG")
    assert has_pages(path)
    drawn = draw(path, 1)
    assert isinstance(drawn, DrawnPage)
    assert open_png(drawn.png).width == WIDTH
    assert drawn.scale == pytest.approx(WIDTH * 4 / 3 / A4_HEIGHT)
    assert isinstance(draw(path, 2), Failure)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "第一条".encode()], ids=["empty", "docx", "text"])
def test_what_has_no_pages_is_known_by_its_first_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "original"
    path.write_bytes(data)
    assert not has_pages(path)


def test_a_broken_pdf_is_not_drawn_and_harms_nobody(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(b"%PDF-1.7 and nothing else")
    assert draw_page(path, 1) is None


def test_a_box_is_framed_where_it_stands() -> None:
    page = DrawnPage(png_of("white", (400, 200)), scale=2.0)
    framed = open_png(outline(page, (50, 20, 100, 40)))
    assert framed.getpixel((97, 60)) == framed.getpixel((203, 60)) == (0xB3, 0x26, 0x1E)
    assert framed.getpixel((150, 60)) == framed.getpixel((20, 20)) == (255, 255, 255)


def png_of(colour: str, size: tuple[int, int]) -> bytes:
    png = BytesIO()
    Image.new("RGB", size, colour).save(png, "PNG")
    return png.getvalue()


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("72,90.5,523,110", (72.0, 90.5, 523.0, 110.0)),
        ("", None), ("1,2,3", None), ("a,b,c,d", None), ("5,5,1,1", None), ("nan,0,1,1", None), ("0,0,1e9,1e9", None),
    ],
)  # fmt: skip
def test_a_box_is_read_from_an_address(text: str, box: object) -> None:
    assert read_box(text) == box
