"""The small model that turns features into a probability. Its weights are data, made by `make model`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from taskgraph.tracking.features import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """A logistic regression: one weight a feature, in the order of `features.NAMES`."""

    bias: float
    weights: tuple[float, ...]
    threshold: float  # below it, a target counts as unreported

    def score(self, features: Sequence[float]) -> float:
        """Return the probability that two mentions are of one quantity."""
        return 1 / (1 + math.exp(-self.bias - sum(w * f for w, f in zip(self.weights, features, strict=True))))


@cache
def load_scorer() -> Scorer:
    """Return the model of `scorer.json`; its features must be those that this version computes."""
    data = json.loads((files("taskgraph.tracking") / "scorer.json").read_text("utf-8"))
    return Scorer(
        bias=data["bias"], weights=tuple(data["weights"][name] for name in NAMES), threshold=data["threshold"]
    )
