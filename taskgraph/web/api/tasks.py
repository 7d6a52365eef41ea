"""Tasks: lists, counts, one with all that is known of it, its log, and what people say happened to it."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from extract.model import State
from taskgraph.event_query import load_history
from taskgraph.events import EventKind
from taskgraph.facet_view import facet_record
from taskgraph.history import iter_lines, line_record
from taskgraph.lookup import resolve_task
from taskgraph.ordering import usual_order
from taskgraph.query import load_task
from taskgraph.show import shown_task_record
from taskgraph.show_query import load_shown_task
from taskgraph.states import possible_events
from taskgraph.status import status_record
from taskgraph.web.api.asking import Amount, Asking, Day, Filtered, Number, TaskQuery, Words
from taskgraph.web.api.records import Event, FacetCount, Page, Rows, ShownTask, Task
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.finding import Cut, ask_desk, find_page, recall_count, recall_facets
from taskgraph.web.steps import record_step, record_steps
from taskgraph.web.tags import IfMatch, Tagged, refuse_unseen, tag_of, tag_one

router = APIRouter(tags=["tasks"])
TaskName = Annotated[Words, Path(description="The beginning of the task's id, or its title.")]
Note = Annotated[str | None, Field(max_length=2000)]


class Step(Asking):
    """What happened to a task. Which fields an event needs depends on its kind."""

    kind: EventKind
    on: Annotated[Day | None, Field(description="The day on which it happened; today if none is given.")] = None
    by: Annotated[str | None, Field(max_length=100, description="Who did it.")] = None
    note: Note = None
    value: Annotated[Amount | None, Field(description="progress: the number reached so far.")] = None
    unit: Annotated[str | None, Field(max_length=100, description="progress: the unit of `value`.")] = None
    metric: Annotated[str | None, Field(max_length=500, description="progress: which of several targets.")] = None
    state: State | None = None
    due: Annotated[Day | None, Field(description="extended: the new deadline.")] = None
    reason: Annotated[str | None, Field(max_length=2000, description="extended: why.")] = None

    def words(self) -> dict[str, str]:
        """Return what is said as a form would send it."""
        given = self.model_dump(mode="json", exclude_none=True)
        return {name: word for name, value in given.items() if (word := str(value).strip())}


class StepForMany(Step):
    tasks: Annotated[list[Words], Field(min_length=1, max_length=500, description="Ids of tasks.")]

    def words(self) -> dict[str, str]:
        return {name: word for name, word in super().words().items() if name != "tasks"}


class Undo(Asking):
    by: Annotated[str | None, Field(max_length=100)] = None
    note: Note = None


class StepResult(Asking):
    """What became of a step for one of many tasks: `done` or `problem` says so, for people."""

    task: str
    title: str
    done: str
    problem: str


@router.get("/tasks", response_model=Page[Task], dependencies=[Tagged])
def list_tasks(request: Request, asked: Annotated[TaskQuery, Query()]) -> dict[str, Any]:
    """The tasks that fit, a page at a time."""
    desk, filters = desk_of(request), asked.filters()
    with desk.reading() as db:
        found = ask_desk(desk, db, filters)
        page = find_page(desk, db, found, Cut(asked.order or usual_order(filters), asked.after or "", asked.limit))
        total = recall_count(desk, db, found)
    return {"items": [status_record(task) for task in page.tasks], "total": total, "next": page.following}


@router.get("/facets", response_model=Rows[FacetCount], dependencies=[Tagged])
def count_facets(request: Request, asked: Filtered) -> dict[str, Any]:
    """How many of the tasks that fit fall to each document, issuer, unit, role, month, light …"""
    desk = desk_of(request)
    with desk.reading() as db:
        return {
            "items": [facet_record(count) for count in recall_facets(desk, db, ask_desk(desk, db, asked.filters()))]
        }


@router.get("/tasks/{task}", response_model=ShownTask, dependencies=[Tagged])
def show_task(request: Request, response: Response, task: TaskName) -> dict[str, Any]:
    """One task: its facts with their places, its line, links, what people corrected, and where it stands."""
    with desk_of(request).reading() as db:
        return tag_one(request, response, _load(desk_of(request), db, task))


@router.get("/tasks/{task}/events", response_model=Rows[Event], dependencies=[Tagged])
def list_events(request: Request, task: TaskName) -> dict[str, Any]:
    """What happened to a task, as it was recorded; what was taken back is there too."""
    with desk_of(request).reading() as db:
        history = load_history(db, load_task(db, resolve_task(db, task).row).id)
        return {"items": [line_record(line) for line in iter_lines(history)]}


@router.post("/tasks/{task}/events", response_model=ShownTask, status_code=201)
def record_event(
    request: Request, response: Response, task: TaskName, step: Annotated[Step, Body()], if_match: IfMatch = None
) -> dict[str, Any]:
    """Record what happened to a task; the answer is the task as it stands then."""
    return _record(request, response, task, step.words(), if_match)


@router.post("/tasks/{task}/events/{number}/undo", response_model=ShownTask, status_code=201)
def undo_event(
    request: Request,
    response: Response,
    task: TaskName,
    number: Number,
    undo: Annotated[Undo | None, Body()] = None,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Take back an event that was recorded in error: it stays in the log and no longer counts."""
    said = (undo or Undo()).model_dump(exclude_none=True)
    words = said | {"kind": EventKind.CORRECTED.value, "event": str(number)}
    return _record(request, response, task, words, if_match)


@router.post("/events", response_model=Rows[StepResult])
def record_event_for_many(request: Request, step: Annotated[StepForMany, Body()]) -> dict[str, Any]:
    """Record the same for many tasks, each for itself."""
    return {"items": [row._asdict() for row in record_steps(desk_of(request), step.words(), step.tasks)]}


def _record(request: Request, response: Response, task: str, words: dict[str, str], seen: str | None) -> dict[str, Any]:
    desk = desk_of(request)

    def check() -> None:
        with desk.reading() as db:
            refuse_unseen(seen, _load(desk, db, task))

    id_ = record_step(desk, task, words, check if seen else None)
    with desk.reading() as db:
        record = _load(desk, db, id_)
    response.headers["ETag"] = tag_of(record)
    return record


def _load(desk: Desk, db: sqlite3.Connection, name: str) -> dict[str, Any]:
    viewpoint = desk.viewpoint()
    shown = load_shown_task(db, resolve_task(db, name), viewpoint)
    possible = [kind.value for kind in possible_events(shown.task.standing.state)]
    return status_record(shown.task) | shown_task_record(shown) | {"possible": possible}
