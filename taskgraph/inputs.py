"""From the paths of a command line to documents with their facts; what cannot be read is a Failure, not an end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.model import Extraction
from extract.pipeline import extract
from ingest.errors import IngestError
from ingest.model import Document
from ingest.pipeline import LARGEST_FILE, read_document

STDIN = "-"
REFUSED = frozenset({"classified", "encrypted", "too_large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document that was read, with its bytes and what was found in it."""

    data: bytes
    doc: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: `kind` for programs, `message` for people."""

    source: str
    kind: str
    message: str


def find_sources(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths with every folder replaced by the files under it, in order, hidden ones left out.

    A folder without files stays: reading it then says so.
    """
    found = [source for path in paths for source in (Path(path).is_dir() and tuple(_iter_files(Path(path)))) or (path,)]
    return tuple(dict.fromkeys(found))


def _iter_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield str(path)


def read_source(source: str) -> Read | Failure:
    """Read one file, or standard input for "-", and extract what it asks for."""
    try:
        data = _read_bytes(source)
    except FileNotFoundError:
        return Failure(source=source, kind="missing", message="没有这个文件。请检查路径和文件名")
    except IsADirectoryError:
        return Failure(source=source, kind="empty_folder", message="文件夹里没有可导入的文件。请检查路径")
    except OSError as error:
        return Failure(source=source, kind="unreadable", message=f"无法打开文件({error.strerror})。请检查文件权限")
    try:
        doc = read_document(data, source)
    except IngestError as error:
        return Failure(source=source, kind=error.kind, message=str(error))
    return Read(data=data, doc=doc, extraction=extract(doc))


def _read_bytes(source: str) -> bytes:
    """Return the bytes of a source, at most one more than may be read: the reader refuses what is too large."""
    if source == STDIN:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with Path(source).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def exit_code(failures: Iterable[Failure], inputs: int) -> int:
    """Return 0 if all was read, 5 if every input was refused for what it is, 4 if something else failed."""
    kinds = [failure.kind for failure in failures]
    if kinds and len(kinds) == inputs and REFUSED.issuperset(kinds):
        return 5
    return 4 if kinds else 0
