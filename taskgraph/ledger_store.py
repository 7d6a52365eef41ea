"""Writing what comes back with a ledger: events, corrections, words in cells, the office's own columns.

The caller opens the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from taskgraph.correction_store import record_corrections
from taskgraph.corrections import Correction
from taskgraph.errors import CorrectionError, ImpossibleStepError
from taskgraph.event_query import load_history
from taskgraph.event_store import record_event
from taskgraph.events import Event
from taskgraph.ledger_steps import Refused, Step, Taken
from taskgraph.model import TaskRow
from taskgraph.viewpoint import write_moment

_WRITE = """
INSERT INTO ledger_cell (task, head, number, text, written_on, recorded_at, who, events)
SELECT :task, :head, 1 + coalesce(max(number), 0), :text, :written_on, :recorded_at, :who, :events
FROM ledger_cell WHERE task = :task AND head = :head
"""
_PLACE = """
INSERT INTO ledger_column (head, after, place)
VALUES (?, ?, (SELECT 1 + coalesce(max(place), 0) FROM ledger_column))
ON CONFLICT (head) DO UPDATE SET after = excluded.after
"""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Who writes, and when."""

    by: str | None
    now: datetime


def take_step(db: Database, task: TaskRow, step: Step, scribe: Scribe) -> Step:
    """Write what a step says; refused where its events cannot have happened: then nothing of it is written."""
    if isinstance(step, Refused):
        return step
    try:
        with db.atomic():
            _record(db, task, step, scribe)
    except (ImpossibleStepError, CorrectionError) as error:
        return Refused(step.change, str(error))
    return step


def _record(db: Database, task: TaskRow, step: Taken, scribe: Scribe) -> None:
    log = len(load_history(db, task.root))
    for kind, detail in step.events:
        log += 1
        event = Event(
            task=task.id,
            number=log,
            kind=kind,
            happened_on=step.on,
            recorded_at=scribe.now,
            by=scribe.by,
            note=None,
            detail=detail,
        )
        record_event(db, event)
    if step.edits:
        corrections = (
            Correction(subject=task.id, detail=edit, happened_on=step.on, by=scribe.by) for edit in step.edits
        )
        record_corrections(db, corrections, now=scribe.now)
    if step.kept:
        cell = {"task": task.root, "head": step.change.key, "text": step.change.new, "events": log}
        written = {
            "written_on": step.on.isoformat(),
            "recorded_at": write_moment(scribe.now),
            "who": scribe.by,
        }
        db.execute(_WRITE, cell | written)


def place_columns(db: Database, own: Iterable[tuple[str, str]]) -> None:
    """Note the office's own columns, each after the column that it stood after."""
    for head, after in own:
        db.execute(_PLACE, [head, after])
