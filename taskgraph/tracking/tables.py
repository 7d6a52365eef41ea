"""The rule tables of tracking: rows of pattern and outcome, with examples that `python -m corpus lint` tries."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """What a row matches, and what follows from it."""

    pattern: re.Pattern[str]
    outcome: str


@cache
def load_terms() -> tuple[Row, ...]:
    """Return the names that are folded into one, in their order."""
    return _load("terms", "into")


@cache
def load_directions() -> tuple[Row, ...]:
    """Return which way is good, by the words for what is counted."""
    return _load("directions", "good")


@cache
def load_clashes() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Return the rows of words of which a name can hold one only."""
    return tuple(tuple(map(re.compile, row["sides"])) for row in _rows("clashes"))


def _rows(table: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = tomllib.loads((files("taskgraph.tracking") / f"{table}.toml").read_text("utf-8"))[
        "rule"
    ]
    return rules


def _load(table: str, outcome: str) -> tuple[Row, ...]:
    return tuple(Row(re.compile(row["pattern"]), row[outcome]) for row in _rows(table))
