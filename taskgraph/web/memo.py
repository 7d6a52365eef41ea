"""What one page has computed and the next may use again: until something is written, or the day is over."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from taskgraph.datadir import DATABASE
from taskgraph.reader import connect_reader
from taskgraph.viewpoint import Viewpoint

Value = TypeVar("Value")
MOST = 128  # values kept


class _Stamp(NamedTuple):
    """What values depend on: the database's file and version, the day, and the light rules by their name."""

    file: tuple[int, int]
    version: int
    day: date
    rules: str


class Memo:
    """Values by their names, all of one stamp. One connection stays open: only it can tell what others have written."""

    def __init__(self, data_dir: Path, today: Callable[[], Viewpoint]) -> None:
        self._data_dir = data_dir
        self._today = today
        self._lock = Lock()
        self._watch: sqlite3.Connection | None = None
        self._stamp: _Stamp | None = None
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._life = uuid4().hex  # the database counts its versions anew for each connection

    def recall(self, name: Hashable, compute: Callable[[], Value]) -> Value:
        """Return the value of that name, computed now if it is not known or no longer good."""
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                self._values.clear()
                self._stamp = stamp
            if name in self._values:
                self._values.move_to_end(name)
                known: Value = self._values[name]
                return known
        value = compute()
        with self._lock:
            if stamp == self._stamp:
                self._values[name] = value
                while len(self._values) > MOST:
                    self._values.popitem(last=False)
        return value

    def describe_state(self) -> str:
        """Return words that change with whatever values depend on; none where nothing was ever loaded."""
        if not (self._data_dir / DATABASE).exists():
            return ""
        with self._lock:
            return f"{self._life} {self._look()}"

    def _look(self) -> _Stamp:
        told, seen = (self._data_dir / DATABASE).stat(), self._today()
        file = (told.st_dev, told.st_ino)
        if self._watch is None or self._stamp is None or self._stamp.file != file:
            if self._watch:
                self._watch.close()
            self._watch = connect_reader(self._data_dir, of_one_thread=False)
        version = self._watch.execute("PRAGMA data_version").fetchone()[0]
        return _Stamp(file, version, seen.day, seen.rules.title)
