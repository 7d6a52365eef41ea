"""Writing events: the log of a task only grows. The database itself refuses to change or delete an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from taskgraph.event_query import load_history
from taskgraph.events import Correction, Detail, Event, Extension, Report
from taskgraph.lineage_query import find_root
from taskgraph.states import Course, take_step, trace
from taskgraph.viewpoint import write_moment

_TRACK = """
INSERT INTO tracked_task (task, document_key, title, quote)
SELECT :root, document.key, task.title, task.text
FROM task JOIN version ON version.id = task.version JOIN document ON document.id = version.document
WHERE task.task = :task ORDER BY task.id DESC LIMIT 1
ON CONFLICT (task) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step changed. `known`: the log says the same already, and nothing was added."""

    before: Course
    after: Course
    known: bool = False


def foresee_event(history: Sequence[Event], event: Event) -> Taken:
    """Return what recording an event would change; raise ImpossibleStepError where it cannot have happened.

    What a report says is recorded once, however often the report is read.
    """
    before = trace(history)
    if isinstance(event.detail, Report) and event.detail.source and any(map(event.same_content, history)):
        return Taken(before, before, known=True)
    return Taken(before, take_step(history, event))


def record_event(db: Database, event: Event, *, again: bool = False) -> Taken:
    """Add an event to the log of its task's line; raise ImpossibleStepError where it cannot have happened.

    Its number must be the next one: `next_number`. With `again` it is added though the log has said it before and took
    it back. The caller opens the transaction.
    """
    kept = replace(event, task=find_root(db, event.task))
    history = load_history(db, kept.task)
    taken = Taken(trace(history), take_step(history, kept)) if again else foresee_event(history, kept)
    if not taken.known:
        db.execute(_TRACK, {"root": kept.task, "task": event.task})
        db.table("event").insert(_event_row(kept))
    return taken


def next_number(history: Sequence[Event]) -> int:
    return len(history) + 1


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "task": event.task,
        "number": event.number,
        "kind": event.kind.value,
        "happened_on": event.happened_on.isoformat(),
        "recorded_at": write_moment(event.recorded_at),
        "who": event.by,
        "note": event.note,
    } | _detail_row(event.detail)


def _detail_row(detail: Detail) -> dict[str, Any]:
    match detail:
        case Report():
            return _report_row(detail)
        case Extension():
            return {"due": detail.due.isoformat(), "reason": detail.reason}
        case Correction():
            return {"corrects": detail.number}
        case None:
            return {}


def _report_row(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "value": None if report.value is None else str(report.value),
        "unit": report.unit,
        "metric": report.metric,
        "state": report.state.value if report.state else None,
        "quote": report.quote,
        "source": source.document if source else None,
        "source_start": source.span.start if source else None,
        "source_end": source.span.end if source else None,
    }
