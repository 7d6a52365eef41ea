"""From the paths of a command line to documents with their facts; what cannot be read is a Failure, not an end.

An archive, folder or e-mail stands for what lies in it: each member is an input of its own that names its parent.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from extract.model import Extraction
from ingest.model import Document
from ingest.names import clean_name, is_hidden
from taskgraph.datadir import DATABASE, LOCK
from taskgraph.errors import SOME_LEFT

STDIN = "-"
REFUSED = frozenset({"classified", "encrypted", "too_large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something to read: the file at `path`, or what lies in it behind the member numbers `inside`.

    `source` names it for people: a.zip!b.docx.
    """

    source: str
    path: str
    inside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document that was read, with its bytes and what was found in it."""

    data: bytes
    doc: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file whose bytes were loaded before; it was not read again."""

    source: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: `kind` for programs, `message` for people."""

    source: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A container: what lies in it is to be read in its place. `size` counts the bytes that its members unpack to."""

    source: str
    members: tuple[Input, ...]
    size: int


Result: TypeAlias = Read | Known | Failure


def find_inputs(paths: Iterable[str], spool: Path) -> tuple[Input, ...]:
    """Return the paths with every folder replaced by the files under it, in order.

    Hidden files are left out, and so is a data directory of Duban's. A folder without files stays, and so does one
    that may not be looked into: reading it then says so.
    Standard input, named "-", is copied into the folder `spool`.
    """
    found = [file for path in paths for file in (Path(path).is_dir() and tuple(iter_files(path))) or (path,)]
    return tuple(
        Input(source=shown_name(path), path=copy_stdin(spool) if path == STDIN else path)
        for path in dict.fromkeys(found)
    )


def iter_files(folder: str, *, without: str | None = None) -> Iterator[str]:
    """Yield the files under a folder, then folders that may not be looked into; `without` is left out at the top."""
    barred: list[str] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: barred.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not is_hidden(name) and not _is_data_dir(Path(root, name)))
        if root == folder and without in folders:
            folders.remove(without)
        paths = (os.path.join(root, name) for name in sorted(files) if not is_hidden(name))
        yield from (path for path in paths if os.path.isfile(path))
    yield from barred


def _is_data_dir(folder: Path) -> bool:
    return (folder / DATABASE).exists() or (folder / LOCK).exists()


def shown_name(path: str) -> str:
    """Return a path that can be printed: names that are no UTF-8 are read as GBK, control characters replaced."""
    try:
        path.encode()
    except UnicodeEncodeError:
        path = os.fsencode(path).decode("gb18030", "replace")
    return clean_name(path) if os.sep == "/" else path


def copy_stdin(folder: Path) -> str:
    """Write standard input to a file in `folder`, as far as it may be read."""
    from ingest.pipeline import LARGEST_FILE  # noqa: PLC0415 - only standard input needs it here

    path = folder / "stdin"
    path.write_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1))
    return str(path)


def exit_code(failures: Iterable[Failure], inputs: int) -> int:
    """Return 0 if all was read, 5 if every input was refused for what it is, 4 if something else failed."""
    kinds = [failure.kind for failure in failures]
    if kinds and len(kinds) == inputs and REFUSED.issuperset(kinds):
        return 5
    return SOME_LEFT if kinds else 0
