"""What one page has computed and the next may use again: until the graph changes, or the day is over.

While other programs write all the time, as a long load does, a value that is dear to compute may be somewhat older: the
longer it took, the longer it is kept, but never long. What people write at the desk itself counts at once.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple, TypeVar, cast
from uuid import uuid4

from taskgraph.datadir import DATABASE
from taskgraph.reader import connect_reader
from taskgraph.touched_query import last_touched
from taskgraph.viewpoint import Viewpoint

Value = TypeVar("Value")
MOST = 128  # values kept
LONGEST = 15.0  # seconds that a value may be behind what others wrote


class _View(NamedTuple):
    """What all values depend on: the database's file, the day, and the light rules by their name."""

    file: tuple[int, int]
    day: date
    rules: str


class _Known(NamedTuple):
    """A value, and the number up to which it knows what was written (`last_touched`).

    `until`: how long it may be shown though others have written; `lasts`: it can be renewed.
    """

    view: _View
    number: int
    value: Any
    until: float
    lasts: bool


class Memo:
    """Values by their names. Each is computed by one request at a time; who comes meanwhile waits and takes it over.

    While others write, a value is shown for `patience` times as long as it took to compute, and LONGEST at the most.
    """

    def __init__(self, data_dir: Path, today: Callable[[], Viewpoint], patience: float = 0) -> None:
        self._data_dir = data_dir
        self._today = today
        self._patience = patience
        self._own = 0  # what the desk itself has written up to this number must show
        self._lock = Lock()
        self._watch: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._values: OrderedDict[Hashable, _Known] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._life = uuid4().hex  # the database counts its versions anew for each connection

    def recall(
        self,
        name: Hashable,
        compute: Callable[[], Value],
        renew: Callable[[Value, int], Value] | None = None,
    ) -> Value:
        """Return the value of that name as the graph is now: the known one, or one that is computed.

        `renew` brings a known value up to date with what was touched after a number, where that is less work.
        """
        view, number = self._look()
        known = self._find(name)
        if known and self._is_good(known, view, number):
            return cast("Value", known.value)
        with self._lock:
            making = self._making.setdefault(name, Lock())
        tolerable = known is not None and known.view == view and self._own <= known.number and self._patience > 0
        if not making.acquire(blocking=not tolerable):
            return cast("Value", known.value) if known else compute()  # somebody else is at it
        try:
            return self._make(name, compute, renew, number)
        finally:
            making.release()

    def note_own_write(self) -> None:
        """Let everything that has been written so far show at once."""
        if (self._data_dir / DATABASE).exists():
            self._own = self._look()[1]

    def _is_good(self, known: _Known, view: _View, number: int) -> bool:
        if known.view != view:
            return False
        return known.number >= number or (known.number >= self._own and monotonic() < known.until)

    def _make(
        self, name: Hashable, compute: Callable[[], Value], renew: Callable[[Value, int], Value] | None, wanted: int
    ) -> Value:
        """Return a value that knows what was `wanted`: another's, if it was made meanwhile, else a new one."""
        view, number = self._look()
        known = self._find(name)
        old = known if known and known.view == view else None
        if old and old.number >= wanted:
            return cast("Value", old.value)
        start = monotonic()
        value = renew(old.value, old.number) if renew and old else compute()
        until = monotonic() + min(self._patience * (monotonic() - start), LONGEST)
        self._keep(name, _Known(view, number, value, until, lasts=renew is not None))
        return value

    def _find(self, name: Hashable) -> _Known | None:
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
            return self._values.get(name)

    def _keep(self, name: Hashable, known: _Known) -> None:
        """Keep a value, and of the others none that has become useless."""
        with self._lock:
            self._values[name] = known
            self._values.move_to_end(name)
            useless = [name for name, other in self._values.items() if _is_useless(other, known.number)]
            useless += list(self._values)[: max(len(self._values) - MOST, 0)]
            for one in set(useless):
                del self._values[one]
                self._making.pop(one, None)

    def _look(self) -> tuple[_View, int]:
        """Return on what values depend now. One connection stays open, for as long as the file is the same."""
        told, seen = (self._data_dir / DATABASE).stat(), self._today()
        file = (told.st_dev, told.st_ino)
        with self._lock:
            if self._watch is None or self._file != file:
                if self._watch:
                    self._watch.close()
                self._watch, self._file = connect_reader(self._data_dir, of_one_thread=False), file
            return _View(file, seen.day, seen.rules.title), last_touched(self._watch)

    def describe_state(self) -> str:
        """Return words that change with every write, the day and the rules; none where nothing was ever loaded."""
        if not (self._data_dir / DATABASE).exists():
            return ""
        view, _ = self._look()
        with self._lock:
            version = self._watch.execute("PRAGMA data_version").fetchone()[0] if self._watch else 0
        return f"{self._life} {view} {version}"


def _is_useless(known: _Known, number: int) -> bool:
    return known.number < number and not known.lasts and known.until < monotonic()


@dataclass(frozen=True, slots=True)
class OwnMemo:
    """A memo in which nothing is found that was computed for others, nor by others what is computed here."""

    memo: Memo | OwnMemo
    whose: Hashable

    def recall(
        self,
        name: Hashable,
        compute: Callable[[], Value],
        renew: Callable[[Value, int], Value] | None = None,  # noqa: ARG002 - as Memo has it
    ) -> Value:
        """Do as Memo, but compute anew: which tasks are one's own changes with what units are called, too."""
        return self.memo.recall((self.whose, name), compute)

    def describe_state(self) -> str:
        return f"{self.memo.describe_state()} {self.whose}"

    def note_own_write(self) -> None:
        self.memo.note_own_write()
