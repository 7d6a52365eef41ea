"""Tasks counted by what they fall to, and there by what they need and by their lights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taskgraph.glance import Glance
from taskgraph.situation import Light, Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The tasks of one value: a unit, or a month as 2026-09."""

    value: str
    total: int
    needs: Mapping[Need, int]
    lights: Mapping[Light, int]


def tally(pairs: Iterable[tuple[str, int]], glances: Mapping[int, Glance]) -> tuple[Tally, ...]:
    """Count (value, row of a task), each given once; in the order of values."""
    totals: Counter[str] = Counter()
    needs: dict[str, Counter[Need]] = {}
    lights: dict[str, Counter[Light]] = {}
    known = ((value, glances[row]) for value, row in pairs if row in glances)
    for (value, glance), count in Counter(known).items():
        totals[value] += count
        needs.setdefault(value, Counter()).update(dict.fromkeys(glance.needs, count))
        lights.setdefault(value, Counter())[glance.light] += count
    return tuple(
        Tally(value=value, total=totals[value], needs=needs[value], lights=lights[value]) for value in sorted(totals)
    )
