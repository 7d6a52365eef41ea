"""Writing corrections, and putting what they come to in the place of what was read; the reading is kept beside it.

All that looks up reads the same rows as before: corrected facts are facts, by the rule "person".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from extract.contract import fact_record, task_record
from extract.model import SURE, Assignment, Task
from extract.store import StoredTask, restore_task, rewrite_progress, rewrite_task
from ingest.model import Meta
from ingest.store import Executor
from taskgraph.correcting import CorrectedProgress, Fate, Outcome
from taskgraph.correction_query import (
    Subject,
    find_subjects,
    load_corrected,
    load_log,
    load_read_progress,
    load_read_task,
)
from taskgraph.corrections import (
    Anchor,
    Correction,
    Edit,
    Entry,
    Fact,
    Held,
    TaskHead,
    Undo,
    changed_fields,
    content,
    find_active,
    same_values,
)
from taskgraph.errors import CorrectionError, NotFoundError, UnitNameError
from taskgraph.extraction_query import load_kept_task, load_statements
from taskgraph.lineage_query import find_root
from taskgraph.passages import forget_passages, index_passages
from taskgraph.unit_store import drop_orphaned_units, link_units
from taskgraph.units import Home, find_home, find_name_fault, load_unit_rules
from taskgraph.viewpoint import write_moment

_CORRECTED_IN = """
SELECT found.id FROM (
  SELECT task AS id FROM task WHERE version = :version UNION SELECT document FROM version WHERE id = :version
) AS found LEFT JOIN task_line ON task_line.task = found.id
WHERE coalesce(task_line.root, found.id) IN (SELECT subject FROM correction)
"""
_VERSION = "SELECT document, issuer, title FROM version WHERE id = ?"
_KEEP_READING = "INSERT OR IGNORE INTO reading (version, subject, row, facts) VALUES (?, ?, ?, ?)"
_FORGET_READINGS = "DELETE FROM reading WHERE version = ?"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A correction as it goes on record. `known`: the log says the same already, and nothing is added."""

    entry: Entry
    known: bool = False


def record_corrections(db: Database, corrections: Iterable[Correction], *, now: datetime) -> tuple[Recorded, ...]:
    """Add corrections to the logs of their tasks and reports and let them count, all of them or none.

    What is on record already is not added again. Raise NotFoundError for a task that is not in the store,
    CorrectionError for a fact that is not there or an entry that cannot be undone.
    """
    with db.atomic():
        recorded = tuple(_record(db, correction, now) for correction in corrections)
        changed = dict.fromkeys(one.entry.correction.subject for one in recorded if not one.known)
        _hold_all(db, [subject for id_ in changed for subject in find_subjects(db, id_)])
        drop_orphaned_units(db)
    return recorded


def hold_corrections(db: Database, version: int) -> tuple[Outcome, ...]:
    """Let all that people corrected count in a version that was read just now; return what has become of it."""
    corrected = db.execute(_CORRECTED_IN, {"version": version}).fetchall()
    outcomes = _hold_all(db, [Subject(version, id_) for (id_,) in corrected])
    if corrected:
        drop_orphaned_units(db)
    return outcomes


def forget_readings(db: Database, version: int) -> None:
    db.execute(_FORGET_READINGS, [version])


def foresee_correction(db: Executor, correction: Correction, *, now: datetime) -> Recorded:
    """Return what recording a correction would do; raise as `record_corrections` does. Nothing is written."""
    subjects, log = find_subjects(db, correction.subject), load_log(db, correction.subject)
    if not subjects:
        raise NotFoundError(f"没有编号为 {correction.subject} 的任务或文件,无法更正")
    _refuse_name(db, subjects[-1].version, correction.detail)
    kept = replace(correction, subject=find_root(db, correction.subject))
    entry = Entry(len(log) + 1, now, kept)
    known = _is_known(correction.detail, log, load_corrected(db, subjects[-1], log).held)
    if not known:
        _refuse_lost(entry.number, load_corrected(db, subjects[-1], (*log, entry)).outcomes)
    return Recorded(entry, known)


def _refuse_name(db: Executor, version: int, detail: Edit | Undo) -> None:
    """Raise UnitNameError if a person names as a unit what is none."""
    if isinstance(detail, Edit) and isinstance(detail.after, Assignment):
        fault = find_name_fault(detail.after.unit, _load_home(db, version), load_unit_rules())
        if fault and (detail.before is None or "unit" in changed_fields(detail.before, detail.after)):
            raise UnitNameError(fault)


def _record(db: Database, correction: Correction, now: datetime) -> Recorded:
    recorded = foresee_correction(db, correction, now=now)
    if not recorded.known:
        subject = find_subjects(db, correction.subject)[-1]
        document, _, title = db.execute(_VERSION, [subject.version]).fetchone()
        read = load_read_task(db, subject)
        named = {"document": document, "title": read.task.title if read else title or document}
        db.table("correction").insert(named | _entry_row(recorded.entry))
    return recorded


