"""How all tasks stand, where words stand in texts, what is due when, and searches kept under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field
from starlette.requests import Request

from extract.model import TaskKind
from taskgraph.due_query import find_due_days
from taskgraph.errors import QueryError
from taskgraph.events import LifeState
from taskgraph.filter_view import describe_filters
from taskgraph.hit_query import iter_hits, read_rank
from taskgraph.model import Filters
from taskgraph.options import parse_filters, write_options
from taskgraph.paging import read_cursor, take_page, write_cursor
from taskgraph.query import load_tasks
from taskgraph.saved_query import SavedSearch, load_saved, resolve_saved
from taskgraph.saved_store import remove_search, save_search
from taskgraph.situation import Light, Need
from taskgraph.status import status_record
from taskgraph.tally import Tally
from taskgraph.tally_query import Overview
from taskgraph.views import hit_record
from taskgraph.web.api.asking import Asking, Day, PageQuery, TaskFilters, Words
from taskgraph.web.api.records import Charge, Deadline, DocumentRef, Record, Rows, Target, Task
from taskgraph.web.asked import read_day, write_word
from taskgraph.web.desk import desk_of
from taskgraph.web.finding import ask_desk, recall_overview
from taskgraph.web.person import name_object
from taskgraph.web.tags import Tagged

router = APIRouter(tags=["finding"])
MOST_NEEDY = 50
LONGEST = 400  # days of one look at what is due


class LightCount(Record):
    light: Light
    state: LifeState
    count: int


class Share(Record):
    """The tasks of one lead unit, or of one month as 2026-09."""

    value: str
    total: int
    needs: dict[Need, int]
    lights: dict[Light, int]


class Standing(Record):
    """How all tasks stand on a day, by the office's light rules."""

    day: date
    rules: str
    total: int
    lights: list[LightCount]
    needs: dict[Need, int]
    units: list[Share]
    months: list[Share]
    needy: Annotated[list[Task], Field(description=f"What needs a look, the most urgent first; at most {MOST_NEEDY}.")]


class WordPlace(Record):
    word: str
    task: str | None
    title: str | None
    quote: str


class Hit(Record):
    """A task, another place of a document, or a document as a whole (`places`), with the words that were asked for."""

    task: str | None
    title: str | None
    document: DocumentRef
    path: str | None
    kind: TaskKind | None
    assignments: list[Charge]
    deadlines: list[Deadline]
    targets: list[Target]
    state: LifeState | None
    light: Light | None
    quote: str
    marks: Annotated[list[tuple[int, int]], Field(description="Where the words stand in `quote`.")]
    places: Annotated[list[WordPlace], Field(default_factory=list)]


class Hits(Record):
    items: list[Hit]
    next: str | None


class DueTask(Record):
    day: date
    task: str
    title: str
    again: Annotated[bool, Field(description="Whether it is due by a rhythm.")]


class Saved(Record):
    name: str
    filters: dict[str, str]
    described: Annotated[str, Field(description="The filters in words.")]


class AsOf(Asking):
    as_of: Annotated[Day | None, Field(description="As all stood on this day.")] = None


class SearchQuery(TaskFilters, PageQuery):
    words: Annotated[Words, Field(description="Words to look for; 且, 或, 非, brackets and quotes count.")]


class DueQuery(TaskFilters):
    first: Annotated[Day, Field(description="The first day.")]
    last: Annotated[Day, Field(description=f"The last day, at most {LONGEST} days later.")]

    def period(self) -> tuple[date, date]:
        first, last = read_day(self.first), read_day(self.last)
        if not 0 <= (last - first).days <= LONGEST:
            raise QueryError(f"{self.first} 到 {self.last} 应为先后两天,相隔不超过 {LONGEST} 天")
        return first, last


class NewSaved(Asking):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    filters: TaskFilters


