"""The way back from the JSON contract (`extract.contract`): plain objects → the records that they were made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from extract.contract import Json
from extract.model import (
    Assignment,
    Basis,
    Change,
    Deadline,
    Extraction,
    Modality,
    Op,
    Progress,
    Role,
    State,
    Target,
    Task,
    TaskKind,
)
from ingest.model import Span

Record = TypeVar("Record", Task, Assignment, Deadline, Target, Progress)


def read_extraction(record: Json) -> Extraction:
    """Return what was found from a line of `duban extract --json`; fields that it does not know are left aside."""
    return Extraction(
        tasks=tuple(read_task(task) for task in record["tasks"]),
        progress=tuple(read_fact(Progress, statement) for statement in record["progress"]),
    )


def read_task(record: Json) -> Task:
    facts = {
        "assignments": tuple(read_fact(Assignment, fact) for fact in record["assignments"]),
        "deadlines": tuple(read_fact(Deadline, fact) for fact in record["deadlines"]),
        "targets": tuple(read_fact(Target, fact) for fact in record["targets"]),
    }
    return read_fact(Task, record | facts)


def _number(value: object) -> Decimal:
    return Decimal(str(value))


_BY_NAME: dict[str, Callable[[Any], object]] = {
    "span": lambda value: Span(*value),
    "kind": TaskKind,
    "role": Role,
    "start": date.fromisoformat,
    "end": date.fromisoformat,
    "as_of": date.fromisoformat,
    "basis": Basis,
    "op": Op,
    "value": _number,
    "value_max": _number,
    "change": Change,
    "modality": Modality,
    "state": State,
}


def read_fact(kind: type[Record], record: Json) -> Record:
    """Return one task or fact; a task's own facts must be records already."""
    values = {field.name: record[field.name] for field in fields(kind)}
    return kind(**{name: _plain(name, value) for name, value in values.items()})


def _plain(name: str, value: Any) -> Any:
    return value if value is None or name not in _BY_NAME else _BY_NAME[name](value)
