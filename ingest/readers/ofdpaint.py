"""Paint what an OFD page shows, so that OCR can read what is no text: scans, letters as paths, signs of own fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ingest.errors import IngestError
from ingest.ocr import Picture as Pixels
from ingest.readers.geometry import Matrix, combine
from ingest.readers.image import iter_pictures
from ingest.readers.ofdpage import Drawn, PageObjects, Picture

if TYPE_CHECKING:
    from PIL import ImageFont


def paint(objects: PageObjects, size: tuple[float, float], scale: float, files: dict[str, bytes]) -> Pixels:
    """Return the page of `size` points at `scale` pixels a point; `files` are pictures and fonts by their resources."""
    paper = np.full((max(int(size[1] * scale), 1), max(int(size[0] * scale), 1), 3), 255, np.uint8)
    for picture in objects.pictures:
        _paste(paper, picture, scale, files)
    for path in objects.paths:
        _stroke(paper, path, scale)
    return _write(paper, objects, scale, files) if objects.pieces else paper


def _write(paper: Pixels, objects: PageObjects, scale: float, files: dict[str, bytes]) -> Pixels:
    """Return the paper with the text on it, but for what is in a font that cannot be loaded."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - comes with the OCR extra

    sheet = Image.fromarray(paper)
    pen = ImageDraw.Draw(sheet)
    for piece, font in zip(objects.pieces, objects.fonts, strict=True):
        height = max(char.box[3] - char.box[1] for char in piece) * scale
        face = _load_font(files.get(font, b""), min(max(round(height), 1), sheet.height))
        for char in piece if face else ():
            pen.text((char.box[0] * scale, char.baseline * scale), char.text, font=face, fill=(0, 0, 0), anchor="ls")
    return np.array(sheet)


def _load_font(data: bytes, height: int) -> ImageFont.FreeTypeFont | None:
    from PIL import ImageFont  # noqa: PLC0415 - comes with the OCR extra

    try:
        return ImageFont.truetype(io.BytesIO(data), height)
    except OSError:
        return None


def _paste(paper: Pixels, picture: Picture, scale: float, files: dict[str, bytes]) -> None:
    import cv2  # noqa: PLC0415 - comes with the OCR extra

    for pixels in _decode(files.get(picture.resource, b"")):
        x0, top, x1, bottom = picture.box()
        wanted = max(int((x1 - x0) * scale), 1), max(int((bottom - top) * scale), 1)
        if pixels.shape[1] > wanted[0] and pixels.shape[0] > wanted[1]:
            shown = cv2.resize(pixels, wanted, interpolation=cv2.INTER_AREA)
        else:
            shown = pixels
        height, width = shown.shape[:2]
        shrink: Matrix = (1 / width, 0.0, 0.0, 1 / height, 0.0, 0.0)
        a, b, c, d, e, f = combine(combine(shrink, picture.matrix), (scale, 0.0, 0.0, scale, 0.0, 0.0))
        place = np.array([[a, c, e], [b, d, f]])
        cv2.warpAffine(shown, place, paper.shape[1::-1], dst=paper, borderMode=cv2.BORDER_TRANSPARENT)


def _decode(data: bytes) -> Iterator[Pixels]:
    """The first page of a picture; nothing for a kind that cannot be decoded (JBIG2), which leaves the page blank."""
    try:
        yield next(iter_pictures(data))
    except IngestError:
        return


def _stroke(paper: Pixels, path: Drawn, scale: float) -> None:
    import cv2  # noqa: PLC0415 - comes with the OCR extra

    outlines = [np.array(outline).dot(scale).round().astype(np.int32) for outline in path.outlines]
    shade = (path.shade,) * 3
    if path.filled:
        cv2.fillPoly(paper, outlines, shade)
    else:
        cv2.polylines(paper, outlines, isClosed=False, color=shade, thickness=2)
