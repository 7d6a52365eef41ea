"""What a changed cell of a ledger means: events, corrections of what was read, words that are kept beside the task.

Steps are only proposed here; whether an event is possible is for the task's log to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from extract.deadlines import read_deadline_cell
from extract.model import Role, State
from extract.moments import TimeContext
from extract.text import View
from taskgraph.corrections import Edit, Held
from taskgraph.events import Detail, EventKind, Extension, LifeState, Report
from taskgraph.ledger import load_ledger_table
from taskgraph.ledger_base import read_day
from taskgraph.ledger_changes import Change
from taskgraph.ledger_corrections import add_due, correct_due, correct_units, find_added, find_unit_fault, split_units
from taskgraph.ledger_reports import read_reports
from taskgraph.model import TaskRow
from taskgraph.standing import Due
from taskgraph.terms import EVENTS, SAID, STATES

NO_REASON = "台账中延期"
_FINISHED = frozenset({LifeState.SUBMITTED, LifeState.CLOSED})
_COMPUTED = "这一列由程序计算或出自原文,没有收回。读错了的,请在任务上更正"
_STEPS: Mapping[LifeState, EventKind] = {
    LifeState.ASSIGNED: EventKind.ASSIGNED,
    LifeState.ACCEPTED: EventKind.ACCEPTED,
    LifeState.UNDER_WAY: EventKind.PROGRESS,
    LifeState.SUBMITTED: EventKind.SUBMITTED,
    LifeState.RETURNED: EventKind.RETURNED,
    LifeState.CLOSED: EventKind.CLOSED,
    LifeState.SUSPENDED: EventKind.SUSPENDED,
    LifeState.CANCELLED: EventKind.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A change with what it becomes: events and corrections, in their order; `kept`: its words stay as they are."""

    change: Change
    on: date
    events: tuple[tuple[EventKind, Detail], ...] = ()
    edits: tuple[Edit, ...] = ()
    kept: bool = False
    becomes: str


@dataclass(frozen=True, slots=True)
class Refused:
    change: Change
    why: str


class Winner(StrEnum):
    """Whose word counts where both the file and the store changed a cell."""

    FILE = "file"
    STORE = "store"