def _is_known(detail: Edit | Undo, log: tuple[Entry, ...], held: tuple[Held, ...]) -> bool:
    """Whether a correction says what is on record already; raise CorrectionError where it cannot be said."""
    active = find_active(log)
    if isinstance(detail, Undo):
        if not 0 < detail.number <= len(log):
            raise NotFoundError(f"没有第 {detail.number} 条更正", command="duban correct 任务 history 列出全部更正")
        return detail.number not in {entry.number for entry in active}
    if detail.before is None and detail.after:
        return any(h.anchor.kind is detail.anchor.kind and _say_the_same(h.fact, detail.after) for h in held)
    own = next((h for h in held if h.anchor == detail.anchor), None)
    if own is None and detail.after is None and any(_rejects(entry, detail.anchor) for entry in active):
        return True
    if own is None:
        raise CorrectionError(
            f"没有读作“{detail.anchor.quote}”的一条,可能已被更正", command="duban show 列出现有的各条"
        )
    return detail.after is not None and _say_the_same(own.fact, detail.after) and not _is_doubtful(own)


def _say_the_same(one: Fact, other: Fact) -> bool:
    return same_values(one, other, content(other))


def _is_doubtful(held: Held) -> bool:
    """Whether it is worth a record that a person says the same as the rules."""
    return not held.entries if isinstance(held.fact, TaskHead) else held.fact.confidence < SURE


def _rejects(entry: Entry, anchor: Anchor) -> bool:
    edit = entry.correction.detail
    return isinstance(edit, Edit) and edit.anchor == anchor and edit.after is None


def _refuse_lost(number: int, outcomes: Iterable[Outcome]) -> None:
    """Raise CorrectionError if the words that a new entry is anchored to do not stand in the text."""
    for outcome in outcomes:
        if number in outcome.entries and outcome.fate is Fate.GONE:
            raise CorrectionError(f"原文中没有“{outcome.anchor.quote}”这些字。请照抄原文,一字不差")


def _hold_all(db: Database, subjects: Sequence[Subject]) -> tuple[Outcome, ...]:
    """Let corrections count; each version whose tasks they change leaves the index once and comes back once."""
    unindexed: set[int] = set()
    outcomes = tuple(outcome for subject in subjects for outcome in _hold(db, subject, unindexed))
    for version in sorted(unindexed):
        index_passages(db, version)
    return outcomes


def _hold(db: Database, subject: Subject, unindexed: set[int]) -> tuple[Outcome, ...]:
    corrected = load_corrected(db, subject)
    if isinstance(corrected, CorrectedProgress):
        _keep_reading(db, subject, None, {"progress": list(map(fact_record, load_read_progress(db, subject)))})
        if corrected.progress != load_statements(db, subject.version):
            rewrite_progress(db, subject.version, corrected.progress)
    elif read := load_read_task(db, subject):
        _keep_reading(db, subject, read.row, task_record(read.task))
        _hold_task(db, subject, corrected.task, read.row, unindexed)
    return corrected.outcomes


def _keep_reading(db: Database, subject: Subject, row: int | None, facts: Mapping[str, Any]) -> None:
    db.execute(_KEEP_READING, [subject.version, subject.id, row, _dump(facts)])


def _hold_task(db: Database, subject: Subject, task: Task | None, row: int, unindexed: set[int]) -> None:
    """Put a corrected task in the place of its row; one that is none loses its row, and its words no task has.

    The version is taken out of the index first, if it is not among the `unindexed`.
    """
    version = subject.version
    kept = load_kept_task(db, version, subject.id)
    if task == (kept.task if kept else None):
        return
    if version not in unindexed:
        forget_passages(db, version)
        unindexed.add(version)
    if kept and task:
        _link(db, version, rewrite_task(db, kept.row, task))
    elif kept:
        db.table("task").delete(kept.row)
    elif task:
        _link(db, version, restore_task(db, version, row, task))


def _link(db: Database, version: int, stored: StoredTask) -> None:
    link_units(db, [stored], _load_home(db, version))


def _load_home(db: Executor, version: int) -> Home:
    document, issuer, title = db.execute(_VERSION, [version]).fetchone()
    return find_home(Meta(issuer=issuer, title=title), document, load_unit_rules())


def _entry_row(entry: Entry) -> dict[str, Any]:
    correction = entry.correction
    return {
        "subject": correction.subject,
        "number": entry.number,
        "happened_on": correction.happened_on.isoformat(),
        "recorded_at": write_moment(entry.recorded_at),
        "who": correction.by,
        "note": correction.note,
    } | _detail_row(correction.detail)


def _detail_row(detail: Edit | Undo) -> dict[str, Any]:
    if isinstance(detail, Undo):
        return {"undoes": detail.number}
    return {
        "kind": detail.anchor.kind.value,
        "quote": detail.anchor.quote,
        "ordinal": detail.anchor.ordinal,
        "read": _dump_fact(detail.read),
        "before": _dump_fact(detail.before),
        "after": _dump_fact(detail.after),
    }


def _dump_fact(fact: Fact | None) -> str | None:
    if isinstance(fact, TaskHead):
        return _dump({"kind": fact.kind.value, "title": fact.title})
    return _dump(fact_record(fact)) if fact else None


def _dump(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
