"""What reports say beside the tasks that it may belong to, and what people decide about it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query
from pydantic import Field
from starlette.requests import Request

from extract.model import State
from taskgraph.errors import NotFoundError
from taskgraph.review.model import Doubt, Ground, Outcome
from taskgraph.review.query import Wanted, find_statements, find_wanted
from taskgraph.review.view import statement_record
from taskgraph.web.api.asking import Asking, Number, PageQuery, Words, cut_page
from taskgraph.web.api.records import Page, Record, Span
from taskgraph.web.decisions import decide
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.tags import Tagged

router = APIRouter(tags=["statements"])


class Report(Record):
    id: str
    title: str


class Candidate(Record):
    """A task that a statement may belong to; linked where `doubt` is null."""

    task: str
    title: str | None
    document: str | None
    leads: list[str]
    target: str | None
    result: float | None
    unit: str | None
    state: State | None
    ground: Ground
    score: float
    doubt: Doubt | None
    detail: str | None
    event: int | None


class Statement(Record):
    number: int
    outcome: Outcome
    report: Report
    text: str
    span: Span
    value: float | None
    unit: str | None
    state: State | None
    day: date
    note: str | None
    candidates: list[Candidate]


class StatementQuery(PageQuery):
    outcome: Annotated[Outcome | None, Field(description="All if none is given.")] = None
    doc: Annotated[Words | None, Field(description="The report.")] = None
    unit: Annotated[Words | None, Field(description="Of tasks of this unit.")] = None


class Decision(Asking):
    verb: Annotated[
        Literal["accept", "assign", "reject", "undo"],
        Field(description="accept: the likeliest candidate; assign: `task`; reject: none; undo: as it was."),
    ]
    task: Annotated[Words | None, Field(description="assign: the task, by the beginning of its id or its title.")] = (
        None
    )
    by: Annotated[str | None, Field(max_length=100)] = None


@router.get("/statements", response_model=Page[Statement], dependencies=[Tagged])
def list_statements(request: Request, asked: Annotated[StatementQuery, Query()]) -> dict[str, Any]:
    """What reports say, in the order of their texts, with the likely tasks."""
    with desk_of(request).reading() as db:
        rows = find_wanted(db, Wanted(doc=asked.doc, unit=asked.unit, outcome=asked.outcome))
    return cut_page(rows, asked, lambda row: (row.number,), statement_record)


@router.get("/statements/{number}", response_model=Statement, dependencies=[Tagged])
def show_statement(request: Request, number: Number) -> dict[str, Any]:
    """One statement with the likely tasks."""
    return _load(desk_of(request), number)


@router.post("/statements/{number}/decision", response_model=Statement)
def decide_statement(request: Request, number: Number, decision: Annotated[Decision, Body()]) -> dict[str, Any]:
    """Keep what a person decided of a statement; the same words of later reports go by it."""
    desk, said = desk_of(request), decision.model_dump(exclude_none=True)
    if decision.verb != "assign":
        said.pop("task", None)
    decide(desk, number, said)
    return _load(desk, number)


def _load(desk: Desk, number: int) -> dict[str, Any]:
    with desk.reading() as db:
        found = find_statements(db, numbers=[number])
    if not found:
        raise NotFoundError(f"没有第 {number} 条进展")
    return statement_record(found[0])
