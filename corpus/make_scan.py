"""Scans from a source: pages printed, laid on the glass a little askew, grey and grainy, at 150 dpi."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.make_pdf import make_pdf
from corpus.markup import Source

_DPI = 150
_SKEW = 0.5  # degrees
_GRAIN = 5.0  # of 255
_QUALITY = 40
_SEED = 2026
_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


class MissingToolError(Exception):
    """Something that is needed to make a sample is not installed; the message says what to install."""


def make_scan_pages(source: Source) -> list[Image.Image]:
    """Return the pages as a scanner sees them; raises MissingToolError where no font to print with is installed."""
    registerFont(TTFont("scan", _find_font()))
    random = np.random.default_rng(_SEED)
    with pypdfium2.PdfDocument(make_pdf(source, "scan")) as pdf:
        shown = [page.render(scale=_DPI / 72, grayscale=True).to_pil() for page in pdf]
    return [_scan(page, random) for page in shown]


def _find_font() -> str:
    found = next((path for path in _FONTS if Path(path).exists()), None)
    if found is None:
        raise MissingToolError("no Chinese font to print scans with: run `apt-get install fonts-wqy-microhei`")
    return found


def _scan(page: Image.Image, random: np.random.Generator) -> Image.Image:
    askew = page.rotate(_SKEW, resample=Image.Resampling.BICUBIC, fillcolor=250)
    pixels = np.asarray(askew, dtype=np.float32)
    grain = random.normal(0.0, _GRAIN, pixels.shape)
    return Image.fromarray(np.clip(pixels * 0.96 + grain, 0, 255).astype(np.uint8))


def make_scan_pdf(source: Source) -> bytes:
    """Return a PDF whose pages are pictures, without a text layer."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in make_scan_pages(source):
        width, height = (72 * side / _DPI for side in page.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(BytesIO(_save(page, "JPEG"))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def make_picture(source: Source, form: str) -> bytes:
    """Return the pages as one picture file: TIFF holds all, of the other kinds the source must have one page."""
    first, *others = make_scan_pages(source)
    if form == "TIFF":
        bilevel = [page.point(lambda grey: 255 if grey > 140 else 0).convert("1") for page in (first, *others)]
        return _save(bilevel[0], form, save_all=True, append_images=bilevel[1:], compression="group4")
    if others:
        raise ValueError(f"a {form} file holds one page, the source has {1 + len(others)}")
    return _save(first if form == "JPEG" else first.point(lambda grey: grey // 32 * 36), form)


def _save(page: Image.Image, form: str, **options: object) -> bytes:
    buffer = BytesIO()
    if form == "JPEG":
        options["quality"] = _QUALITY
    page.save(buffer, form, dpi=(_DPI, _DPI), **options)
    return buffer.getvalue()
