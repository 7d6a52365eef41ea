"""Supervision orders 督办单: for a task to those who lead it, or for a unit over the open tasks that it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from taskgraph.events import OPEN
from taskgraph.leaders import Leader
from taskgraph.model import TaskRow
from taskgraph.paper.kinds import PaperKind
from taskgraph.paper.template import Filling
from taskgraph.paper.wording import PaperTask, count_needs, say_task
from taskgraph.terms import show_day
from taskgraph.workdays import find_workday_after

REPLY_WORKDAYS = 5


class OrderBy(StrEnum):
    TASK = "task"
    UNIT = "unit"


KINDS: Mapping[OrderBy, PaperKind] = {OrderBy.TASK: PaperKind.ORDER, OrderBy.UNIT: PaperKind.UNIT_ORDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What all orders of one go share: their day, by when to reply, and the number of the first (None: left open)."""

    day: date
    reply_by: date
    number: int | None = None

    def __post_init__(self) -> None:
        if self.reply_by < self.day:
            raise ValueError(f"an order of {self.day} cannot ask for a reply by {self.reply_by}")


def make_issue(day: date, reply_by: date | None = None, number: int | None = None) -> Issue:
    """Return what orders of a day share; without a day for the reply it is the fifth workday from then."""
    return Issue(day=day, reply_by=reply_by or find_workday_after(day, REPLY_WORKDAYS), number=number)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to be: what it is filed under, and what stands in it."""

    name: str
    filling: Filling


def keep_open(tasks: Iterable[TaskRow]) -> tuple[TaskRow, ...]:
    """Return the tasks that there is still something to order about."""
    return tuple(task for task in tasks if task.standing.state in OPEN)


def write_task_orders(tasks: Iterable[PaperTask], issue: Issue) -> tuple[Paper, ...]:
    """Return an order for each task."""
    words = (say_task(task) for task in tasks)
    drafts = ((said["任务名称"], Filling({**said, "承办单位": said["牵头单位"]}, {})) for said in words)
    return _number(drafts, issue)


def write_unit_orders(tasks: Iterable[PaperTask], leaders: Iterable[Leader], issue: Issue) -> tuple[Paper, ...]:
    """Return an order for each unit over the tasks that it leads itself."""
    known = {task.entry.task.row: task for task in tasks}
    drafts = (
        (leader.unit.label, fill_unit(leader.unit.label, [known[task.row] for task in leader.own]))
        for leader in leaders
        if leader.own
    )
    return _number(drafts, issue)


def _number(drafts: Iterable[tuple[str, Filling]], issue: Issue) -> tuple[Paper, ...]:
    return tuple(
        Paper(name, replace(filling, fields={**filling.fields, **_say_issue(issue, place)}))
        for place, (name, filling) in enumerate(drafts)
    )


def fill_unit(unit: str, tasks: Sequence[PaperTask]) -> Filling:
    """Return what is said to a unit of some tasks: how many need what, and each numbered from 1."""
    counts = count_needs(task.standing for task in tasks)
    rows = [{**say_task(task), "序号": str(number)} for number, task in enumerate(tasks, start=1)]
    return Filling({"承办单位": unit, "任务数": str(len(tasks)), **counts}, {"任务": rows})


def _say_issue(issue: Issue, place: int) -> Mapping[str, str]:
    number = "　" if issue.number is None else issue.number + place
    day = show_day(issue.day)
    return {
        "督办单号": f"督办〔{issue.day.year}〕{number}号",
        "反馈时限": show_day(issue.reply_by),
        "统计日期": day,
        "成文日期": day,
    }
