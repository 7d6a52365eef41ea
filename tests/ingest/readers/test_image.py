from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ingest import ocr
from ingest.errors import BrokenFileError, FileTooLargeError, NoTextError
from ingest.formats import Format, detect_format
from ingest.readers import image as images
from ingest.readers.image import iter_pictures, read_image


def encode(image, kind, **options):
    image.save(buffer := io.BytesIO(), kind, **options)
    return buffer.getvalue()


GREY = Image.linear_gradient("L").resize((60, 80))
FILES = {
    "PNG": encode(GREY, "PNG"),
    "JPEG": encode(GREY, "JPEG"),
    "BMP": encode(GREY, "BMP"),
    "GIF": encode(GREY, "GIF"),
    "TIFF": encode(GREY, "TIFF", compression="tiff_lzw"),
    "fax": encode(GREY.convert("1"), "TIFF", compression="group4"),
    "CMYK": encode(GREY.convert("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_opened_in_colour(name):
    (picture,) = iter_pictures(FILES[name])
    assert picture.shape == (80, 60, 3)
    assert picture.dtype == np.uint8
    assert detect_format(FILES[name]) is Format.IMAGE


def test_every_page_of_a_tiff_is_read():
    pages = encode(GREY, "TIFF", save_all=True, append_images=[GREY, GREY])
    assert len(list(iter_pictures(pages))) == 3


def test_what_is_transparent_is_white_paper():
    (picture,) = iter_pictures(encode(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"))
    assert picture.min() == 255


def test_a_photo_is_turned_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,) = iter_pictures(encode(GREY, "JPEG", exif=exif))
    assert picture.shape[:2] == (60, 80)


def test_a_large_picture_is_made_smaller():
    (picture,) = iter_pictures(encode(Image.new("L", (5000, 2500), 255), "PNG"))
    assert picture.shape[1] <= ocr.LONGEST_SIDE
    assert picture.shape[0] * picture.shape[1] <= ocr.MOST_PIXELS


@pytest.mark.parametrize("name", FILES)
def test_a_picture_that_is_cut_off_is_broken(name):
    with pytest.raises(BrokenFileError, match="损坏"):
        list(iter_pictures(FILES[name][:60]))


def test_a_picture_with_far_too_many_pixels_is_refused():
    wide = encode(Image.new("1", (12_000, 12_000)), "TIFF", compression="group4")
    with pytest.raises(FileTooLargeError, match="像素"):
        list(iter_pictures(wide))


def test_without_ocr_a_picture_has_no_text(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    ocr.load_engine.cache_clear()
    with pytest.raises(NoTextError, match=r"duban\[ocr\]"):
        read_image(FILES["PNG"])


def test_pages_are_told_apart(monkeypatch):
    monkeypatch.setattr(images, "load_engine", lambda: None)
    monkeypatch.setattr(images, "scan_page", lambda number, show, scale: images.Page(warning=f"第{number + 1}页"))
    with pytest.raises(NoTextError, match="共 2 页"):
        read_image(encode(GREY, "TIFF", save_all=True, append_images=[GREY]))
