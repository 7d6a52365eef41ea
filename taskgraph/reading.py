"""Reading one input, as a worker does it: its bytes, then the document in them, or the members of a container."""

from __future__ import annotations

import os
from collections.abc import Set
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from extract.pipeline import extract
from ingest.containers import Member, find_members, is_container
from ingest.errors import FileTooLargeError, IngestError
from ingest.pipeline import LARGEST_FILE, read_document, refuse_unreadable_size
from taskgraph.inputs import Failure, Input, Known, Opened, Read

DEEPEST = 3  # archives within archives
OPEN_CONTAINERS = 4  # kept open, so that reading the next member need not begin at the file


def read_input(item: Input, known: Set[str] = frozenset()) -> Read | Known | Failure | Opened:
    """Read one input and extract what it asks for, unless the hash of its bytes is among the known ones."""
    try:
        data = _find_bytes(item.path, item.inside)
        if (digest := sha256(data).hexdigest()) in known:
            return Known(source=item.source, sha256=digest)
        return _read_bytes(item, data)
    except IngestError as error:
        return Failure(source=item.source, kind=error.kind, message=str(error))
    except OSError as error:
        return _opening_failure(item, error)


def _read_bytes(item: Input, data: bytes) -> Read | Opened:
    refuse_unreadable_size(data)
    if is_container(data):
        return _open(item)
    doc = read_document(data, item.source)
    return Read(data=data, doc=doc, extraction=extract(doc))


def _opening_failure(item: Input, error: OSError) -> Failure:
    kind, message = "unreadable", f"无法打开文件({error.strerror or error})。请检查文件权限"
    if isinstance(error, FileNotFoundError):
        kind, message = "missing", "没有这个文件。请检查路径和文件名"
    elif os.path.isdir(item.path) and os.access(item.path, os.R_OK | os.X_OK):
        kind, message = "empty_folder", "文件夹里没有可导入的文件。请检查路径"
    return Failure(source=item.source, kind=kind, message=message)


def _open(item: Input) -> Opened:
    if len(item.inside) >= DEEPEST:
        raise FileTooLargeError(f"压缩包套了超过 {DEEPEST} 层,已停止打开。请解压后再导入其中的文件。")
    members = _members(item.path, item.inside)
    inputs = (
        Input(source=f"{item.source}!{member.name}", path=item.path, inside=(*item.inside, number))
        for number, member in enumerate(members)
    )
    return Opened(source=item.source, members=tuple(inputs), size=sum(member.size for member in members))


@lru_cache(OPEN_CONTAINERS)
def _members(path: str, inside: tuple[int, ...]) -> tuple[Member, ...]:
    return find_members(_find_bytes(path, inside))


def _find_bytes(path: str, inside: tuple[int, ...]) -> bytes:
    """Return the bytes of a file or member, at most one more than may be read: the reader refuses what is too large."""
    if inside:
        return _members(path, inside[:-1])[inside[-1]].read()
    with Path(path).open("rb") as file:
        return file.read(LARGEST_FILE + 1)
