"""The originals beside the database: is each there and as it was loaded, and what lies there that nothing needs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from ingest.store import original_path
from taskgraph.care.model import Fault
from taskgraph.care.query import is_carried, load_originals

NAME = "原件"
_AGAIN = "请找到同一份文件,用 duban load --again 文件 重新导入;找不到就从备份恢复"


def iter_original_faults(db: sqlite3.Connection, files: Path, told: Callable[[int, int], object]) -> Iterator[Fault]:
    """Yield what is wrong with the originals; `told` hears how many were looked at, of how many."""
    originals = load_originals(db)
    for done, (sha256, source) in enumerate(originals.items(), start=1):
        problem = find_original_problem(original_path(files, sha256), sha256)
        if problem and is_carried(db, sha256):  # it may have been removed meanwhile
            yield Fault(check=NAME, at=source, problem=problem, remedy=_AGAIN)
        told(done, len(originals))


def find_original_problem(path: Path, sha256: str) -> str | None:
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return "导入的原件不见了"
    except OSError as error:
        return f"原件读不出来({error.strerror})"
    return None if same else "原件的内容变了,与导入时的校验值不符"


def find_leftovers(files: Path, needed: Collection[str]) -> tuple[Path, ...]:
    """Return the files that no document needs: what a load that broke off has left behind."""
    return tuple(sorted(path for path in files.rglob("*") if path.is_file() and path.name not in needed))


def drop_leftovers(files: Path, needed: Collection[str]) -> int:
    """Delete what nothing needs; nobody else may be writing. Return how many files that were."""
    leftovers = find_leftovers(files, needed)
    for path in leftovers:
        path.unlink()
    return len(leftovers)
