"""How sure a fact is: its finder's estimate, weighed against how often its rule was right on gold.

`python -m corpus calibrate` measures the rules and writes `models/confidence.json`. What a clerk should look at
again is below 0.9: facts of rules that gold has not seen, or about which careful clerks differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task

Fact = TypeVar("Fact", Task, Assignment, Deadline, Target, Progress)

_WEIGHT = 3  # documents that a finder's estimate is worth
_UNPROVEN = 0.85  # the most that the estimate of a rule counts that no gold has seen


class Measure(NamedTuple):
    """In how many documents a rule fired, and in how many of these it was right, each by its share."""

    right: float
    documents: int


def weigh(measure: Measure | None, estimate: float) -> float:
    """Return the confidence of a fact from its rule's record, rounded to three digits."""
    if measure is None:
        return min(estimate, _UNPROVEN)
    return round((measure.right + _WEIGHT * estimate) / (measure.documents + _WEIGHT), 3)


def confidence(rule: str, estimate: float) -> float:
    """Return the confidence of a fact found by `rule`, named with its layer: units/lead-label."""
    return weigh(load_measures().get(rule), estimate)


def rate(extraction: Extraction) -> Extraction:
    """Put the confidence in place of each finder's estimate."""
    return Extraction(tuple(map(_rate_task, extraction.tasks)), _rate("progress", extraction.progress))


@cache
def load_measures() -> dict[str, Measure]:
    data = json.loads((files("extract") / "models" / "confidence.json").read_text("utf-8"))
    return {rule: Measure(*counts) for rule, counts in data["rules"].items()}


def _rate_task(task: Task) -> Task:
    return replace(
        task,
        confidence=confidence(f"tasks/{task.rule}", task.confidence),
        assignments=_rate("units", task.assignments),
        deadlines=_rate("deadlines", task.deadlines),
        targets=_rate("targets", task.targets),
    )


def _rate(layer: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(replace(fact, confidence=confidence(f"{layer}/{fact.rule}", fact.confidence)) for fact in facts)
