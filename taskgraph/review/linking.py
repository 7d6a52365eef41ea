"""A statement's candidates → events in the logs of their tasks, taken back where they no longer hold.

Nothing is recorded that the state of a task forbids: such a link stays a proposal that names the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from taskgraph.errors import ImpossibleStepError
from taskgraph.event_query import load_history
from taskgraph.event_store import next_number, record_event
from taskgraph.events import Correction, Event, EventKind, Report, Source
from taskgraph.lineage_query import find_roots
from taskgraph.review.deciding import Decisions, Thresholds, decide
from taskgraph.review.model import Candidate, Doubt, Held, Said
from taskgraph.review.statements import drop_candidate, drop_statement, keep_held, load_held, load_stored
from taskgraph.states import stands

_GONE = "报告中已没有这句话"
_OTHERWISE = "这句话现在另有归属或另有读法"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Where and when links are made: the store, the moment, who does it (None: the program)."""

    db: Database
    now: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A stored statement and the document that it stands in."""

    statement: int
    document: str


def settle(
    decider: Decider,
    place: Place,
    said: Said,
    candidates: Sequence[Candidate],
    decisions: Decisions,
    thresholds: Thresholds,
) -> tuple[Held, ...]:
    """Link a statement to the tasks that it surely belongs to, unlink it from all others; store and return what came
    of each candidate. `decisions` name tasks by the roots of their lines. Doing it again changes nothing.
    """
    stored = load_held(decider.db, place.statement)
    roots = find_roots(decider.db, {c.task for c in (*candidates, *(held.candidate for held in stored))})
    before = {roots[held.candidate.task]: held for held in stored}
    own = {c.task: decisions[root] for c in candidates if (root := roots[c.task]) in decisions}
    settled = []
    for candidate, doubt in decide(candidates, own, thresholds):
        old = before.pop(roots[candidate.task], None)
        event = old.event if old else None
        if doubt is None:
            held = _link(decider, place, said, candidate, event, asked=bool(own.get(candidate.task)))
        else:
            _take_back(decider, candidate.task, event, _OTHERWISE)
            held = Held(candidate=candidate, doubt=doubt, detail=None, event=None)
        keep_held(decider.db, place.statement, held)
        settled.append(held)
    kept = {held.candidate.task for held in settled}
    for root, old in before.items():
        _take_back(decider, root, old.event, _OTHERWISE)
    for held in stored:
        if held.candidate.task not in kept:
            drop_candidate(decider.db, place.statement, held.candidate.task)
    return tuple(settled)


def withdraw(decider: Decider, statement: int) -> int:
    """Delete a statement that its report no longer makes; return how many links that takes back."""
    taken = sum(_take_back(decider, h.candidate.task, h.event, _GONE) for h in load_held(decider.db, statement))
    drop_statement(decider.db, statement)
    return taken


def withdraw_report(decider: Decider, document: str) -> None:
    """Take back all that a report has told, before it is deleted."""
    for statement in load_stored(decider.db, document).values():
        withdraw(decider, statement)


def _link(decider: Decider, place: Place, said: Said, candidate: Candidate, number: int | None, *, asked: bool) -> Held:
    """Record the event of a link unless it is on record; one that a person took back stays so until `asked` for."""
    history = load_history(decider.db, candidate.task)
    if number is not None:
        if not stands(history, number) and not asked:
            return Held(candidate=candidate, doubt=Doubt.CORRECTED, detail=None, event=number)
        if stands(history, number) and _says(history[number - 1], said, candidate):
            return Held(candidate=candidate, doubt=None, detail=None, event=number)
        _take_back(decider, candidate.task, number, _OTHERWISE)
        history = load_history(decider.db, candidate.task)
    event = _event(decider, place, said, candidate, next_number(history))
    try:
        record_event(decider.db, event, again=True)
    except ImpossibleStepError as error:
        return Held(candidate=candidate, doubt=Doubt.IMPOSSIBLE, detail=str(error), event=None)
    return Held(candidate=candidate, doubt=None, detail=None, event=event.number)


def _event(decider: Decider, place: Place, said: Said, candidate: Candidate, number: int) -> Event:
    return Event(
        task=candidate.task,
        number=number,
        kind=EventKind.PROGRESS,
        happened_on=said.day,
        recorded_at=decider.now,
        by=decider.by,
        note=said.note,
        detail=replace(candidate.report, quote=said.quote, source=Source(place.document, said.span)),
    )


def _says(event: Event, said: Said, candidate: Candidate) -> bool:
    """Whether an event on record says what it would say now; that its words may stand elsewhere now changes nothing."""
    report = event.detail
    return (
        isinstance(report, Report)
        and (event.happened_on, event.note) == (said.day, said.note)
        and replace(report, source=None) == replace(candidate.report, quote=said.quote)
    )


def _take_back(decider: Decider, task: str, number: int | None, why: str) -> bool:
    """Correct an event of a link; return whether it stood until now."""
    history: Sequence[Event] = load_history(decider.db, task) if number is not None else ()
    if number is None or not stands(history, number):
        return False
    correction = Event(
        task=task,
        number=next_number(history),
        kind=EventKind.CORRECTED,
        happened_on=decider.now.date(),
        recorded_at=decider.now,
        by=decider.by,
        note=why,
        detail=Correction(number),
    )
    record_event(decider.db, correction)
    return True
