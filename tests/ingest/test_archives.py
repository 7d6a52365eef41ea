from __future__ import annotations

import io
import zipfile

import pytest

from ingest import archives
from ingest.archives import open_archive, refuse_bomb
from ingest.errors import BrokenFileError, EncryptedFileError, FileTooLargeError


def packed(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", content)
    return buffer.getvalue()


def test_an_ordinary_archive_opens():
    assert open_archive(packed(b"<x/>" * 100)).namelist() == ["word/document.xml"]


def test_an_archive_bomb_is_refused_by_its_declared_size():
    with pytest.raises(FileTooLargeError, match="MB"):
        open_archive(packed(b"\0" * 12 * 1024**2))


def test_a_false_declared_size_is_found_out(monkeypatch):
    monkeypatch.setattr(archives, "RATIO_FROM", 1000)
    data = packed(b"\0" * 100_000)
    lying = data.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises((FileTooLargeError, BrokenFileError)):
        open_archive(lying)


@pytest.mark.parametrize(
    ("unpacked", "sizes"), [(1024**3 + 1, 10**9), (11 * 1024**2, 1000)], ids=["over 1 GB", "over 100:1"]
)
def test_limits_of_unpacking(unpacked, sizes):
    with pytest.raises(FileTooLargeError):
        refuse_bomb(unpacked, sizes)


def test_a_high_ratio_below_ten_megabytes_does_no_harm():
    refuse_bomb(9 * 1024**2, 1000)


def test_an_archive_with_a_password_is_encrypted():
    data = bytearray(packed(b"<x/>"))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flag] |= 1
    with pytest.raises(EncryptedFileError):
        open_archive(bytes(data))


def test_damaged_content_is_broken():
    data = bytearray(packed(b"<x>" + b"0123456789" * 50 + b"</x>"))
    data[60] ^= 0xFF
    with pytest.raises(BrokenFileError):
        open_archive(bytes(data))
