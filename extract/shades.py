"""How a number is meant beyond its value: which way it moves, against what, and how firmly it is set."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Change, Modality
from extract.tables import load_rules


@dataclass(frozen=True, slots=True)
class Shades:
    change: Change | None
    baseline: str | None
    modality: Modality | None


def read_shades(left: str) -> Shades:
    """Return what the words before a number say: 力争比2019年增长 → increase, 2019年, expected."""
    found = [(rule, match) for rule in load_rules("modalities") if (match := rule.pattern.search(left))]
    return Shades(
        change=next((Change(rule["change"]) for rule, _ in found if rule.get("change")), None),
        baseline=next((match[1] for rule, match in found if rule.get("baseline")), None),
        modality=next((Modality(rule["modality"]) for rule, _ in found if rule.get("modality")), None),
    )
