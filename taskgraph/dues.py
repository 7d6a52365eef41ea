"""On which days a task is due: each date of its text once, or the day to which it was extended, and each rhythm once.

The number of a due is that of its deadline in the text: it stays when the day is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extract.model import Deadline
from taskgraph.bounds import explain_day
from taskgraph.model import DocumentRef, TaskRow
from taskgraph.rhythm import Recurrence, Window, find_recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day on which a task is due, or on which it first is, with the deadlines that say so.

    `put_off`: the day that an extension put off to this one.
    """

    day: date
    number: int
    deadlines: tuple[Deadline, ...]
    recurrence: Recurrence | None = None
    put_off: date | None = None


def iter_dues(task: TaskRow) -> Iterator[Due]:
    """Yield a task's dues; those that name no day, or one that no calendar has room for, are left out."""
    single: dict[date, Due] = {}
    rhythms: dict[object, Due] = {}
    for number, deadline in enumerate(task.deadlines, start=1):
        if deadline.every:
            window = find_window(task.document)
            found = find_recurrence(deadline, window) if window else None
            if found:
                key = (deadline.every, found.first)
                rhythms.setdefault(key, Due(day=found.first, number=number, deadlines=(deadline,), recurrence=found))
        elif day := deadline.end or deadline.start:
            known = single.get(day)
            earlier = known.deadlines if known else ()
            single[day] = Due(day=day, number=known.number if known else number, deadlines=(*earlier, deadline))
    yield from (due for due in _extend(task, single).values() if explain_day(due.day) is None)
    yield from rhythms.values()


def _extend(task: TaskRow, single: dict[date, Due]) -> dict[date, Due]:
    """Return the dues with the one that an extension put off on its new day, or with that day alone."""
    now = task.standing.due
    if now is None or now.extended_on is None:
        return single
    if now.planned in single:
        moved = replace(single[now.planned], day=now.day, put_off=now.planned)
        return {day: due for day, due in single.items() if day != now.planned} | {now.planned: moved}
    return single | {now.day: Due(day=now.day, number=0, deadlines=())}


def find_window(document: DocumentRef) -> Window | None:
    """Return the days within which a plan's rhythms repeat: its period, else its year."""
    start, end = document.period
    if start and end:
        return Window(start, end)
    return Window(date(document.year, 1, 1), date(document.year, 12, 31)) if document.year else None
