"""Paint the pictures and paths of an OFD page, so that OCR can read what is no text: scans, letters as paths."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ingest.errors import IngestError
from ingest.ocr import Picture as Pixels
from ingest.readers.image import iter_pictures
from ingest.readers.ofdpage import Drawn, PageObjects, Picture
from ingest.readers.ofdpath import Matrix, combine


def paint(objects: PageObjects, size: tuple[float, float], scale: float, files: dict[str, bytes]) -> Pixels:
    """Return the page of `size` points at `scale` pixels a point; `files` are the pictures by their resources."""
    paper = np.full((max(int(size[1] * scale), 1), max(int(size[0] * scale), 1), 3), 255, np.uint8)
    for picture in objects.pictures:
        _paste(paper, picture, scale, files)
    for path in objects.paths:
        _stroke(paper, path, scale)
    return paper


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
