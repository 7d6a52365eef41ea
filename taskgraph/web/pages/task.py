from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from extract.model import Deadline, Target
from taskgraph.correction_query import Subject, load_corrected_task
from taskgraph.correction_view import iter_notes, mark
from taskgraph.corrections import list_facts
from taskgraph.event_query import load_history
from taskgraph.fact_view import name_fact
from taskgraph.facts import load_texts
from taskgraph.history import HISTORY, iter_lines
from taskgraph.lineage_query import find_line
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.links.view import iter_line
from taskgraph.lookup import resolve_task
from taskgraph.model import TaskRow, UnitRole
from taskgraph.places import load_places
from taskgraph.query import load_task
from taskgraph.show import describe_place, find_place
from taskgraph.web.desk import desk_of, show_page

router = APIRouter()


class ShownFact(NamedTuple):
    """A fact as it is said, the words that say so, where they stand, and what people corrected of it."""

    name: str
    quote: str
    place: str
    corrected: str


@router.get("/tasks/{name}")
def show_task(request: Request, name: str) -> Response:
    """One task: its facts with their words and places, the text, its line, what happened to it."""
    desk = desk_of(request)
    with desk.reading() as db:
        found = resolve_task(db, name)
        task = load_task(db, found.row, desk.viewpoint())
        facts, notes = _load_facts(db, task)
        line, links = find_line(db, task.id), find_links(db, LinkFilters(ends=(task.root,)))
        history = load_history(db, task.id)
    return show_page(
        "task",
        section="tasks",
        task=task,
        in_force=found.in_force,
        facts=facts,
        notes=notes,
        line=line,
        kin=[words.strip() for words in iter_line(links, frozenset({task.id, task.root}))],
        heads=[column.head for column in HISTORY.columns],
        history=[[column.cell(row) or "" for column in HISTORY.columns] for row in iter_lines(history)],
    )


def _load_facts(db: sqlite3.Connection, task: TaskRow) -> tuple[list[ShownFact], list[str]]:
    """Return the facts of a task in the order in which they are numbered, and what is to be said beside them."""
    corrected = load_corrected_task(db, Subject(task.document.version, task.id))
    marks = [mark(held) for held in list_facts(corrected.held)]
    return [fact._replace(corrected=said) for fact, said in zip(_iter_facts(db, task), marks, strict=True)], [
        *iter_notes(corrected)
    ]


def _iter_facts(db: sqlite3.Connection, task: TaskRow) -> Iterator[ShownFact]:
    version = task.document.version
    text, places = load_texts(db, [version])[version], load_places(db, version)
    facts: tuple[UnitRole | Deadline | Target, ...] = (*task.assignments, *task.deadlines, *task.targets)
    for fact in facts:
        yield ShownFact(name_fact(fact), fact.span.of(text), describe_place(find_place(places, fact.span)), "")
