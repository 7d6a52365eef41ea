"""Open a zip only after its declared and its counted size are known to be sane."""

from __future__ import annotations

import io
import zipfile
import zlib

from ingest.errors import BrokenFileError, EncryptedFileError, FileTooLargeError

LARGEST_TOTAL = 1024**3
MOST_MEMBERS = 10_000
RATIO = 100
RATIO_FROM = 10 * 1024**2  # bytes unpacked; below it a high ratio does no harm
CHUNK = 1024**2
BROKEN_ZIP = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zlib.error)
BROKEN = "文件的压缩包已损坏({problem}),可能没有下载完整。请重新获取原文件,或用 WPS、Word 打开修复后另存。"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return the archive; raise for one that is broken, encrypted or would unpack to more than it may."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as problem:
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileTooLargeError(f"压缩包里有 {len(members)} 个文件,超过 {MOST_MEMBERS} 个的上限,已拒绝打开。")
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFileError("压缩包设有密码,无法读取。请去掉密码后再导入。")
    refuse_bomb(sum(member.file_size for member in members), len(data))
    refuse_bomb(_counted_size(archive, len(data)), len(data))
    return archive


def _counted_size(archive: zipfile.ZipFile, packed: int) -> int:
    """Unpack and count, since the sizes that an archive declares may be false."""
    total = 0
    for member in archive.infolist():
        try:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    refuse_bomb(total, packed)
        except BROKEN_ZIP as problem:
            raise BrokenFileError(BROKEN.format(problem=problem)) from problem
    return total


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Raise if `packed` bytes unpack to more than a document ever holds."""
    if unpacked > LARGEST_TOTAL or (unpacked > RATIO_FROM and unpacked > RATIO * packed):
        raise FileTooLargeError(
            f"压缩内容解开后达到 {unpacked / 1024**2:.0f} MB,是文件本身的 {unpacked // max(packed, 1)} 倍,"
            "不像正常文档,已拒绝打开。请确认文件来源,或另存后再导入。"
        )
