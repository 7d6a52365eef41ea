"""Opening the store for reading only, with the standard library alone: commands that look up must start fast."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from taskgraph.datadir import DATABASE
from taskgraph.errors import NoStoreError
from taskgraph.schema_version import refuse_other


def _escape(path: str) -> str:
    """Escape what a URI would not take for a part of the path; as_uri() would load urllib."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


@contextmanager
def open_reader(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """Open a database of this program's version; raise NewerStoreError or OlderStoreError for another."""
    db = connect_reader(data_dir)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA busy_timeout = 5000")
        refuse_other(db, data_dir / DATABASE)
        yield db
    finally:
        db.close()


def connect_reader(data_dir: Path, *, of_one_thread: bool = True) -> sqlite3.Connection:
    """Return a connection that cannot write; raise NoStoreError where there is no database."""
    return connect(data_dir, "ro", of_one_thread=of_one_thread)


def connect(data_dir: Path, mode: Literal["ro", "rw"], *, of_one_thread: bool = True) -> sqlite3.Connection:
    """Return a connection that makes no database; raise NoStoreError where there is none."""
    path = data_dir / DATABASE
    if not path.exists():
        raise NoStoreError(f"{data_dir} 中还没有数据。请先用 duban load 文件… 导入,或用 --data-dir 指定数据目录")
    address = f"file:{_escape(str(path.resolve()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, check_same_thread=of_one_thread)
