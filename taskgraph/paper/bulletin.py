"""The bulletin 通报 of a period: how all tasks stand, what was done, what is late, who reported nothing.

Every number is that of the list with the same filters and the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from taskgraph.errors import QueryError
from taskgraph.events import OPEN, Event, EventKind, Extension, LifeState
from taskgraph.leaders import Leader
from taskgraph.model import TaskRow
from taskgraph.paper.template import Filling
from taskgraph.paper.wording import SILENT, UNDATED, PaperTask, count_needs, say_task
from taskgraph.situation import Need
from taskgraph.states import Course
from taskgraph.status import TOTAL, count_glances
from taskgraph.terms import EVENTS, NEEDS, STATES, show_day

_REPORTS = frozenset({EventKind.PROGRESS, EventKind.SUBMITTED})
_CHANGES = frozenset(
    {EventKind.EXTENDED, EventKind.RETURNED, EventKind.SUSPENDED, EventKind.RESUMED, EventKind.CANCELLED}
)


class Period(NamedTuple):
    """From `first` to `last`, both inclusive."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def make_period(first: date | None, last: date) -> Period:
    """Return a period up to `last`, by itself from the first of its month; raise QueryError if it runs backwards."""
    begin = first or last.replace(day=1)
    if begin > last:
        raise QueryError(f"通报期的第一天 {begin} 晚于最后一天 {last}")
    return Period(begin, last)


