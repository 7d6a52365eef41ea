"""An event that a person reports of a task, from the wish to the log; for the command and the desk alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from taskgraph.datadir import A_MOMENT
from taskgraph.errors import ImpossibleStepError
from taskgraph.event_query import load_history
from taskgraph.event_store import Taken, next_number, record_event
from taskgraph.events import Detail, Event, EventKind, Extension
from taskgraph.model import TaskRow
from taskgraph.store import open_store
from taskgraph.viewpoint import now

Check = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An event to be, as a person gave it."""

    task: str
    kind: EventKind
    detail: Detail
    on: date
    by: str | None
    note: str | None

    def event(self, number: int) -> Event:
        return Event(
            task=self.task,
            number=number,
            kind=self.kind,
            happened_on=self.on,
            recorded_at=now(),
            by=self.by,
            note=self.note,
            detail=self.detail,
        )


def record_wish(data_dir: Path, wish: Wish, check: Check | None = None) -> Taken:
    """Put an event on record; raise ImpossibleStepError where it cannot have happened.

    `check` may refuse it: while it looks, nobody else writes.
    """
    with open_store(data_dir, patience=A_MOMENT) as store, store.db.atomic():
        if check:
            check()
        return record_event(store.db, wish.event(next_number(load_history(store.db, wish.task))))


def record_wishes(data_dir: Path, wishes: Iterable[Wish]) -> list[Taken | str]:
    """Put events on record, each for itself; in place of what cannot have happened comes why."""
    with open_store(data_dir, patience=A_MOMENT) as store:
        return [_record_or_tell(store.db, wish) for wish in wishes]


def _record_or_tell(db: Database, wish: Wish) -> Taken | str:
    try:
        with db.atomic():
            return record_event(db, wish.event(next_number(load_history(db, wish.task))))
    except ImpossibleStepError as error:
        return str(error)


def describe_earlier_deadline(task: TaskRow, detail: Detail) -> str | None:
    """Return what is wrong with an extension that extends nothing, None where nothing is."""
    due = task.standing.due
    if isinstance(detail, Extension) and due and detail.due <= due.day:
        return f"新时限 {detail.due} 不晚于现在的时限 {due.day}"
    return None
