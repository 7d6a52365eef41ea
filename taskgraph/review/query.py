"""Reading statements with their candidates, side by side with the tasks; nothing is written here."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Role, Target
from taskgraph.facts import load_targets
from taskgraph.lookup import resolve_document, resolve_unit
from taskgraph.review.deciding import outcome
from taskgraph.review.model import Held, Outcome, Said
from taskgraph.review.statements import read_held, read_statement

_STATEMENTS = """
SELECT statement.*, version.title, document.key FROM statement
JOIN document ON document.id = statement.document
JOIN version ON version.document = document.id AND version.superseded_at IS NULL
WHERE (:document IS NULL OR statement.document = :document)
  AND (:numbers IS NULL OR statement.id IN (SELECT value FROM json_each(:numbers)))
  AND (:unit IS NULL OR statement.id IN (
    SELECT candidate.statement FROM candidate JOIN task ON task.task = candidate.task
    JOIN assignment ON assignment.task = task.id
    JOIN assignment_unit ON assignment_unit.assignment = assignment.id
    WHERE assignment_unit.unit = :unit))
ORDER BY document.key, statement.span_start, statement.id
"""
_PROPOSED = """
SELECT statement.id, count(*) OVER () AS total FROM statement JOIN document ON document.id = statement.document
WHERE (:document IS NULL OR statement.document = :document)
  AND EXISTS (SELECT 1 FROM candidate
    WHERE candidate.statement = statement.id AND candidate.doubt NOT IN ('rejected', 'corrected'))
  AND NOT EXISTS (SELECT 1 FROM candidate WHERE candidate.statement = statement.id AND candidate.doubt IS NULL)
ORDER BY document.key, statement.span_start, statement.id LIMIT :most OFFSET :skip
"""
_CANDIDATES = """
SELECT * FROM candidate WHERE statement IN (SELECT value FROM json_each(?))
ORDER BY statement, event IS NULL, chosen DESC, ground = 'number' DESC, score DESC, task
"""
_TASKS = """
SELECT task.task, max(task.id) AS row, task.title, task.path, version.title AS document
FROM task JOIN version ON version.id = task.version
WHERE task.task IN (SELECT value FROM json_each(?)) GROUP BY task.task
"""
_LEADS = """
SELECT task, unit FROM assignment WHERE role = ? AND task IN (SELECT value FROM json_each(?)) ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The task that a candidate names, in its newest wording."""

    id: str
    title: str
    path: str
    document: str | None
    leads: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate beside its task (None where the task is in no text any more)."""

    held: Held
    task: Counterpart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement with its candidates, linked ones first, then the likeliest."""

    number: int
    document: str
    report: str
    said: Said
    choices: tuple[Choice, ...]

    @property
    def outcome(self) -> Outcome:
        return outcome(choice.held for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statements are listed, by names as people type them; None asks for all."""

    doc: str | None = None
    unit: str | None = None
    outcome: Outcome | None = None


def find_wanted(db: sqlite3.Connection, wanted: Wanted) -> list[Statement]:
    document = resolve_document(db, wanted.doc) if wanted.doc else None
    unit = resolve_unit(db, wanted.unit)[0].id if wanted.unit else None
    found = find_statements(db, document=document, unit=unit)
    return [statement for statement in found if wanted.outcome in {None, statement.outcome}]


def find_proposed(db: sqlite3.Connection, document: str | None, *, skip: int, most: int) -> tuple[int, Sequence[int]]:
    """Return how many statements a person has to decide on, and the numbers of some, in the order of the texts."""
    rows = db.execute(_PROPOSED, {"document": document, "skip": skip, "most": most}).fetchall()
    return (rows[0]["total"] if rows else 0), [row["id"] for row in rows]


def find_statements(
    db: sqlite3.Connection,
    *,
    document: str | None = None,
    unit: int | None = None,
    numbers: Sequence[int] | None = None,
) -> tuple[Statement, ...]:
    """Return what reports say, of one report, of one unit's tasks or by number, in the order of the reports' texts."""
    bound = {"document": document, "unit": unit, "numbers": None if numbers is None else json.dumps(numbers)}
    rows = db.execute(_STATEMENTS, bound).fetchall()
    choices = _find_choices(db, [row["id"] for row in rows])
    return tuple(
        Statement(
            number=row["id"],
            document=row["document"],
            report=row["title"] or row["key"],
            said=read_statement(row),
            choices=tuple(choices.get(row["id"], ())),
        )
        for row in rows
    )


def _find_choices(db: sqlite3.Connection, statements: Sequence[int]) -> Mapping[int, list[Choice]]:
    rows = db.execute(_CANDIDATES, [json.dumps(statements)]).fetchall()
    tasks = {task.id: task for task in _iter_tasks(db, sorted({row["task"] for row in rows}))}
    choices: dict[int, list[Choice]] = defaultdict(list)
    for row in rows:
        choices[row["statement"]].append(Choice(read_held(row), tasks.get(row["task"])))
    return choices


def _iter_tasks(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Counterpart]:
    rows = db.execute(_TASKS, [json.dumps(ids)]).fetchall()
    newest = [row["row"] for row in rows]
    targets = load_targets(db, newest)
    leads: dict[int, list[str]] = defaultdict(list)
    for task, unit in db.execute(_LEADS, [Role.LEAD.value, json.dumps(newest)]):
        leads[task].append(unit)
    for row in rows:
        yield Counterpart(
            id=row["task"],
            title=row["title"],
            path=row["path"],
            document=row["document"],
            leads=tuple(dict.fromkeys(leads[row["row"]])),
            targets=targets.get(row["row"], ()),
        )
