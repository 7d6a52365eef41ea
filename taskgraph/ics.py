"""Deadlines as an iCalendar file: one all-day event a task and day, the same bytes for the same data.

Events, unless to-dos are asked for: Outlook and Google ignore VTODO. Nothing of the clock goes in: stamps come from the
documents and from what was recorded of the tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Todo

from extract.model import Deadline
from taskgraph.dues import Due, iter_dues
from taskgraph.events import LifeState
from taskgraph.model import DocumentRef, TaskRow
from taskgraph.sentences import sentence_at
from taskgraph.terms import ROLES, STATES
from taskgraph.workdays import find_workday_before, is_published

LONGEST_SUMMARY = 60
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)
_NINE = timedelta(hours=9)
_DONE = "✔"
_SILENT = frozenset({LifeState.CLOSED, LifeState.CANCELLED, LifeState.SUSPENDED})
_TODO_STATES = {LifeState.CLOSED: "COMPLETED", LifeState.CANCELLED: "CANCELLED", LifeState.REGISTERED: "NEEDS-ACTION"}


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The bytes of a calendar, how many events it has, and how many tasks gave none."""

    data: bytes
    events: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarStyle:
    """`alarm_workdays`: how many workdays before each due there is an alarm; `todo`: to-dos instead of events.

    `closed`: whether tasks that are closed stay, with a tick.
    """

    alarm_workdays: tuple[int, ...] = (3, 1)
    todo: bool = False
    closed: bool = True


def build_calendar(tasks: Iterable[TaskRow], style: CalendarStyle) -> CalendarFile:
    shown = [task for task in tasks if style.closed or task.standing.state is not LifeState.CLOSED]
    dues = [(task, tuple(iter_dues(task))) for task in shown]
    events = sorted(
        ((due.day, task.root, due.number, task, due) for task, found in dues for due in found), key=lambda e: e[:3]
    )
    calendar = _empty_calendar()
    for _, _, _, task, due in events:
        for event in _components(task, due, style):
            calendar.add_component(event)
    return CalendarFile(calendar.to_ical(), len(events), sum(not found for _, found in dues))


def _empty_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Duban//duban//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "督办任务时限")
    calendar.add("x-wr-calname", "督办任务时限")
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    return calendar


def _components(task: TaskRow, due: Due, style: CalendarStyle) -> Iterator[Event | Todo]:
    """Yield the event, and for a rhythm one more for every occurrence that the official calendar moves."""
    event = _component(task, due, style)
    if due.recurrence:
        event.add("rrule", due.recurrence.rule)
        for name, days in (("exdate", due.recurrence.dropped), ("rdate", due.recurrence.added)):
            if days:
                event.add(name, list(days))
    yield event
    for nominal, wanted in due.recurrence.moved if due.recurrence else ():
        moved = _component(task, replace(due, day=wanted), style)
        moved.add("recurrence-id", nominal)
        yield moved


def _component(task: TaskRow, due: Due, style: CalendarStyle) -> Event | Todo:
    event = _make_todo(task, due) if style.todo else _make_event(task, due)
    revised = task.revision
    event.add("uid", f"{task.root}-{due.number}@duban")
    event.add("dtstamp", _stamp(task.document))
    event.add("last-modified", max(_stamp(task.document), revised.at or _stamp(task.document)))
    event.add("sequence", task.document.number - 1 + revised.count)
    event.add("summary", summarise(f"{_DONE} {task.title}" if _state(task) is LifeState.CLOSED else task.title))
    event.add("description", describe(task, due))
    if task.assignments:
        event.add("categories", sorted({f"{ROLES[a.role]}:{a.canonical}" for a in task.assignments}))
    if _state(task) not in _SILENT:
        for workdays in style.alarm_workdays:
            event.add_component(_alarm(task, due, workdays))
    return event


def _make_event(task: TaskRow, due: Due) -> Event:
    event = Event()
    event.add("dtstart", due.day)
    event.add("dtend", due.day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if _state(task) is LifeState.CANCELLED else "CONFIRMED")
    return event


def _make_todo(task: TaskRow, due: Due) -> Todo:
    """Return a to-do; one that repeats needs a first day, and to be due after it."""
    todo = Todo()
    if due.recurrence:
        todo.add("dtstart", due.day)
    todo.add("due", due.day + _DAY if due.recurrence else due.day)
    todo.add("status", _TODO_STATES.get(_state(task), "IN-PROCESS"))
    if task.standing.state is LifeState.CLOSED and (done := task.standing.situation.finished_on):
        todo.add("completed", datetime.combine(done, time(), UTC))
    return todo


def _state(task: TaskRow) -> LifeState:
    """Return where a task stands; with its document repealed it is as good as cancelled."""
    repealed = task.document.repealed
    over = repealed is not None and repealed <= task.standing.situation.day
    return LifeState.CANCELLED if over else task.standing.state


def _alarm(task: TaskRow, due: Due, workdays: int) -> Alarm:
    """Return an alarm at nine on a workday; before a rhythm, whose days differ, so many days before each."""
    days = timedelta(days=workdays) if due.recurrence else due.day - find_workday_before(due.day, workdays)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summarise(task.title))
    alarm.add("trigger", _NINE - days)
    return alarm


def _stamp(document: DocumentRef) -> datetime:
    """Return the day of the document; a later version's is that on which it was loaded."""
    if document.number > 1:
        return datetime.fromisoformat(document.loaded_at).astimezone(UTC)
    first = date(document.year, 1, 1) if document.year else _EPOCH
    return datetime.combine(document.dated or first, time(), UTC)


def summarise(title: str) -> str:
    return title if len(title) <= LONGEST_SUMMARY else title[: LONGEST_SUMMARY - 1] + "…"


def describe(task: TaskRow, due: Due) -> str:
    """Return what the event tells: the document, who does what, and the words that set the date."""
    lines = [f"文件:{task.document.name}"]
    if task.document.doc_number:
        lines.append(f"文号:{task.document.doc_number}")
    for role, word in ROLES.items():
        if units := list(dict.fromkeys(a.unit for a in task.assignments if a.role is role)):
            lines.append(f"{word}单位:{'、'.join(units)}")
    lines.append(f"状态:{STATES[task.standing.state]}")
    if due.deadlines:
        lines.append(f"时限:{'、'.join(dict.fromkeys(d.text for d in due.deadlines))}")
    now = task.standing.due
    if now and now.extended_on and due.day == now.day and not due.recurrence:
        lines.append(f"延期:原定 {due.put_off or '无日期'},{now.extended_on} 延至 {now.day}({now.reason})")
    lines += dict.fromkeys(f"原文:{quote_deadline(task, deadline)}" for deadline in due.deadlines)
    if not is_published(due.day) or (due.recurrence and due.recurrence.provisional):
        lines.append("暂定:该年度的节假日安排尚未公布,工作日按周一至周五推算。")
    return "\n".join(lines)


def quote_deadline(task: TaskRow, deadline: Deadline) -> str:
    """Return the sentence of the task that sets a deadline, or the deadline's own words if they stand elsewhere."""
    if not task.span.covers(deadline.span):
        return deadline.text
    start, end = deadline.span.start - task.span.start, deadline.span.end - task.span.start
    return sentence_at(task.quote, start, end)
