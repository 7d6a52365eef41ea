"""The JSON contract of `duban track`: records → plain objects (DESIGN.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from taskgraph.tracking.model import Result, TargetLink, TaskState, Tracking

Json = dict[str, Any]


def iter_records(tracking: Tracking) -> Iterator[Json]:
    """Yield a line for each target, then one for each task with a state."""
    yield from map(link_record, tracking.links)
    yield from map(state_record, tracking.states)


def link_record(link: TargetLink) -> Json:
    target, task = link.planned.target, link.planned.task
    return {
        "target": {
            "task": task.id if task else None,
            "text": link.planned.text,
            "metric": target.metric,
            "change": target.change.value if target.change else None,
            "op": target.op.value,
            "value": _number(target.value),
            "value_max": _number(target.value_max),
            "unit": target.unit,
        },
        "result": _result(link.result),
        "met": link.met,
        "confidence": round(link.confidence, 2),
    }


def state_record(state: TaskState) -> Json:
    """Return the line of a task: its `target` is empty, so that every line has one."""
    return {
        "target": {},
        "task": {"id": state.task.id, "title": state.task.title},
        "state": state.state.value,
        "text": state.text,
        "span": [state.span.start, state.span.end],
        "confidence": state.confidence,
    }


def _result(result: Result | None) -> Json | None:
    if result is None:
        return None
    span = [result.span.start, result.span.end]
    return {"text": result.text, "value": _number(result.value), "unit": result.unit, "span": span}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