Step: TypeAlias = Taken | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task with the changes in its row, the facts that count of it, and the day on which it all happened.

    `misread`: whether a changed deadline was read wrongly, and is no extension. `misdated`: whether the row tells a
    day on which nothing can have been reported.
    """

    task: TaskRow
    changes: Mapping[str, Change]
    held: tuple[Held, ...]
    on: date
    misread: bool = False
    misdated: bool = False


def plan_steps(row: Row, winner: Winner | None = None) -> tuple[Step, ...]:
    """Return a step for every change that says something new."""
    return tuple(_iter_steps(row, winner))


def find_day(task: TaskRow, changes: Mapping[str, Change], today: date, usual: date) -> date | None:
    """Return the day that people wrote in 最近反馈日期, the usual one where they wrote none.

    None where what they wrote is no day, or one to come.
    """
    told = changes["reported"].new if "reported" in changes else ""
    day = _read_due_day(told, task) if told else usual
    return day if day and day <= today else None


def _iter_steps(row: Row, winner: Winner | None) -> Iterator[Step]:
    for key in sorted(row.changes, key=lambda key: list(_READERS).index(key) if key in _READERS else len(_READERS)):
        change = row.changes[key]
        step = _refuse_misdated(change, row) or _READERS.get(key, _keep)(change, row)
        if step is None or (change.moved and winner is Winner.STORE):
            continue
        if isinstance(step, Taken):
            row = replace(row, held=(*row.held, *find_added(step.edits)))
        if change.rival:
            why = f"同一任务的两行写得不一样:{change.rival.ref} 写的是“{change.rival.text}”"
            yield Refused(change, why)
        elif change.moved and winner is None and isinstance(step, Taken):
            yield Refused(change, f"导出以后库中已改为“{change.old}”。以台账为准请加 --mine,以库中为准请加 --theirs")
        else:
            yield step


def _refuse_misdated(change: Change, row: Row) -> Refused | None:
    """Refuse what would be recorded with a day that was mistyped."""
    if row.misdated and change.key in {"due", "progress", "state", "reported"}:
        told = row.changes["reported"].new
        why = f"最近反馈日期写的是“{told}”,读不出是哪一天,或晚于今天;改成 2026-06-30 这样的日期后再收"
        return Refused(change, why)
    return None


def _keep(change: Change, row: Row) -> Step:
    return Taken(change=change, on=row.on, kept=True, becomes="随任务保存")


def _ignore(_change: Change, _row: Row) -> None:
    """The row's number is the file's own affair."""


def _refuse(change: Change, _row: Row) -> Step:
    return Refused(change, _COMPUTED)


def _read_reported(change: Change, row: Row) -> Step | None:
    if row.changes.keys() & {"progress", "state"}:
        return None  # it dates the report
    return Refused(change, "反馈日期随“当前进展”一并填写,不晚于今天,写成 2026-06-30")


def _read_progress(change: Change, row: Row) -> Step:
    if not change.new:
        return Taken(change=change, on=row.on, kept=True, becomes="不再显示,记录仍在")
    first, *others = read_reports(change.new, row.task)
    said = _find_meaning(row.changes["state"]) if "state" in row.changes else None
    reports = (replace(first, state=said) if isinstance(said, State) else first, *others)
    events = tuple((EventKind.PROGRESS, report) for report in reports)
    numbers = "、".join(f"{report.value}{report.unit or ''}" for report in reports if report.value is not None)
    becomes = EVENTS[EventKind.PROGRESS] + (f"({numbers})" if numbers else "")
    return Taken(change=change, on=row.on, events=events, kept=True, becomes=becomes)


def _read_state(change: Change, row: Row) -> Step | None:
    standing = row.task.standing
    meant = _find_meaning(change)
    if meant is None:
        known = "、".join((*STATES.values(), *SAID.values()))
        return Refused(change, f"不认识的状态“{change.new}”。可写:{known}")
    resumed = meant is LifeState.UNDER_WAY and standing.state is LifeState.SUSPENDED
    if meant is LifeState.UNDER_WAY and standing.state in _FINISHED:
        return Refused(change, f"任务已{STATES[standing.state]},写“{change.new}”不会改回去;要重办请写“退回”")
    if not resumed and _tells_progress(row) and (isinstance(meant, State) or meant is LifeState.UNDER_WAY):
        return Taken(change=change, on=row.on, kept=True, becomes="随“当前进展”一并记录")
    if isinstance(meant, State):
        return _say_state(change, row, meant)
    if meant not in _STEPS and meant is not standing.state:
        return Refused(change, f"已有记录的任务不能回到“{change.new}”;记错的一条请在任务的办理记录里更正")
    return None if meant is standing.state else _take_step(change, row, meant)


def _take_step(change: Change, row: Row, meant: LifeState) -> Taken:
    resumed = meant is LifeState.UNDER_WAY and row.task.standing.state is LifeState.SUSPENDED
    if resumed or meant is not LifeState.UNDER_WAY:
        return _take(change, row, EventKind.RESUMED if resumed else _STEPS[meant])
    return _take(change, row, EventKind.PROGRESS, Report(state=State.UNDER_WAY))


def _say_state(change: Change, row: Row, meant: State) -> Step | None:
    standing = row.task.standing
    said = standing.said is meant and standing.last_report is not None
    return None if said else _take(change, row, EventKind.PROGRESS, Report(state=meant, quote=SAID[meant]))


def _find_meaning(change: Change) -> LifeState | State | None:
    return load_ledger_table().states.get("".join(change.new.split()))


def _tells_progress(row: Row) -> bool:
    """Whether the words of 当前进展 beside a state are taken, so that their report tells it, too."""
    progress = row.changes.get("progress")
    return bool(progress and progress.new and not progress.moved and not progress.rival)


def _take(change: Change, row: Row, kind: EventKind, detail: Detail = None) -> Taken:
    return Taken(change=change, on=row.on, events=((kind, detail),), kept=True, becomes=EVENTS[kind])


def _read_due(change: Change, row: Row) -> Step | None:
    """Take a later last day for an extension, an earlier one for a correction; another change of the words is none.

    The first day of a task without any is a correction, too, unless a reason says that it was put off.
    """
    due, reason = row.task.standing.due, row.changes["reason"].new if "reason" in row.changes else ""
    old, new = _read_dues(change.old, row.task), _read_dues(change.new, row.task)
    gone, come = [day for day in old if day not in new], [day for day in new if day not in old]
    if not gone and not come:
        return None
    day = come[0] if len(come) == 1 else None
    if not isinstance(day, date) or gone not in ([], [due.day if due else None]):
        return Refused(change, "看不出把哪个时限改到哪一天。只改最后的一个日期,写成 2026-09-30")
    if row.misread or (day < due.day if due else not reason):
        return _correct_due(change, row, day, due)
    detail = Extension(day, reason or NO_REASON)
    return Taken(change=change, on=row.on, events=((EventKind.EXTENDED, detail),), becomes=f"延期至{day}")


def _correct_due(change: Change, row: Row, day: date, due: Due | None) -> Step:
    if due is None:
        return Taken(change=change, on=row.on, edits=(add_due(row.task, day, row.held),), becomes=f"补上时限:{day}")
    if due.extended_on:
        return Refused(change, f"现在的时限 {due.day} 是延期定下的;记错的延期请在任务的办理记录里更正")
    edits = correct_due(day, due.day, row.held)
    return Taken(change=change, on=row.on, edits=edits, becomes=f"更正读错的时限:{due.day} → {day}")


def _read_units(change: Change, row: Row) -> Step | None:
    role = Role(change.key)
    names = split_units(change.new)
    if fault := find_unit_fault(row.task, names, row.held):
        return Refused(change, fault)
    edits = correct_units(row.task, role, names, row.held)
    return Taken(change=change, on=row.on, edits=edits, becomes="更正单位") if edits else None


def _read_dues(text: str, task: TaskRow) -> list[date | str]:
    """Return the days of a cell, line by line; a line that gives none stays as it is."""
    lines = [line for part in text.split("\n") for line in part.split(";")]
    return [_read_due_day(line, task) or line.strip() for line in lines if line.strip()]


def _read_due_day(line: str, task: TaskRow) -> date | None:
    if day := read_day(line):
        return day
    view = View.of(line)
    found = read_deadline_cell(view, view.whole, TimeContext(year=task.document.year, written=task.document.dated))
    return found[0].end if len(found) == 1 and not found[0].every else None


def _read_reason(change: Change, row: Row) -> Step | None:
    """Take new words for the reason of the extension that stands; of a new one they are part."""
    due = row.task.standing.due
    if "due" in row.changes and isinstance(_read_due(row.changes["due"], row), Taken):
        return None
    if due is None or due.extended_on is None or not change.new:
        return Refused(change, "延期理由要与新的完成时限一并填写")
    if due.reason == change.new:
        return None
    detail = Extension(due.day, change.new)
    return Taken(change=change, on=row.on, events=((EventKind.EXTENDED, detail),), becomes="延期理由更正")


_READERS: Mapping[str, Callable[[Change, Row], Step | None]] = {
    "due": _read_due,
    "reason": _read_reason,
    "progress": _read_progress,
    "reported": _read_reported,
    "state": _read_state,
    "number": _ignore,
    **dict.fromkeys(
        ("task", "source", "title", "kind", "content", "targets", "planned", "pace", "light", "why", "evidence"),
        _refuse,
    ),
    **dict.fromkeys(map(str, Role), _read_units),
}  # fmt: skip
