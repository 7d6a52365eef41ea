"""Bytes → members: what lies in a ZIP archive or an e-mail, each to be read as a file of its own.

Names are only names: nothing is ever written under them. Office files that are ZIP inside are no containers.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ingest.archives import MOST_MEMBERS, refuse_bomb
from ingest.encoding import is_plausible
from ingest.errors import BrokenFileError, EmptyFileError, EncryptedFileError, FileTooLargeError
from ingest.mail import Part, find_parts, is_mail
from ingest.names import clean_name, is_hidden

LARGEST_MEMBER = 100 * 1024**2
PACKAGE_PARTS = frozenset({"[Content_Types].xml", "OFD.xml", "mimetype", "content.xml", "word/document.xml"})
ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
UTF8_NAME = 0x800  # flag bits of an entry
ENCRYPTED = 0x1
UNICODE_PATH = b"up"  # the extra field in which Info-ZIP keeps the name in UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a container: `read` gives its bytes or raises an IngestError that concerns it alone."""

    name: str
    size: int  # as declared
    read: Callable[[], bytes]


def is_container(data: bytes) -> bool:
    """Whether the bytes are an archive or an e-mail; one that is too broken to be listed is not."""
    if data.startswith(ARCHIVE_STARTS):
        names = _zip_names(data)
        return names is not None and not PACKAGE_PARTS & names
    return is_mail(data)


def _zip_names(data: bytes) -> set[str] | None:
    try:
        return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError):
        return None


def find_members(data: bytes) -> tuple[Member, ...]:
    """Return the files of a container in their order, without hidden ones and those that systems leave behind.

    Raises an IngestError for a container that is encrypted as a whole, holds nothing or would unpack to too much.
    """
    members = _zip_members(data) if data.startswith(ARCHIVE_STARTS) else _mail_members(data)
    if not members:
        raise EmptyFileError("里面没有可导入的文件。请确认压缩包或邮件完整。")
    return members


def _zip_members(data: bytes) -> tuple[Member, ...]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise FileTooLargeError(f"压缩包里有 {len(entries)} 个文件,超过 {MOST_MEMBERS} 个的上限。请分成几包后再导入。")
    refuse_bomb(sum(entry.file_size for entry in entries), len(data))
    files = [(name, entry) for entry in entries if not entry.is_dir() and not is_hidden(name := entry_name(entry))]
    if files and all(entry.flag_bits & ENCRYPTED for _, entry in files):
        raise EncryptedFileError("压缩包设有密码,无法读取。请去掉密码后再导入。")
    return tuple(
        Member(name=name, size=entry.file_size, read=partial(_read_entry, archive, entry)) for name, entry in files
    )


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name as its maker typed it: UTF-8 where that is said or fits, else GBK, else CP437."""
    if entry.flag_bits & UTF8_NAME:
        return clean_name(entry.filename)
    printed = entry.orig_filename.encode("cp437", "replace")
    unicode_path = _unicode_path(entry.extra)
    for raw, encoding in ((unicode_path, "utf-8"), (printed, "utf-8"), (printed, "gb18030")):
        name = _decoded(raw, encoding)
        if name and is_plausible(name):
            return clean_name(name)
    return clean_name(entry.filename)


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _unicode_path(extra: bytes) -> bytes:
    while len(extra) >= 4:
        size = int.from_bytes(extra[2:4], "little")
        if extra[:2] == UNICODE_PATH:
            return extra[9 : 4 + size]
        extra = extra[4 + size :]
    return b""


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack an entry; the standard library never gives more bytes than the entry declares."""
    if entry.flag_bits & ENCRYPTED:
        raise EncryptedFileError("压缩包中的这个文件设有密码,无法读取。请去掉密码后再导入。")
    if entry.compress_type not in METHODS:
        raise BrokenFileError("压缩包中的这个文件用了不支持的压缩方法。请用普通 ZIP 方式重新压缩,或解压后再导入。")
    _refuse_large(entry.file_size)
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as problem:
        raise BrokenFileError(f"压缩包中的这个文件已损坏({problem})。请重新获取压缩包。") from problem


def _refuse_large(size: int) -> None:
    if size > LARGEST_MEMBER:
        raise FileTooLargeError(f"文件有 {size / 1024**2:.0f} MB,超过 100 MB 的上限。请拆分文件后再导入。")


def _mail_members(data: bytes) -> tuple[Member, ...]:
    parts = find_parts(data)
    if len(parts) > MOST_MEMBERS:
        raise FileTooLargeError(f"邮件里有 {len(parts)} 个附件,超过 {MOST_MEMBERS} 个的上限。")
    return tuple(
        Member(name=clean_name(part.name), size=len(part.data), read=partial(_part_data, part)) for part in parts
    )


def _part_data(part: Part) -> bytes:
    return part.data
