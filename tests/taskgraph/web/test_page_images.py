"""Pages of originals are drawn in a process of their own: of PDFs and pictures, and nothing of what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from taskgraph.inputs import Failure, Input
from taskgraph.web.page_images import WIDTH, draw_input, draw_page, has_pages

PDF = next((Path(__file__).parents[3] / "corpus/documents").glob("*治本攻坚*.pdf"))


def draw(path: Path, page: int) -> object:
    return draw_input(Input(source="original", path=str(path), inside=(page,)), frozenset())


def test_a_page_of_a_pdf_is_drawn_and_a_page_that_is_not_there_is_not() -> None:
    assert has_pages(PDF)
    assert (draw_page(PDF, 1) or b"").startswith(b"\x89PNG")
    assert isinstance(draw(PDF, 0), Failure)
    assert isinstance(draw(PDF, 99), Failure)


def test_a_picture_is_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "scan"
    Image.new("RGB", (3000, 4000)).save(path, "JPEG")
    assert has_pages(path)
    drawn = tmp_path / "drawn.png"
    drawn.write_bytes(bytes(draw(path, 1)))  # type: ignore[call-overload]
    assert Image.open(drawn).width == WIDTH
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
