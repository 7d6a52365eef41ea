"""Deadlines as an iCalendar file: one all-day event a task and day, the same bytes for the same data.

Events, not to-dos: Outlook and Google ignore VTODO. Nothing of the clock goes in: stamps come from the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from extract.model import Deadline
from taskgraph.model import DocumentRef, TaskRow
from taskgraph.rhythm import Recurrence, Window, find_recurrence
from taskgraph.sentences import sentence_at
from taskgraph.terms import ROLES

LONGEST_SUMMARY = 60
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The bytes of a calendar, how many events it has, and how many tasks gave none."""

    data: bytes
    events: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day on which a task is due, or on which it first is, with the deadlines that say so."""

    day: date
    slug: str
    deadlines: tuple[Deadline, ...]
    recurrence: Recurrence | None = None


def build_calendar(tasks: Iterable[TaskRow], *, alarm_days: int) -> CalendarFile:
    dues = [(task, tuple(iter_dues(task))) for task in tasks]
    events = sorted(
        ((due.day, task.id, due.slug, task, due) for task, found in dues for due in found), key=lambda e: e[:3]
    )
    calendar = _empty_calendar()
    for _, _, _, task, due in events:
        for event in _events(task, due, alarm_days):
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


def iter_dues(task: TaskRow) -> Iterator[Due]:
    """Yield the days on which a task falls due: each date once, and each rhythm once with its recurrence."""
    single: dict[date, Due] = {}
    rhythms: dict[str, Due] = {}
    for deadline in task.deadlines:
        if deadline.every:
            window = find_window(task.document)
            found = find_recurrence(deadline, window) if window else None
            if found:
                slug = "-".join((*deadline.every.split(), found.first.isoformat()))
                rhythms.setdefault(slug, Due(day=found.first, slug=slug, deadlines=(deadline,), recurrence=found))
        elif day := deadline.end or deadline.start:
            earlier = single[day].deadlines if day in single else ()
            single[day] = Due(day=day, slug=day.isoformat(), deadlines=(*earlier, deadline))
    yield from single.values()
    yield from rhythms.values()


def find_window(document: DocumentRef) -> Window | None:
    """Return the days within which a plan's rhythms repeat: its period, else its year."""
    start, end = document.period
    if start and end:
        return Window(start, end)
    return Window(date(document.year, 1, 1), date(document.year, 12, 31)) if document.year else None


def _events(task: TaskRow, due: Due, alarm_days: int) -> Iterator[Event]:
    """Yield the event, and for a rhythm one more for every occurrence that the official calendar moves."""
    event = _event(task, due, alarm_days)
    if due.recurrence:
        event.add("rrule", due.recurrence.rule)
        for name, days in (("exdate", due.recurrence.dropped), ("rdate", due.recurrence.added)):
            if days:
                event.add(name, list(days))
    yield event
    for nominal, wanted in due.recurrence.moved if due.recurrence else ():
        moved = _event(task, replace(due, day=wanted), alarm_days)
        moved.add("recurrence-id", nominal)
        yield moved


def _event(task: TaskRow, due: Due, alarm_days: int) -> Event:
    event = Event()
    event.add("uid", f"{task.id}-{due.slug}@duban")
    event.add("dtstamp", _stamp(task.document))
    event.add("sequence", task.document.number - 1)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("summary", summarise(task.title))
    event.add("description", describe(task, due))
    if task.assignments:
        event.add("categories", sorted({f"{ROLES[a.role]}:{a.canonical}" for a in task.assignments}))
    event.add_component(_alarm(task, alarm_days))
    return event


def _alarm(task: TaskRow, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summarise(task.title))
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def _stamp(document: DocumentRef) -> datetime:
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
    lines.append(f"时限:{'、'.join(dict.fromkeys(d.text for d in due.deadlines))}")
    lines += dict.fromkeys(f"原文:{quote_deadline(task, deadline)}" for deadline in due.deadlines)
    if due.recurrence and due.recurrence.provisional:
        lines.append("暂定:该年度的节假日安排尚未公布,日期按周一至周五推算。")
    return "\n".join(lines)


def quote_deadline(task: TaskRow, deadline: Deadline) -> str:
    """Return the sentence of the task that sets a deadline, or the deadline's own words if they stand elsewhere."""
    if not task.span.covers(deadline.span):
        return deadline.text
    start, end = deadline.span.start - task.span.start, deadline.span.end - task.span.start
    return sentence_at(task.quote, start, end)
