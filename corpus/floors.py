"""The scores below which a set of gold must not fall, recorded in floors.toml: a table a set, a row a layer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.scoring import LAYERS, Tally


class FloorsError(Exception):
    """A file of floors that does not say what is asked of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCheck:
    layer: str
    score: float
    floor: float

    @property
    def passed(self) -> bool:
        return self.score >= self.floor

    def __str__(self) -> str:
        relation = "is at or above" if self.passed else "FELL BELOW"
        return f"{self.layer}: F1 {self.score:.4f} {relation} its floor {self.floor:.4f}"


def load_floors(path: Path, name: str) -> dict[str, float]:
    """Return the minimal F1 by layer of the set `name`; raises FloorsError for unknown sets and layers."""
    sets = tomllib.loads(path.read_text("utf-8"))
    if name not in sets:
        raise FloorsError(f"{path} has no set [{name}]; it has {', '.join(sets) or 'none'}")
    unknown = set(sets[name]) - set(LAYERS)
    if unknown:
        known = ", ".join(LAYERS)
        raise FloorsError(f"{path}, [{name}]: no such layer: {', '.join(sorted(unknown))}; there are {known}")
    return {layer: float(floor) for layer, floor in sets[name].items()}


def check_floors(totals: Mapping[str, Tally], floors: Mapping[str, float]) -> tuple[FloorCheck, ...]:
    """Compare F1, rounded to four digits as it is printed and recorded, with the floors."""
    return tuple(
        FloorCheck(layer=layer, score=round(totals[layer].f1, 4), floor=floor) for layer, floor in floors.items()
    )
