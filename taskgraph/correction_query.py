"""Reading corrections: the log of a task or report, and what it comes to in a version of the document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from extract.model import Assignment, Deadline, Progress, Target, TaskKind
from extract.records import read_fact, read_task
from taskgraph.correcting import (
    Corrected,
    CorrectedProgress,
    CorrectedTask,
    Outcome,
    correct_progress,
    correct_task,
    lose,
)
from taskgraph.corrections import Anchor, Correction, Edit, Entry, Fact, FactKind, TaskHead, Undo, list_facts
from taskgraph.extraction_query import KeptTask, load_kept_task, load_statements
from taskgraph.folding import fold_name
from taskgraph.lineage_query import find_root

if TYPE_CHECKING:
    from ingest.store import Executor

_LOG = """
SELECT number, recorded_at, subject, happened_on, who, note, kind, quote, ordinal, read, before, after, undoes
FROM correction WHERE subject = ? ORDER BY number
"""
_TASK_READING = "SELECT row, facts FROM reading WHERE version = ? AND subject = ? AND row IS NOT NULL"
_PROGRESS_READING = "SELECT facts FROM reading WHERE version = ? AND subject = ? AND row IS NULL"
_CORRECTED = "SELECT DISTINCT subject FROM reading WHERE version = ?"
_TEXT = "SELECT text FROM version WHERE id = ?"
_IN_FORCE = "SELECT superseded_at IS NULL FROM version WHERE id = ?"
_SUBJECTS = "SELECT subject, title FROM correction WHERE number = 1 ORDER BY document, subject"
# Where a task of a line, or a report, stands, the version in force last; `id` is what it is called there.
_PLACES = """
WITH line(id) AS (SELECT :root UNION SELECT task FROM task_line WHERE root = :root)
SELECT found.version, found.id FROM (
  SELECT version, task AS id FROM task WHERE task IN (SELECT id FROM line)
  UNION SELECT version, subject FROM reading WHERE subject IN (SELECT id FROM line)
  UNION SELECT id, document FROM version WHERE document = :root
) AS found JOIN version ON version.id = found.version
ORDER BY version.superseded_at IS NULL, version.id
"""
_JUDGED = """
SELECT task.task FROM task LEFT JOIN task_line ON task_line.task = task.task
JOIN correction ON correction.subject = coalesce(task_line.root, task.task) AND correction.kind = 'task'
WHERE task.version = ?
"""
_REJECTED = """
SELECT reading.subject, reading.version, json_extract(reading.facts, '$.title') FROM reading
JOIN version ON version.id = reading.version
WHERE version.superseded_at IS NULL AND reading.row IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM task WHERE task.version = reading.version AND task.task = reading.subject)
ORDER BY reading.subject
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A task or a report, by its id, in one version of the document."""

    version: int
    id: str


@dataclass(frozen=True, slots=True)
class RejectedTask:
    """A task that a person said is none; no list has it."""

    id: str
    version: int
    title: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The task or report that a correction speaks of, and what has become of it."""

    subject: str
    title: str
    outcome: Outcome


def is_corrected(db: Executor, version: int) -> bool:
    """Whether anybody corrected anything of a version."""
    return db.execute("SELECT 1 FROM reading WHERE version = ? LIMIT 1", [version]).fetchone() is not None


def load_log(db: Executor, id_: str) -> tuple[Entry, ...]:
    """Return all corrections of a task's line or a report as they were recorded."""
    return tuple(map(_entry, db.execute(_LOG, [find_root(db, id_)]).fetchall()))


def find_subjects(db: Executor, id_: str) -> tuple[Subject, ...]:
    """Return where a task's line or a report stands; the version in force comes last."""
    return tuple(Subject(*row) for row in db.execute(_PLACES, {"root": find_root(db, id_)}).fetchall())


def load_corrected(db: Executor, subject: Subject, log: Sequence[Entry] | None = None) -> Corrected:
    """Return what counts of a task or of a report's statements, by the log on record or by another one."""
    if load_read_task(db, subject):
        return load_corrected_task(db, subject, log)
    return load_corrected_progress(db, subject, log)


def load_corrected_task(db: Executor, subject: Subject, log: Sequence[Entry] | None = None) -> CorrectedTask:
    """Return what counts of a task; raise LookupError if its version does not have it."""
    read = load_read_task(db, subject)
    if read is None:
        raise LookupError(f"no task {subject.id} in version {subject.version}")
    return correct_task(read.task, load_text(db, subject.version), load_log(db, subject.id) if log is None else log)


