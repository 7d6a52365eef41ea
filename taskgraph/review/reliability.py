"""From which score on a link is sure: where the program has been right in 98 of 100 cases, ours and the office's.

Scores fall into bands. A band is sure if enough of its cases are known and nearly all were right; links are made from
the lowest band on above which all are sure. So an office that rejects what the program is sure of makes it ask more
often, and one that keeps accepting its proposals makes it ask less.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

from taskgraph.review.deciding import Thresholds
from taskgraph.review.model import Evidence, Ground

SURE = 0.98
FEWEST_CASES = 10
_NEVER = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Scores from `start` up to the next band, how many cases of them are known and how many of these were right."""

    ground: Ground
    start: float
    cases: int
    right: int

    @property
    def sure(self) -> bool:
        return self.cases >= FEWEST_CASES and self.right >= SURE * self.cases


@cache
def load_bands() -> tuple[Band, ...]:
    """Return what was measured before the product was shipped, of each ground the highest band first."""
    rows = json.loads((Path(__file__).parent / "reliability.json").read_text("utf-8"))["bands"]
    bands = (
        Band(ground=Ground(row["ground"]), start=row["from"], cases=row["cases"], right=row["right"]) for row in rows
    )
    return tuple(sorted(bands, key=lambda band: (band.ground, -band.start)))


def add_evidence(bands: Sequence[Band], evidence: Iterable[Evidence]) -> tuple[Band, ...]:
    """Return the bands with the office's decisions added; what scored below all bands is left out."""
    counted = list(bands)
    for case in evidence:
        fitting = (n for n, b in enumerate(counted) if b.ground is case.ground and b.start <= case.score)
        if (n := next(fitting, None)) is not None:
            band = counted[n]
            counted[n] = replace(band, cases=band.cases + 1, right=band.right + int(case.right))
    return tuple(counted)


def find_thresholds(bands: Iterable[Band]) -> Thresholds:
    """Return for each ground the score from which on all bands are sure; what a person said is always sure."""
    known = list(bands)
    return {Ground.PERSON: 0.0} | {
        ground: min((b.start for b in takewhile(lambda b: b.sure, _of(known, ground))), default=_NEVER)
        for ground in (Ground.NUMBER, Ground.WORDS)
    }


def _of(bands: Iterable[Band], ground: Ground) -> list[Band]:
    return [band for band in bands if band.ground is ground]
