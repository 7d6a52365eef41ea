"""Pictures of pages (PNG, JPEG, TIFF with its many pages, BMP, GIF), read by OCR."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from ingest.errors import BrokenFileError, FileTooLargeError
from ingest.ocr import DPI, Picture, load_engine, shrinking
from ingest.raw import Reading
from ingest.readers.pages import Page, read_pages, refuse_many_pages
from ingest.readers.scan import scan_page

A4_HEIGHT = 842  # points
MOST_PIXELS = 100_000_000
LOWER = "请降低分辨率(300 dpi 以内)后再导入。"
BROKEN = "图片文件已损坏,无法打开({problem})。可能没有下载完整,请重新获取原文件或重新扫描。"
UNREADABLE = (  # what Pillow raises for a file that is cut off or wrong
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


def read_image(data: bytes) -> Reading:
    """Read every page of a picture; raise NoTextError where the OCR extra is missing."""
    load_engine()
    pages = (_read_page(number, picture) for number, picture in enumerate(iter_pictures(data)))
    return read_pages(tuple(pages))


def _read_page(number: int, picture: Picture) -> Page:
    return scan_page(number, lambda: picture, _scale(picture.shape[1], picture.shape[0]))


def iter_pictures(data: bytes) -> Iterator[Picture]:
    """Yield the pages of a picture, upright by its camera's mark; raise BrokenFileError or FileTooLargeError."""
    try:
        with _open(data) as image:
            refuse_many_pages(getattr(image, "n_frames", 1))
            for frame in ImageSequence.Iterator(image):
                _refuse_large(frame)
                yield pixels(frame)
    except UNREADABLE as problem:
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem
    except Image.DecompressionBombError as problem:
        raise FileTooLargeError(f"图片的像素超过 1 亿的上限。{LOWER}") from problem


def _open(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with the file shows when it is decoded
        return Image.open(io.BytesIO(data))


def _refuse_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise FileTooLargeError(f"图片有 {image.width}×{image.height} 像素,超过 1 亿的上限。{LOWER}")


def pixels(image: Image.Image) -> Picture:
    """Return the picture on white paper, made smaller where its size helps nobody, as blue, green, red."""
    image = ImageOps.exif_transpose(image)
    factor = shrinking(*image.size)
    image.thumbnail((image.width * factor, image.height * factor))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def find_width(width: int, height: int) -> float:
    """Return how many points a picture of so many pixels is wide, as boxes in its text count them."""
    factor = shrinking(width, height)
    return width * factor * _scale(width * factor, height * factor)


def _scale(width: float, height: float) -> float:
    """The points that a pixel stands for: as if scanned at 150 dpi, but no longer than A4."""
    return float(min(72 / DPI, A4_HEIGHT / max(height, width)))
