"""Compound files (OLE), in which Office kept its documents before 2007: the streams of the root, by name."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable

import olefile

from ingest.errors import BrokenFileError

BROKEN = "旧版 Office 文件的目录已损坏({problem}),可能没有下载完整。请用 WPS 或 Word 打开修复后另存,或重新获取原文件。"
# olefile trusts some of the numbers that a file states; these are what it raises where they are false.
FALSE_STATEMENTS = (OSError, struct.error, LookupError, ValueError, TypeError, AttributeError, RecursionError)


def list_streams(data: bytes) -> tuple[str, ...]:
    """Return the names of what stands in the root; raise BrokenFileError where the directory is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            return tuple(path[0] for path in compound.listdir(streams=True, storages=True))
    except FALSE_STATEMENTS as problem:
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem


def read_streams(data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of those of the streams that are there."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            return {name: compound.openstream(name).read() for name in names if compound.exists(name)}
    except FALSE_STATEMENTS as problem:
        raise BrokenFileError(BROKEN.format(problem=problem)) from problem
