"""How a task's log is shown: every event in the order of recording, and whether it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from taskgraph.events import Correction, Detail, Event, Extension, Report
from taskgraph.output import Column, View
from taskgraph.states import trace
from taskgraph.terms import EVENTS, SAID


@dataclass(frozen=True, slots=True)
class Line:
    """An event of a log; `void` tells why it does not count."""

    event: Event
    void: str | None


def iter_lines(history: Sequence[Event]) -> Iterator[Line]:
    taken_back = {event.detail.number: event.number for event in history if isinstance(event.detail, Correction)}
    misfits = trace(history).misfits
    for event in history:
        corrected = taken_back.get(event.number)
        if corrected:
            yield Line(event, f"已由第 {corrected} 条更正")
        else:
            yield Line(event, "当时不能成立" if event in misfits else None)


def show_detail(detail: Detail) -> str:
    """Return what an event says beyond its kind: 26户;推进中, or 延至2026-09-30:汛期."""
    match detail:
        case Report():
            number = "" if detail.value is None else f"{detail.metric or ''}{detail.value}{detail.unit or ''}"
            return ";".join(filter(None, (number, SAID[detail.state] if detail.state else "", detail.quote)))
        case Extension():
            return f"延至{detail.due}:{detail.reason}"
        case Correction():
            return f"第 {detail.number} 条不计"
        case None:
            return ""


def line_record(line: Line) -> dict[str, Any]:
    event = line.event
    return {
        "task": event.task,
        "number": event.number,
        "kind": event.kind.value,
        "happened_on": event.happened_on.isoformat(),
        "recorded_at": event.recorded_at.isoformat(timespec="seconds"),
        "by": event.by,
        "note": event.note,
        **_detail_record(event.detail),
        "counts": line.void is None,
    }


def _detail_record(detail: Detail) -> dict[str, Any]:
    match detail:
        case Report():
            return {
                "value": None if detail.value is None else float(detail.value),
                "unit": detail.unit,
                "metric": detail.metric,
                "state": detail.state.value if detail.state else None,
                "quote": detail.quote,
                "source": detail.source.document if detail.source else None,
            }
        case Extension():
            return {"due": detail.due.isoformat(), "reason": detail.reason}
        case Correction():
            return {"corrects": detail.number}
        case None:
            return {}


HISTORY: View[Line] = View(
    (
        Column("序号", lambda line: line.event.number),
        Column("日期", lambda line: line.event.happened_on),
        Column("事项", lambda line: EVENTS[line.event.kind]),
        Column("内容", lambda line: show_detail(line.event.detail), 60),
        Column("经办", lambda line: line.event.by, 20),
        Column("备注", lambda line: line.event.note, 40),
        Column("记录时间", lambda line: line.event.recorded_at.strftime("%Y-%m-%d %H:%M")),
        Column("不计", lambda line: line.void),
    ),
    line_record,
)
