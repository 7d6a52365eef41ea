"""How alike a target and a statement are, as a few numbers between 0 and 1 that a small model weighs.

Pairs whose measures or kinds cannot be the same quantity have no features: a level is never a step's result.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from taskgraph.tracking.measures import factor
from taskgraph.tracking.model import Flow, Kind, Mention, Scope
from taskgraph.tracking.tables import load_clashes
from taskgraph.tracking.wording import Grams, Weights, cut, length, total, weigh

Sides = Mapping[int, frozenset[int]]

_THIRD = math.log(3)

NAMES = (
    "chars",  # cosine of the names' characters and pairs
    "words",  # cosine of the names' words
    "target named",  # share of the target's name that the statement's sentence holds
    "statement named",  # share of the statement's name that the target's sentence holds
    "least named",  # the lower of the two
    "context",  # cosine of the sentences with their headings
    "same measure",
    "near in value",
    "rare measure",
    "same place",
    "clash",  # each name holds a word that the other excludes: 城镇, 农村
    "other flow",  # one is newly added, the other all there is
    "other term",  # one is of several years, the other of one
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A mention with its wordings cut into grams and what they weigh, once for all pairs."""

    mention: Mention
    core: Grams
    sides: Sides
    near: frozenset[str]  # characters of name and context
    around: frozenset[str]  # words of name and context
    chars_weight: float
    chars_length: float
    words_length: float
    around_length: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each gram weighs and how rare each measure is, in the texts at hand."""

    chars: Weights
    words: Weights
    around: Weights
    measures: Mapping[str | None, int]


def make_scale(mentions: Iterable[Mention]) -> Scale:
    mentions = list(mentions)
    cores = [cut(m.core) for m in mentions]
    around = [cut(m.context).words | core.words for m, core in zip(mentions, cores, strict=True)]
    units = [m.unit for m in mentions]
    chars = weigh([core.chars for core in cores])
    spoken = {gram: 1.0 for m in mentions for gram in cut(m.context).chars} | chars
    return Scale(spoken, weigh(core.words for core in cores), weigh(around), {u: units.count(u) for u in set(units)})


def word(mention: Mention, scale: Scale) -> Worded:
    core, context = cut(mention.core), cut(mention.context)
    around = context.words | core.words
    return Worded(
        mention=mention,
        core=core,
        sides=find_sides(mention.core),
        near=core.chars | context.chars,
        around=around,
        chars_weight=total(core.chars, scale.chars),
        chars_length=length(core.chars, scale.chars),
        words_length=length(core.words, scale.words),
        around_length=length(around, scale.around),
    )


@lru_cache(maxsize=16384)
def find_sides(core: str) -> Sides:
    """Return the rows of clashes.toml that a name is concerned by, each with the sides that it holds."""
    rows = enumerate(load_clashes())
    held = ((row, frozenset(n for n, side in enumerate(sides) if side.search(core))) for row, sides in rows)
    return {row: sides for row, sides in held if sides}


def _clash(a: Sides, b: Sides) -> bool:
    return any(a[row].isdisjoint(b[row]) for row in a.keys() & b.keys())


def comparable(target: Mention, statement: Mention) -> bool:
    """Whether a statement can be a target's result at all: measure, level or step, no share of the plan, no sum of
    several years for one year's step or addition.
    """
    if (target.kind is Kind.LEVEL) != (statement.kind is Kind.LEVEL):
        return False
    if Scope.SHARE in statement.scopes or factor(statement.unit, target.unit) is None:
        return False
    adds = statement.kind is not Kind.LEVEL or statement.flow is Flow.ADDED
    return not (adds and Scope.TERM in statement.scopes and Scope.TERM not in target.scopes)


def find_features(target: Worded, statement: Worded, scale: Scale) -> tuple[float, ...]:
    """Return the features in the order of NAMES."""
    t, s = target.mention, statement.mention
    chars, words, around = scale.chars, scale.words, scale.around
    named = _share(target.core.chars & statement.near, chars, target.chars_weight)
    naming = _share(statement.core.chars & target.near, chars, statement.chars_weight)
    return (
        _cosine(target.core.chars & statement.core.chars, chars, target.chars_length * statement.chars_length),
        _cosine(target.core.words & statement.core.words, words, target.words_length * statement.words_length),
        named,
        naming,
        min(named, naming),
        _cosine(target.around & statement.around, around, target.around_length * statement.around_length),
        float(t.unit == s.unit),
        _nearness(t, s),
        1 / scale.measures.get(s.unit, 1),
        1 - abs(t.place - s.place),
        float(_clash(target.sides, statement.sides)),
        float({t.flow, s.flow} == {Flow.ADDED, Flow.HELD}),
        float((Scope.TERM in t.scopes) != (Scope.TERM in s.scopes)),
    )


def _share(shared: frozenset[str], weights: Weights, everything: float) -> float:
    return total(shared, weights) / everything if everything else 0.0


def _cosine(shared: frozenset[str], weights: Weights, lengths: float) -> float:
    return sum(weights[gram] ** 2 for gram in shared) / lengths if shared and lengths else 0.0


def _nearness(target: Mention, statement: Mention) -> float:
    """Return 1 for equal values, less the further apart: e to the minus of the logarithms' distance.

    Where the report covers a part of the year, a third of a target is as near as all of it.
    """
    size = factor(statement.unit, target.unit)
    if target.value is None or statement.value is None or size is None:
        return 0.0
    wanted, got = abs(target.value), abs(statement.value * size)
    if not wanted or not got:
        return float(wanted == got)
    distance = math.log(got / wanted)
    if Scope.PART in statement.scopes and distance < 0:
        distance = min(0.0, distance + _THIRD)
    return math.exp(-abs(distance))
