"""A task before its facts are read: what was found to be an item of work, and where its words stand."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Assignment, Deadline, TaskKind
from ingest.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item of work. `prose` are the spans in which facts are still to be found.

    Units and deadlines that a table's columns or an item above give are there already.
    """

    path: str
    kind: TaskKind
    title: Span
    span: Span
    prose: tuple[Span, ...]
    rule: str
    confidence: float
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    year: int | None = None  # of what a report still plans, where it is not the year reported on
