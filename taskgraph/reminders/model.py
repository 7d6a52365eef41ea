"""Which open tasks call for a reminder, and why: pure, from the tasks and the days on which they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taskgraph.leaders import Leader
from taskgraph.model import TaskRow, UnitRef
from taskgraph.situation import Need

CAUSES = (Need.OVERDUE, Need.DUE_SOON, Need.NO_REPORT)  # the most urgent first


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A task that calls for a reminder; `due` is the next day on which it is due, else its deadline."""

    task: TaskRow
    causes: tuple[Need, ...]
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """All that one unit is reminded of on `day`; of tasks that it shares in a collective, too."""

    unit: UnitRef
    day: date
    calls: tuple[Call, ...]

    def count(self, cause: Need) -> int:
        return sum(cause in call.causes for call in self.calls)


def find_calls(tasks: Iterable[TaskRow], due_days: Mapping[int, date]) -> tuple[Call, ...]:
    """Return the open tasks that call for a reminder; `due_days` are the days soon to come, by the tasks' rows."""
    calls = (_find_call(task, due_days.get(task.row)) for task in tasks)
    return tuple(call for call in calls if call.causes)


def _find_call(task: TaskRow, soon: date | None) -> Call:
    due = task.standing.due
    return Call(task=task, causes=tuple(_iter_causes(task, soon)), due=soon or (due.day if due else None))


def _iter_causes(task: TaskRow, soon: date | None) -> Iterator[Need]:
    if task.standing.overdue:
        yield Need.OVERDUE
    if soon:
        yield Need.DUE_SOON
    if task.standing.last_report is None:
        yield Need.NO_REPORT


def make_reminders(calls: Iterable[Call], leaders: Sequence[Leader], day: date) -> tuple[Reminder, ...]:
    """Return a reminder for each unit that leads any of these tasks, the most urgent tasks first.

    A collective gets none of its own where the units that it covers are known: each of them gets one.
    """
    known = {call.task.row: call for call in calls}
    reached = {collective for leader in leaders for collective in leader.collectives}
    return tuple(
        Reminder(unit=leader.unit, day=day, calls=tuple(sorted((known[one.row] for one in leader.tasks), key=_urgency)))
        for leader in leaders
        if leader.unit not in reached
    )


def _urgency(call: Call) -> tuple[int, date]:
    return CAUSES.index(call.causes[0]), call.due or date.max
