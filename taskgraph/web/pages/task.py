from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Deadline, Target
from taskgraph.correction_query import Subject, load_corrected_task
from taskgraph.correction_view import iter_notes, mark
from taskgraph.corrections import list_facts
from taskgraph.event_query import load_history
from taskgraph.events import EventKind
from taskgraph.fact_view import name_fact, show_amount
from taskgraph.facts import load_texts
from taskgraph.history import iter_lines
from taskgraph.lineage_query import find_line
from taskgraph.links.model import Kind, Status
from taskgraph.links.query import Link, LinkFilters, find_links
from taskgraph.links.view import look_across
from taskgraph.lookup import resolve_task
from taskgraph.model import TaskRow, UnitRole
from taskgraph.places import load_places
from taskgraph.pro_rata import name_target
from taskgraph.query import load_task
from taskgraph.reasons import likely_steps
from taskgraph.show import describe_place, find_place
from taskgraph.states import possible_events
from taskgraph.verdict_view import VERDICTS
from taskgraph.viewpoint import now
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Fields
from taskgraph.web.pages.fact_panel import Check, load_task_panel, show_panel

router = APIRouter()


STEPS = (
    EventKind.ASSIGNED,
    EventKind.ACCEPTED,
    EventKind.PROGRESS,
    EventKind.EXTENDED,
    EventKind.SUBMITTED,
    EventKind.CLOSED,
    EventKind.RETURNED,
    EventKind.RESUMED,
    EventKind.SUSPENDED,
    EventKind.CANCELLED,
)


class Failed(NamedTuple):
    """A form that could not be carried out: why, and what was filled in."""

    why: str
    given: Fields

    def beside(self, steps: Sequence[EventKind]) -> bool:
        """Whether the form is among those that the page still has."""
        return self.given.get("kind") in steps


NO_CHECK = Check(fact="")


class ShownLink(NamedTuple):
    """A task or document that a task is tied to: how it stands to it, and where it is shown (None: not loaded)."""

    stands: str
    title: str
    where: str
    address: str | None
    doubt: str


class ShownResult(NamedTuple):
    """A target beside what was reported for it last."""

    target: str
    value: str
    day: date | None
    verdict: str


class ShownFact(NamedTuple):
    """A fact as it is said, the words that say so, where they stand, and what people corrected of it."""

    number: int
    name: str
    quote: str
    place: str
    corrected: str


@router.get("/tasks/{name}")
def show_task(request: Request, name: str, fact: str = "") -> Response:
    """One task: its facts with their words and places, the text, its line, what happened to it."""
    return render_task(request, name, check=Check(fact=fact))


def render_task(request: Request, name: str, failed: Failed | None = None, check: Check = NO_CHECK) -> Response:
    """Return the page of a task, with the form that failed open and filled in, if one did."""
    desk = desk_of(request)
    with desk.reading() as db:
        found = resolve_task(db, name)
        task = load_task(db, found.row, desk.viewpoint())
        facts, notes = _load_facts(db, task)
        line, links = find_line(db, task.id), find_links(db, LinkFilters(ends=(task.root,)))
        history = load_history(db, task.id)
        panel = load_task_panel(db, task, check.fact) if check.fact else None
    possible, likely = possible_events(task.standing.state), likely_steps(task)
    return show_page(
        "task",
        status=409 if failed or check.problem else 200,
        section="tasks",
        task=task,
        in_force=found.in_force,
        facts=facts,
        notes=notes,
        line=line,
        links=tuple(_iter_links(links, frozenset({task.id, task.root}))),
        results=tuple(_iter_results(task)),
        records=tuple(iter_lines(history)),
        steps=tuple(kind for kind in dict.fromkeys((*likely, *STEPS)) if kind in possible and desk.may_record(kind)),
        likely=tuple(filter(desk.may_record, likely)),
        may_undo=desk.may_record(EventKind.CORRECTED),
        units=sorted({target.unit for target in task.targets if target.unit}),
        metrics=[name_target(target, task.targets) for target in task.targets],
        failed=failed,
        **show_panel(request, panel, check),
        today=now().date(),
    )


def _iter_links(links: Iterable[Link], ends: frozenset[str]) -> Iterator[ShownLink]:
    for link in links:
        stands, end, printed = look_across(link, ends)
        folder = "tasks" if link.kind is Kind.TASK else "documents"
        yield ShownLink(
            stands=stands,
            title=end.title if end else printed or "人工",
            where=end.document_name if end and link.kind is Kind.TASK else "",
            address=f"/{folder}/{end.id}" if end else None,
            doubt="" if link.status is Status.CONFIRMED else f"待确认,把握 {link.score:.0%}",
        )


def _iter_results(task: TaskRow) -> Iterator[ShownResult]:
    known = {result.target: result for result in task.standing.results}
    for target in task.targets:
        result = known.get(target)
        yield ShownResult(
            f"{target.metric}{target.text}",
            show_amount(result.value, target.unit) if result else "",
            result.day if result else None,
            VERDICTS[result.verdict] if result else "还没有结果",
        )


def _load_facts(db: sqlite3.Connection, task: TaskRow) -> tuple[list[ShownFact], list[str]]:
    """Return the facts of a task that count, numbered as people name them, and what is to be said beside them."""
    version = task.document.version
    corrected = load_corrected_task(db, Subject(version, task.id))
    text, places = load_texts(db, [version])[version], load_places(db, version)
    counting: Iterator[UnitRole | Deadline | Target] = iter((*task.assignments, *task.deadlines, *task.targets))
    facts = [
        ShownFact(
            number=number,
            name=name_fact(fact := next(counting)),
            quote=fact.span.of(text),
            place=describe_place(find_place(places, fact.span)),
            corrected=mark(held),
        )
        for number, held in enumerate(list_facts(corrected.listed), start=1)
        if held.counts
    ]
    return facts, [*iter_notes(corrected)]
