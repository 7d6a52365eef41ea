"""Taking a ledger back: what the file holds, what of it is new, what that means, and writing it, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from extract.model import Role
from ingest.readers.sheets import Sheet
from taskgraph.correction_query import Subject, load_corrected_task
from taskgraph.corrections import Held
from taskgraph.ledger import load_ledger_table, place_own_columns
from taskgraph.ledger_changes import Change, find_changes
from taskgraph.ledger_file import LedgerFile, Stray, read_ledger
from taskgraph.ledger_query import load_entries, load_own_columns
from taskgraph.ledger_steps import Refused, Row, Step, Winner, find_day, plan_steps
from taskgraph.ledger_store import Scribe, place_columns, take_step
from taskgraph.model import TaskRow
from taskgraph.query import find_tasks_in_force
from taskgraph.viewpoint import Viewpoint

_READ = frozenset({"due", *Role})  # the columns of what was read in the document
GONE = "库中没有这个编号的任务,或它已不在文件的现行版本里"


@dataclass(frozen=True, slots=True)
class Line:
    """A changed cell of a task, and what became of it."""

    task: TaskRow
    step: Step


@dataclass(frozen=True, slots=True)
class Returned:
    lines: tuple[Line, ...]
    strays: tuple[Stray, ...]

    @property
    def whole(self) -> bool:
        """Whether everything that people changed was taken."""
        return not self.strays and not any(isinstance(line.step, Refused) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a ledger is taken back. `misread`: changed deadlines are corrections; `dry_run`: nothing is kept.

    `on`: the day of what rows tell without a day of their own; None: that of the viewpoint.
    """

    viewpoint: Viewpoint
    scribe: Scribe
    winner: Winner | None = None
    misread: bool = False
    on: date | None = None
    dry_run: bool = False


def take_back(db: Database, sheets: Iterable[Sheet], ways: Ways) -> Returned:
    """Record what people changed in a ledger, in one transaction; what the log refuses is left out and told.

    Raise LedgerFileError where it is none of ours.
    """
    columns = place_own_columns(load_ledger_table().columns, load_own_columns(db.conn))
    back = read_ledger(sheets, columns)
    with in_one_transaction(db, undo=ways.dry_run):
        return take_rows(db, back, ways)


def take_rows(db: Database, back: LedgerFile, ways: Ways) -> Returned:
    """Record what rows of tasks say that the store does not; the caller opens the transaction."""
    place_columns(db, back.own)
    columns = place_own_columns(load_ledger_table().columns, load_own_columns(db.conn))
    tasks = find_tasks_in_force(db.conn, [row.task for row in back.rows], ways.viewpoint)
    entries = dict(zip(tasks, load_entries(db.conn, list(tasks.values()), ways.viewpoint), strict=True))
    changes = find_changes(back.rows, entries, columns)
    lines = [
        Line(task, take_step(db, task, step, ways.scribe))
        for task in {task.id: task for task in tasks.values() if task.id in changes}.values()
        for step in plan_steps(_row(db, task, changes[task.id], ways), ways.winner)
    ]
    return Returned(tuple(lines), (*back.strays, *_iter_gone(back, tasks)))


def _row(db: Database, task: TaskRow, changes: Iterable[Change], ways: Ways) -> Row:
    by_key = {change.key: change for change in changes}
    held: tuple[Held, ...] = ()
    if by_key.keys() & _READ:
        held = load_corrected_task(db, Subject(task.document.version, task.id)).held
    today = ways.viewpoint.day
    usual = ways.on or today
    told = find_day(task, by_key, today, usual)
    return Row(task=task, changes=by_key, held=held, on=told or usual, misread=ways.misread, misdated=told is None)


def _iter_gone(back: LedgerFile, tasks: Mapping[str, TaskRow]) -> Iterator[Stray]:
    return (Stray(row.ref, row.task, GONE) for row in back.rows if row.task not in tasks)


class _Undone(Exception):  # noqa: N818 - no error: it ends a transaction that was only tried
    pass


@contextmanager
def in_one_transaction(db: Database, *, undo: bool) -> Iterator[None]:
    """Keep all that is written, or nothing: with `undo` it was only tried."""
    try:
        with db.atomic():
            yield
            if undo:
                raise _Undone
    except _Undone:
        return
