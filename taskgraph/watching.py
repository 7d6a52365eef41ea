"""Watching a folder: which files have arrived whole, and where those go that could not be read.

Nothing is ever deleted. A file that fails is moved to `failed/` with a note beside it; all others stay.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from taskgraph.inputs import Failure, Input, iter_files, shown_name

FAILED = "failed"
NOTE = ".说明.txt"
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".filepart", ".opdownload")
STAYS = frozenset({"missing"})  # kinds of failures after which there is nothing to move

Stamps: TypeAlias = Mapping[str, "Stamp"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes while a file is still being written."""

    size: int
    changed: int  # in nanoseconds


def look_around(folder: Path) -> Stamps:
    """Return the files of a watched folder with their stamps, without unfinished downloads and failed files."""
    return dict(_iter_stamps(folder))


def _iter_stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    for path in iter_files(str(folder), without=FAILED):
        if path.lower().endswith(UNFINISHED) or path.endswith("~"):
            continue
        try:
            found = os.stat(path)
        except FileNotFoundError:  # moved away since it was listed
            continue
        if stat.S_ISREG(found.st_mode):
            yield path, Stamp(found.st_size, found.st_mtime_ns)


def find_arrived(before: Stamps, now: Stamps, done: Stamps) -> tuple[Input, ...]:
    """Return the files that have not changed since the look before and were not loaded as they are."""
    whole = (path for path, stamp in now.items() if before.get(path) == stamp and done.get(path) != stamp)
    return tuple(Input(source=shown_name(path), path=path) for path in whole)


def failures_by_file(inputs: Iterable[Input], failures: Iterable[Failure]) -> Mapping[str, Sequence[Failure]]:
    """Return the failures of each file that is to be moved, those of its members included."""
    found: dict[str, list[Failure]] = {}
    paths = {item.source: item.path for item in inputs}
    for failure in failures:
        own = failure.source if failure.source in paths else _outermost(failure.source, paths)
        if own and failure.kind not in STAYS:
            found.setdefault(paths[own], []).append(failure)
    return found


def _outermost(source: str, sources: Iterable[str]) -> str | None:
    return max((own for own in sources if source.startswith(f"{own}!")), key=len, default=None)


def move_failed(folder: Path, path: str, failures: Sequence[Failure], *, day: str) -> Path:
    """Move a file below `failed/`, keeping its place in the folder, and write beside it what was wrong."""
    target = _free_name(folder / FAILED / Path(path).relative_to(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(path).rename(target)
    reasons = "\n".join(f"{failure.source}:{failure.message}" for failure in failures)
    text = f"{day} 导入时未能读取:\n{reasons}\n处理后请把文件放回 {shown_name(str(folder))},会再次导入。\n"
    target.with_name(target.name + NOTE).write_text(text, encoding="utf-8")
    return target


def _free_name(path: Path) -> Path:
    """Return the path, or one with a number where a file of that name failed before."""
    names = (path.with_name(f"{path.stem}({number}){path.suffix}") for number in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())
