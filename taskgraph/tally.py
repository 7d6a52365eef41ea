"""Tasks counted by what they fall to, and there by what they need and by their lights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taskgraph.situation import Light, Need
from taskgraph.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The tasks of one value: a unit, or a month as 2026-09."""

    value: str
    total: int
    needs: Mapping[Need, int]
    lights: Mapping[Light, int]


def tally(pairs: Iterable[tuple[str, int]], standings: Mapping[int, Standing]) -> tuple[Tally, ...]:
    """Count (value, row of a task), each given once; in the order of values."""
    totals: Counter[str] = Counter()
    needs: dict[str, Counter[Need]] = {}
    lights: dict[str, Counter[Light]] = {}
    for value, row in pairs:
        standing = standings[row]
        totals[value] += 1
        needs.setdefault(value, Counter()).update(standing.needs)
        lights.setdefault(value, Counter())[standing.light] += 1
    return tuple(
        Tally(value=value, total=totals[value], needs=needs[value], lights=lights[value]) for value in sorted(totals)
    )