@router.get("/overview", response_model=Standing, dependencies=[Tagged])
def show_overview(request: Request, asked: Annotated[AsOf, Query()]) -> dict[str, Any]:
    """How all tasks stand: by light and state, need, lead unit and month."""
    desk = desk_of(request)
    as_of = read_day(asked.as_of) if asked.as_of else None
    viewpoint = desk.viewpoint(as_of)
    with desk.reading() as db:
        overview = recall_overview(desk, db, as_of)
        needy = load_tasks(db, overview.needy[:MOST_NEEDY], viewpoint)
    told = {"day": viewpoint.day, "rules": viewpoint.rules.title, "needy": [status_record(task) for task in needy]}
    return overview_record(overview) | told


@router.get("/hits", response_model=Hits, dependencies=[Tagged])
def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> dict[str, Any]:
    """Where words stand: in tasks, in other text, or scattered over a document."""
    desk, filters = desk_of(request), asked.filters()
    key = (asked.words, filters)
    after = read_rank(read_cursor(asked.after, key)) if asked.after else 0
    with desk.reading() as db:
        hits = iter_hits(db, asked.words, filters, desk.viewpoint(filters.as_of), after)
        found, last = take_page(hits, asked.limit)
        items = [hit_record(hit) for hit in found]
    return {"items": items, "next": write_cursor([last.rank], key) if last else None}


@router.get("/dues", response_model=Rows[DueTask], dependencies=[Tagged])
def list_dues(request: Request, asked: Annotated[DueQuery, Query()]) -> dict[str, Any]:
    """What is due on which day, extensions and rhythms counted, as the calendar shows it."""
    desk, filters, period = desk_of(request), asked.filters(), asked.period()
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        dues = find_due_days(db, ask_desk(desk, db, filters), viewpoint, period)
        found = load_tasks(db, sorted({due.row for due in dues}), viewpoint)
    tasks = {task.row: task for task in found}
    rows = ((due, tasks[due.row]) for due in dues)
    return {"items": [{"day": due.day, "task": t.id, "title": t.title, "again": due.again} for due, t in rows]}


@router.get("/saved-searches", response_model=Rows[Saved], dependencies=[Tagged])
def list_saved_searches(request: Request) -> dict[str, Any]:
    """The searches kept under a name, for desk and commands alike."""
    with desk_of(request).reading() as db:
        return {"items": [saved_record(saved) for saved in load_saved(db)]}


@router.post("/saved-searches", response_model=Saved, status_code=201)
def add_saved_search(request: Request, new: Annotated[NewSaved, Body()]) -> dict[str, Any]:
    """Keep filters under a name."""
    desk, filters = desk_of(request), new.filters.filters()
    saved = SavedSearch(new.name.strip(), tuple(write_options(filters)))
    if not saved.name or not saved.options:
        raise QueryError("请写一个名称,和至少一个条件")
    with desk.reading() as db:
        ask_desk(desk, db, filters)
    with desk.writing() as store:
        save_search(store.db, saved)
    name_object(saved.name)
    return saved_record(saved)


@router.delete("/saved-searches/{name}", status_code=204)
def remove_saved_search(request: Request, name: Annotated[Words, Path()]) -> None:
    """Drop a saved search."""
    desk = desk_of(request)
    with desk.reading() as db:
        found = resolve_saved(db, name)
    with desk.writing() as store:
        remove_search(store.db, found.name)


def overview_record(overview: Overview) -> dict[str, Any]:
    lights = [(light, state, overview.lights.get((light, state), 0)) for light in Light for state in LifeState]
    return {
        "total": overview.total,
        "lights": [{"light": light, "state": state, "count": count} for light, state, count in lights if count],
        "needs": _counted(overview.needs),
        "units": _shares(overview.units),
        "months": _shares(overview.months),
    }


def _shares(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    return [
        {"value": one.value, "total": one.total, "needs": _counted(one.needs), "lights": _counted(one.lights)}
        for one in tallies
    ]


def _counted(counts: Mapping[Any, int]) -> dict[Any, int]:
    return {value: count for value, count in counts.items() if count}


def saved_record(saved: SavedSearch) -> dict[str, Any]:
    filters = parse_filters(saved.options)
    return {"name": saved.name, "filters": filters_record(filters), "described": describe_filters(filters)}


def filters_record(filters: Filters) -> dict[str, str]:
    """Return the filters that are set, as addresses have them."""
    given = {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {name: write_word(value) for name, value in given.items() if value is not None}
