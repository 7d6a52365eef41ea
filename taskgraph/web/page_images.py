"""The pages of an original as pictures: of PDFs and of scans that are pictures themselves."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 1000  # pixels
_KEPT = 32  # pictures
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PDF = b"%PDF"
_LOCK = Lock()  # PDFium does one thing at a time


def has_pages(path: Path) -> bool:
    """Whether the pages of a file can be shown."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4).startswith((_PDF, *_PICTURES))


@lru_cache(maxsize=_KEPT)
def draw_page(path: Path, page: int, width: int = WIDTH) -> bytes | None:
    """Return a page, counted from 1, as PNG; None where the file has no such page."""
    data = path.read_bytes()
    picture = _draw_pdf(data, page, width) if data.startswith(_PDF) else _draw_picture(data, page, width)
    if picture is None:
        return None
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _draw_pdf(data: bytes, page: int, width: int) -> Image | None:
    import pypdfium2  # noqa: PLC0415 - only pages need it

    with _LOCK, pypdfium2.PdfDocument(data) as pdf:
        if not 1 <= page <= len(pdf):
            return None
        drawn = pdf[page - 1]
        image: Image = drawn.render(scale=width / drawn.get_width()).to_pil()
        return image


def _draw_picture(data: bytes, page: int, width: int) -> Image | None:
    import PIL.Image  # noqa: PLC0415 - only pages need it

    image = PIL.Image.open(io.BytesIO(data))
    if not 1 <= page <= getattr(image, "n_frames", 1):
        return None
    image.seek(page - 1)
    image.thumbnail((width, 4 * width))
    return image.convert("RGB")
