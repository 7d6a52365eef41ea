"""The pages of an original as pictures: of PDFs and of scans that are pictures themselves."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from taskgraph.inputs import Failure, Input
from taskgraph.workers import Pool

if TYPE_CHECKING:
    from collections.abc import Set

    from PIL.Image import Image

WIDTH = 1000  # pixels
_KEPT = 32  # pictures
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PDF = b"%PDF"
_LIMIT = 30.0  # seconds for a page


def has_pages(path: Path) -> bool:
    """Whether the pages of a file can be shown."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4).startswith((_PDF, *_PICTURES))


@lru_cache(maxsize=_KEPT)
def draw_page(path: Path, page: int) -> bytes | None:
    """Return a page, counted from 1, as PNG; None where the file has no such page, or cannot be drawn.

    It is drawn in a worker process: a broken file must not take the desk with it.
    """
    with Pool(size=1, limit=_LIMIT, handle=draw_input) as pool:
        drawn: object = next(pool.read([Input(source=path.name, path=str(path), inside=(page,))]))
    return drawn if isinstance(drawn, bytes) else None


def draw_input(item: Input, _known: Set[str]) -> bytes | Failure:
    """Return the page that an input names by its last number."""
    data, page = Path(item.path).read_bytes(), item.inside[-1]
    picture = _draw_pdf(data, page) if data.startswith(_PDF) else _draw_picture(data, page)
    if picture is None:
        return Failure(source=item.source, kind="missing", message=f"没有第 {page} 页")
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _draw_pdf(data: bytes, page: int) -> Image | None:
    import pypdfium2  # noqa: PLC0415 - only pages need it

    with pypdfium2.PdfDocument(data) as pdf:
        if not 1 <= page <= len(pdf):
            return None
        drawn = pdf[page - 1]
        image: Image = drawn.render(scale=WIDTH / drawn.get_width()).to_pil()
        return image


def _draw_picture(data: bytes, page: int) -> Image | None:
    import PIL.Image  # noqa: PLC0415 - only pages need it

    image = PIL.Image.open(io.BytesIO(data))
    if not 1 <= page <= getattr(image, "n_frames", 1):
        return None
    image.seek(page - 1)
    image.thumbnail((WIDTH, 4 * WIDTH))
    return image.convert("RGB")
