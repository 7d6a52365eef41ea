"""Which facts want a look: those that are less sure than `SURE`, with their words and the number to correct them by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.model import SURE, Task
from taskgraph.corrections import Fact, Held, TaskHead, list_facts
from taskgraph.fact_view import name_fact
from taskgraph.output import Column, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A fact of a task or report; without a number it is the task itself."""

    subject: str
    title: str
    number: int | None
    fact: Fact
    quote: str
    confidence: float


def iter_task_doubts(task: Task, listed: tuple[Held, ...], text: str) -> Iterator[Doubt]:
    """Yield a task that may be none, then its doubtful facts; what a person corrected is sure."""
    head = next((h for h in listed if isinstance(h.fact, TaskHead)), None)
    if head and not head.entries and task.confidence < SURE:
        yield Doubt(
            subject=task.id, title=task.title, number=None, fact=head.fact, quote=task.title, confidence=task.confidence
        )
    yield from iter_fact_doubts(task.id, task.title, listed, text)


def iter_fact_doubts(subject: str, title: str, listed: tuple[Held, ...], text: str) -> Iterator[Doubt]:
    for number, one in enumerate(list_facts(listed), start=1):
        fact = one.fact
        if one.counts and not isinstance(fact, TaskHead) and fact.confidence < SURE:
            yield Doubt(
                subject=subject, title=title, number=number, fact=fact, quote=fact.span.of(text),
                confidence=fact.confidence,
            )  # fmt: skip


def doubt_record(doubt: Doubt) -> dict[str, Any]:
    return {
        "subject": doubt.subject,
        "title": doubt.title,
        "number": doubt.number,
        "fact": name_fact(doubt.fact),
        "quote": doubt.quote,
        "confidence": doubt.confidence,
    }


DOUBTS: View[Doubt] = View(
    (
        Column("编号", lambda d: d.subject),
        Column("任务", lambda d: d.title, 28),
        Column("序号", lambda d: d.number),
        Column("提取为", lambda d: name_fact(d.fact), 44),
        Column("原文", lambda d: d.quote, 32),
        Column("置信度", lambda d: f"{d.confidence:.0%}"),
    ),
    doubt_record,
)
