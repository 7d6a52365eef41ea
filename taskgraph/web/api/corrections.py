"""What people put right of what was read: one log a task or report, each entry undoable."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query
from pydantic import Field
from starlette.requests import Request

from extract.model import Op, Role, State, TaskKind
from taskgraph.correction_desk import find_subject
from taskgraph.correction_query import find_outcomes, load_log
from taskgraph.correction_view import difference_record, entry_record, iter_log_lines
from taskgraph.corrections import FactKind
from taskgraph.web.api.asking import Amount, Asking, Count, Day, PageQuery, Words, cut_page
from taskgraph.web.api.records import Fact, Outcome, Page, Record, Rows
from taskgraph.web.corrections import record_correction
from taskgraph.web.desk import Desk, desk_of
from taskgraph.web.tags import Tagged

router = APIRouter(tags=["corrections"])
Name = Annotated[str | None, Field(max_length=500)]


class Entry(Record):
    """A correction on record: a fact as it was read, as it stood before, and as it should be; or what it undoes."""

    subject: str
    number: int
    happened_on: date
    recorded_at: datetime
    by: str | None
    note: str | None
    counts: Annotated[bool, Field(description="False where it is undone.")]
    undoes: int | None = None
    kind: FactKind | None = None
    quote: str | None = None
    ordinal: int | None = None
    read: Fact = None
    before: Fact = None
    after: Fact = None


class Difference(Outcome):
    """What became of a correction in the reading at hand."""

    subject: str
    title: str


class SubjectQuery(Asking):
    subject: Annotated[
        Words, Field(description="A task, or the document of a report: the beginning of its id, its title.")
    ]


class Correction(Asking):
    """What is put right. Facts have the numbers that a document's facts are listed by; 0 is the task itself."""

    subject: Annotated[Words, Field(description="A task, or the document of a report.")]
    verb: Literal["change", "confirm", "reject", "add", "undo"]
    fact: Annotated[Count, Field(description="change, confirm, reject: the number of the fact.")] = 0
    entry: Annotated[Count | None, Field(description="undo: the number of the correction.")] = None
    kind: Annotated[
        Role | TaskKind | FactKind | None, Field(description="add: a role, deadline or target; of a task: its kind.")
    ] = None
    quote: Annotated[Name, Field(description="add: the words that say so, as the text prints them.")] = None
    title: Name = None
    unit: Annotated[Name, Field(description="The unit that is charged.")] = None
    role: Role | None = None
    start: Day | None = None
    end: Day | None = None
    every: Annotated[Name, Field(description="A rhythm: day, week, month, quarter, half-year, year.")] = None
    metric: Name = None
    op: Op | None = None
    value: Amount | None = None
    value_max: Amount | None = None
    measure: Annotated[Name, Field(description="The unit of `value`.")] = None
    state: State | None = None
    as_of: Day | None = None
    by: Annotated[str | None, Field(max_length=100)] = None
    note: Annotated[str | None, Field(max_length=2000)] = None

    def words(self) -> dict[str, str]:
        """Return what is said as a form would send it."""
        given = self.model_dump(mode="json", exclude_none=True, exclude={"subject", "fact"})
        return {name: word for name, value in given.items() if (word := str(value).strip())}


@router.get("/corrections", response_model=Rows[Entry], dependencies=[Tagged])
def list_corrections(request: Request, asked: Annotated[SubjectQuery, Query()]) -> dict[str, Any]:
    """All that people put right of a task or report, as it was recorded."""
    return _tell(desk_of(request), asked.subject)


@router.post("/corrections", response_model=Rows[Entry], status_code=201)
def record(request: Request, correction: Annotated[Correction, Body()]) -> dict[str, Any]:
    """Put right what was read, or take such a correction back; the answer is the log of the task or report."""
    desk = desk_of(request)
    with desk.reading() as db:
        subject = find_subject(db, correction.subject)
    record_correction(desk, subject, correction.fact, correction.words())
    return _tell(desk, subject.id)


@router.get("/correction-outcomes", response_model=Page[Difference], dependencies=[Tagged])
def list_outcomes(request: Request, page: Annotated[PageQuery, Query()]) -> dict[str, Any]:
    """What became of every correction in the texts in force; where a newer reading differs, too."""
    with desk_of(request).reading() as db:
        rows = find_outcomes(db)
    return cut_page(rows, page, lambda row: (row.subject, *row.outcome.entries), difference_record)


def _tell(desk: Desk, name: str) -> dict[str, Any]:
    with desk.reading() as db:
        log = load_log(db, find_subject(db, name).id)
    return {"items": [entry_record(line) for line in iter_log_lines(log)]}