class Happened(NamedTuple):
    """What happened to a task in the period."""

    task: PaperTask
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Tasks as they stand on `day`; `happened` in the order of days, leaders in the order of the registry.

    `open_leaders` lead the tasks that are open.
    """

    period: Period
    day: date
    tasks: tuple[PaperTask, ...]
    happened: tuple[Happened, ...]
    leaders: tuple[Leader, ...]
    open_leaders: tuple[Leader, ...]

    @property
    def closed(self) -> tuple[Happened, ...]:
        """The tasks that were closed in the period and still are, with their last closure."""
        closures = (one for one in self.happened if one.event.kind is EventKind.CLOSED)
        still = (one for one in closures if one.task.standing.state is LifeState.CLOSED)
        return tuple({one.task.entry.task.row: one for one in still}.values())

    @property
    def overdue(self) -> tuple[PaperTask, ...]:
        """The tasks that are overdue, the longest first."""
        late = (task for task in self.tasks if task.standing.overdue)
        return tuple(sorted(late, key=lambda task: task.standing.situation.due or date.max))

    @property
    def behind(self) -> tuple[PaperTask, ...]:
        """The open tasks behind the steady pace, the furthest first."""
        late = [task for task in self.tasks if task.standing.state in OPEN and _gap(task) > 0]
        return tuple(sorted(late, key=_gap, reverse=True))

    @property
    def changes(self) -> tuple[Happened, ...]:
        return tuple(one for one in self.happened if one.event.kind in _CHANGES)

    @property
    def silent(self) -> tuple[Leader, ...]:
        """The units with an open task to lead of which nothing was reported in the period.

        A unit is judged by the tasks that it leads itself; one that leads none, by those of collectives that cover it.
        """
        told = {one.task.entry.task.row for one in self.happened if one.event.kind in _REPORTS}
        return tuple(one for one in self.open_leaders if told.isdisjoint(task.row for task in _judged(one)))


def find_happened(courses: Iterable[tuple[PaperTask, Course]], period: Period) -> tuple[Happened, ...]:
    """Return what took place in a period, by day; of one day, in the order of the tasks."""
    events = ((task, step) for task, course in courses for step in course.steps if isinstance(step, Event))
    found = (Happened(task, event) for task, event in events if period.covers(event.happened_on))
    return tuple(sorted(found, key=lambda one: one.event.happened_on))


def _gap(task: PaperTask) -> Decimal:
    return task.standing.pace.gap if task.standing.pace else Decimal(0)


def _judged(leader: Leader) -> Sequence[TaskRow]:
    return leader.own or leader.shared


def write_bulletin(bulletin: Bulletin) -> Filling:
    """Return the words of a bulletin."""
    lists: Mapping[str, Sequence[Mapping[str, str]]] = {
        "亮灯": [*_iter_lights(bulletin)],
        "单位": [*_iter_units(bulletin)],
        "办结": [say_task(one.task) | {"办结日期": show_day(one.event.happened_on)} for one in bulletin.closed],
        "逾期": [*map(say_task, bulletin.overdue)],
        "落后": [*map(_say_pace, bulletin.behind)],
        "变动": [*map(_say_change, bulletin.changes)],
        "无反馈单位": [*map(_say_silence, bulletin.silent)],
    }
    return Filling(_say_totals(bulletin), {name: _number(rows) for name, rows in lists.items()})


def _number(rows: Iterable[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    return [{**row, "序号": str(number)} for number, row in enumerate(rows, start=1)]


def _say_totals(bulletin: Bulletin) -> Mapping[str, str]:
    day, period = show_day(bulletin.day), bulletin.period
    counts = {
        "任务数": len(bulletin.tasks),
        "牵头单位数": sum(bool(leader.own) for leader in bulletin.leaders),
        "本期办结数": len(bulletin.closed),
        "本期延期数": sum(one.event.kind is EventKind.EXTENDED for one in bulletin.changes),
        "无反馈单位数": len(bulletin.silent),
    }
    return {
        "通报文号": f"督办通报〔{bulletin.day.year}〕　号",
        "期间": f"{show_day(period.first)}至{show_day(period.last)}",
        "统计日期": day,
        "成文日期": day,
        **{name: str(count) for name, count in counts.items()},
        **count_needs(task.standing for task in bulletin.tasks),
    }


def _iter_lights(bulletin: Bulletin) -> Iterator[Mapping[str, str]]:
    for row in count_glances(task.standing.glance for task in bulletin.tasks):
        yield {"名称": row.name, TOTAL: str(row.total)} | {STATES[state]: str(n) for state, n in row.counts.items()}


def _iter_units(bulletin: Bulletin) -> Iterator[Mapping[str, str]]:
    closed = {one.task.entry.task.row for one in bulletin.closed}
    for leader in bulletin.leaders:
        if leader.own:
            needs = [task.standing.needs for task in leader.own]
            states = [task.standing.state for task in leader.own]
            yield {
                "名称": leader.unit.label,
                "牵头": str(len(leader.own)),
                **{NEEDS[need]: str(sum(need in has for has in needs)) for need in Need},
                "已办结": str(states.count(LifeState.CLOSED)),
                "本期办结": str(sum(task.row in closed for task in leader.own)),
            }


def _say_pace(task: PaperTask) -> Mapping[str, str]:
    pace = task.standing.pace
    if pace is None:
        return say_task(task)
    shares = {"应达": pace.expected, "实际": pace.reported, "相差": pace.gap}
    return say_task(task) | {"指标": pace.target} | {name: f"{share}%" for name, share in shares.items()}


def _say_change(one: Happened) -> Mapping[str, str]:
    due, detail = one.task.standing.due, one.event.detail
    extended = detail if isinstance(detail, Extension) else None
    return say_task(one.task) | {
        "日期": show_day(one.event.happened_on),
        "事项": EVENTS[one.event.kind],
        "原定时限": show_day(due.planned) if due and due.planned else UNDATED,
        "新的时限": show_day(extended.due) if extended else "",
        "理由": (extended.reason if extended else one.event.note) or "",
    }


def _say_silence(leader: Leader) -> Mapping[str, str]:
    judged = _judged(leader)
    last = max((task.standing.last_report for task in judged if task.standing.last_report), default=None)
    return {
        "名称": leader.unit.label,
        "任务数": str(len(judged)),
        "最近反馈": show_day(last) if last else SILENT,
        "说明": "" if leader.own else f"集体任务（{'、'.join(one.label for one in leader.collectives)}）",
    }
