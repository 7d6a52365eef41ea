"""The pages of an original as pictures: of PDFs and of scans that are pictures themselves."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

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
_FAR = 20_000.0  # points: larger than any page
_ROOM, _FRAME = 4, "#b3261e"  # pixels between words and frame, and its colour
Box: TypeAlias = tuple[float, float, float, float]


def has_pages(path: Path) -> bool:
    """Whether the pages of a file can be shown."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4).startswith((_PDF, *_PICTURES))


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as PNG, with so many pixels to a point."""

    png: bytes
    scale: float


@lru_cache(maxsize=_KEPT)
def draw_page(path: Path, page: int) -> DrawnPage | None:
    """Return a page, counted from 1; None where the file has no such page, or cannot be drawn.

    It is drawn in a worker process: a broken file must not take the desk with it.
    """
    with Pool(size=1, limit=_LIMIT, handle=draw_input) as pool:
        drawn: object = next(pool.read([Input(source=path.name, path=str(path), inside=(page,))]))
    return drawn if isinstance(drawn, DrawnPage) else None


def read_box(text: str) -> Box | None:
    """Read the edges of a box as addresses have them: 72,90.5,523,110; None for what is none."""
    try:
        left, top, right, bottom = map(float, text.split(","))
    except ValueError:
        return None
    return (left, top, right, bottom) if 0 <= left < right < _FAR and 0 <= top < bottom < _FAR else None


def outline(drawn: DrawnPage, box: Box) -> bytes:
    """Return a page as PNG with a frame around a box, whose edges are in points."""
    import PIL.Image  # noqa: PLC0415 - only pages need it
    import PIL.ImageDraw  # noqa: PLC0415 - as above

    image = PIL.Image.open(io.BytesIO(drawn.png))
    left, top, right, bottom = (edge * drawn.scale for edge in box)
    frame = (left - _ROOM, top - _ROOM, right + _ROOM, bottom + _ROOM)
    PIL.ImageDraw.Draw(image).rectangle(frame, outline=_FRAME, width=4)
    return _write_png(image)


def draw_input(item: Input, _known: Set[str]) -> DrawnPage | Failure:
    """Return the page that an input names by its last number."""
    data, page = Path(item.path).read_bytes(), item.inside[-1]
    drawn = _draw_pdf(data, page) if data.startswith(_PDF) else _draw_picture(data, page)
    return drawn or Failure(source=item.source, kind="missing", message=f"没有第 {page} 页")


def _draw_pdf(data: bytes, page: int) -> DrawnPage | None:
    import pypdfium2  # noqa: PLC0415 - only pages need it

    with pypdfium2.PdfDocument(data) as pdf:
        if not 1 <= page <= len(pdf):
            return None
        drawn = pdf[page - 1]
        scale = WIDTH / drawn.get_width()
        return DrawnPage(_write_png(drawn.render(scale=scale).to_pil()), scale)


def _draw_picture(data: bytes, page: int) -> DrawnPage | None:
    import PIL.Image  # noqa: PLC0415 - only pages need it
    import PIL.ImageOps  # noqa: PLC0415 - as above

    from ingest.readers.image import find_width  # noqa: PLC0415 - as above

    image = PIL.Image.open(io.BytesIO(data))
    if not 1 <= page <= getattr(image, "n_frames", 1):
        return None
    image.seek(page - 1)
    upright = PIL.ImageOps.exif_transpose(image)
    points = find_width(*upright.size)
    upright.thumbnail((WIDTH, 4 * WIDTH))
    return DrawnPage(_write_png(upright.convert("RGB")), upright.width / points)


def _write_png(image: Image) -> bytes:
    png = io.BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