def load_corrected_progress(db: Executor, subject: Subject, log: Sequence[Entry] | None = None) -> CorrectedProgress:
    """Return what counts of the progress statements of a report, whose id is the subject's."""
    read, text = load_read_progress(db, subject), load_text(db, subject.version)
    return correct_progress(read, text, load_log(db, subject.id) if log is None else log)


def load_read_task(db: Executor, subject: Subject) -> KeptTask | None:
    """Return a task as the rules read it; None for a report."""
    if found := db.execute(_TASK_READING, [subject.version, subject.id]).fetchone():
        return KeptTask(found[0], read_task(json.loads(found[1])))
    return load_kept_task(db, subject.version, subject.id)


def load_read_progress(db: Executor, subject: Subject) -> tuple[Progress, ...]:
    """Return the progress statements as the rules read them."""
    if found := db.execute(_PROGRESS_READING, [subject.version, subject.id]).fetchone():
        return tuple(read_fact(Progress, statement) for statement in json.loads(found[0])["progress"])
    return load_statements(db, subject.version)


def load_text(db: Executor, version: int) -> str:
    return str(db.execute(_TEXT, [version]).fetchone()[0])


def find_rejected_tasks(db: Executor) -> tuple[RejectedTask, ...]:
    return tuple(RejectedTask(*row) for row in db.execute(_REJECTED).fetchall())


def find_judged_tasks(db: Executor, version: int) -> frozenset[str]:
    """Return the tasks of a version of which a person said whether they are tasks, and what they are called."""
    return frozenset(row[0] for row in db.execute(_JUDGED, [version]).fetchall())


def find_struck(db: Executor, version: int) -> Mapping[str, frozenset[int]]:
    """Return the numbers of the facts of a version that people struck out, by their task or report."""
    subjects = [Subject(version, row[0]) for row in db.execute(_CORRECTED, [version]).fetchall()]
    return {
        subject.id: frozenset(
            n for n, held in enumerate(list_facts(load_corrected(db, subject).listed), start=1) if not held.counts
        )
        for subject in subjects
    }


def find_rejected_task(db: Executor, name: str) -> RejectedTask | None:
    """Return the only task struck out whose id begins with a name, or whose title it is."""
    wanted = fold_name(name)
    named = [task for task in find_rejected_tasks(db) if task.id.startswith(wanted) or fold_name(task.title) == wanted]
    return named[0] if len(named) == 1 else None


def find_rejection(db: Executor, task: RejectedTask) -> int:
    """Return the number of the correction that struck a task out."""
    outcomes = load_corrected_task(db, Subject(task.version, task.id)).outcomes
    return next(o.entries[-1] for o in outcomes if o.anchor.kind is FactKind.TASK and o.says is None)


def find_outcomes(db: Executor) -> tuple[Difference, ...]:
    """Return what has become of every correction in the versions in force."""
    return tuple(
        Difference(id_, title, outcome)
        for id_, title in db.execute(_SUBJECTS).fetchall()
        for outcome in _find_fates(db, id_)
    )


def _find_fates(db: Executor, id_: str) -> Sequence[Outcome]:
    subjects = find_subjects(db, id_)
    if subjects and is_in_force(db, subjects[-1].version):
        return load_corrected(db, subjects[-1]).outcomes
    return lose(load_log(db, id_))


def is_in_force(db: Executor, version: int) -> bool:
    return bool(db.execute(_IN_FORCE, [version]).fetchone()[0])


def _entry(row: Sequence[Any]) -> Entry:
    number, recorded_at, subject, happened_on, by, note, *detail = row
    return Entry(
        number,
        datetime.fromisoformat(recorded_at),
        Correction(
            subject=subject, detail=_detail(detail), happened_on=date.fromisoformat(happened_on), by=by, note=note
        ),
    )


def _detail(row: Sequence[Any]) -> Edit | Undo:
    kind, quote, ordinal, read, before, after, undoes = row
    if undoes is not None:
        return Undo(undoes)
    fact_kind = FactKind(kind)
    return Edit(
        anchor=Anchor(fact_kind, quote, ordinal),
        read=_read(fact_kind, read),
        before=_read(fact_kind, before),
        after=_read(fact_kind, after),
    )


def _read(kind: FactKind, stored: str | None) -> Fact | None:
    if stored is None:
        return None
    record = json.loads(stored)
    match kind:
        case FactKind.TASK:
            return TaskHead(TaskKind(record["kind"]), record["title"])
        case FactKind.ASSIGNMENT:
            return read_fact(Assignment, record)
        case FactKind.DEADLINE:
            return read_fact(Deadline, record)
        case FactKind.TARGET:
            return read_fact(Target, record)
        case FactKind.PROGRESS:
            return read_fact(Progress, record)
