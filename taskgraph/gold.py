"""Stored documents as gold entries (corpus/gold/GUIDE.md): what a careful reader says of a text.

What people corrected is part of it, except what they know from elsewhere: nobody can find what is not printed.
"""

from __future__ import annotations

from typing import Any

from extract.contract import fact_record, meta_record
from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from ingest.model import Meta
from taskgraph.corrections import RULE

Json = dict[str, Any]
LONGEST_ANCHOR = 14
_FIELDS = {
    Assignment: ("unit", "role"),
    Deadline: ("text", "start", "end", "every"),
    Target: ("text", "metric", "op", "value", "unit"),
    Progress: ("text", "metric", "change", "value", "unit", "state", "as_of"),
}
_IF_KNOWN = ("value_max", "change")


def gold_record(file: str, meta: Meta, text: str, extraction: Extraction) -> Json:
    """Return the gold entry of a document whose file is named `file`; `text` is its canonical text."""
    return {
        "file": file,
        "document": meta_record(meta),
        "tasks": [_task(task, text) for task in extraction.tasks],
        "progress": list(map(_fact, extraction.progress)),
    }


def _task(task: Task, text: str) -> Json:
    """Return a task; its anchor is how it begins, as printed."""
    begin = task.title if task.title in text else task.text
    return {
        "path": task.path,
        "kind": task.kind.value,
        "anchor": begin[:LONGEST_ANCHOR].rstrip("。.:："),
        "assignments": [_fact(unit) for unit in task.assignments if unit.rule != RULE or unit.unit in text],
        "deadlines": list(map(_fact, task.deadlines)),
        "targets": list(map(_fact, task.targets)),
    }


def _fact(fact: Assignment | Deadline | Target | Progress) -> Json:
    record = fact_record(fact)
    given = {name: record[name] for name in _FIELDS[type(fact)]}
    return given | {name: record[name] for name in _IF_KNOWN if record.get(name) is not None}
