from __future__ import annotations

import io
import zipfile

import pytest

from ingest.containers import find_members, is_container
from ingest.errors import BrokenFileError, EmptyFileError, EncryptedFileError, FileTooLargeError
from ingest.names import clean_name, is_hidden


def packed(*names: str, content: bytes = b"text") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return buffer.getvalue()


def packed_raw(name: bytes, *, extra: bytes = b"") -> bytes:
    """Return an archive whose entry has a name of these bytes, without a word on their encoding."""
    info = zipfile.ZipInfo("x" * len(name))
    info.extra = extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(info, b"text")
    return buffer.getvalue().replace(b"x" * len(name), name)


def encrypt(data: bytes, *, first_only: bool = False) -> bytes:
    """Set the flag of encryption on the entries."""
    changed = bytearray(data)
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flag] |= 1
            at = -1 if first_only else changed.find(signature, at + 4)
    return bytes(changed)


def names_in(data: bytes) -> list[str]:
    return [member.name for member in find_members(data)]


def test_members_are_read_in_their_order() -> None:
    members = find_members(packed("b.txt", "a/c.txt"))
    assert [(m.name, m.read()) for m in members] == [("b.txt", b"text"), ("a/c.txt", b"text")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed("通知.txt"), "通知.txt"),
        (packed_raw("工作要点.txt".encode("gbk")), "工作要点.txt"),
        (packed_raw("通知.txt".encode("gbk")), "通知.txt"),
        (packed_raw("工作要点.txt".encode()), "工作要点.txt"),
        (packed_raw("café.txt".encode("cp437")), "café.txt"),
        (packed_raw(b"plan.txt"), "plan.txt"),
        (
            packed_raw(b"?.txt", extra=b"up\x0f\x00\x01\x00\x00\x00\x00" + "通知.txt".encode()),
            "通知.txt",
        ),
    ],
    ids=[
        "UTF-8 with its flag",
        "GBK",
        "GBK that is UTF-8 by chance",
        "UTF-8 without",
        "CP437",
        "ASCII",
        "Info-ZIP's field",
    ],
)
def test_names_are_read_as_they_were_typed(data: bytes, expected: str) -> None:
    assert names_in(data) == [expected]


@pytest.mark.parametrize(
    "name", [".hidden", "a/.git/config", "~$plan.docx", "__MACOSX/._plan.docx", "Thumbs.db", "a/desktop.ini", ".."]
)
def test_what_nobody_meant_to_send_is_left_out(name: str) -> None:
    assert is_hidden(name)
    assert names_in(packed(name, "plan.txt")) == ["plan.txt"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\plan.txt"])
def test_a_path_is_only_a_name(name: str) -> None:
    assert [m.read() for m in find_members(packed(name))] == [b"text"]


def test_control_characters_in_names_are_not_printed() -> None:
    assert clean_name("a\x1b[31mb\n.txt") == "a\ufffd[31mb\ufffd.txt"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "OFD.xml", "mimetype", "word/document.xml"])
def test_an_office_file_is_no_container(part: str) -> None:
    assert not is_container(packed(part))


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"plain text", b"%PDF-1.7"])
def test_other_bytes_are_no_container(data: bytes) -> None:
    assert not is_container(data)


def test_an_encrypted_archive_says_so() -> None:
    with pytest.raises(EncryptedFileError):
        find_members(encrypt(packed("a.txt", "b.txt")))


def test_one_encrypted_member_does_not_keep_the_others_from_being_read() -> None:
    first, second = find_members(encrypt(packed("a.txt", "b.txt"), first_only=True))
    with pytest.raises(EncryptedFileError):
        first.read()
    assert second.read() == b"text"


def test_a_damaged_member_is_broken_alone() -> None:
    data = packed("a.txt", "b.txt", content=b"0123456789" * 100)
    damaged = bytearray(data)
    damaged[40] ^= 0xFF
    first, second = find_members(bytes(damaged))
    with pytest.raises(BrokenFileError):
        first.read()
    assert second.read() == b"0123456789" * 100


def test_an_archive_bomb_is_refused() -> None:
    with pytest.raises(FileTooLargeError):
        find_members(packed("zeros", content=bytes(12 * 1024**2)))


def test_too_many_members_are_refused() -> None:
    with pytest.raises(FileTooLargeError, match="10001"):
        find_members(packed(*map(str, range(10_001)), content=b""))


def test_an_archive_without_files_is_empty() -> None:
    with pytest.raises(EmptyFileError):
        find_members(packed("folder/", ".hidden"))
