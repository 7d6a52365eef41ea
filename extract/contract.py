"""The JSON contract: records → plain objects with English keys, in the shape of gold/GUIDE.md and more."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from ingest.span import Span

if TYPE_CHECKING:
    from ingest.model import Document, Meta

Json = dict[str, Any]
_TASK_FACTS = ("assignments", "deadlines", "targets")


def document_record(doc: Document, extraction: Extraction, *, with_text: bool) -> Json:
    """Return the line that `duban extract --json` prints for a document."""
    line: Json = {
        "source": doc.source,
        "key": doc.key,
        "sha256": doc.sha256,
        "document": meta_record(doc.meta),
        "warnings": list(doc.warnings),
        "tasks": [task_record(task) for task in extraction.tasks],
        "progress": [fact_record(statement) for statement in extraction.progress],
    }
    return line | {"text": doc.text} if with_text else line


def meta_record(meta: Meta) -> Json:
    period = {"start": _plain(meta.period.start), "end": _plain(meta.period.end)}
    return {f.name: _plain(getattr(meta, f.name)) for f in fields(meta) if f.name != "period"} | {"period": period}


def task_record(task: Task) -> Json:
    flat = {f.name: _plain(getattr(task, f.name)) for f in fields(task) if f.name not in _TASK_FACTS}
    return flat | {name: [fact_record(fact) for fact in getattr(task, name)] for name in _TASK_FACTS}


def fact_record(fact: Assignment | Deadline | Target | Progress) -> Json:
    return {f.name: _plain(getattr(fact, f.name)) for f in fields(fact)}


def _plain(value: Any) -> Any:
    match value:
        case Span():
            return [value.start, value.end]
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Enum():
            return value.value
        case _:
            return value
