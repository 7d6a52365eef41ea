"""How sure it is that two tasks are one work: the superior's and one's own, last year's and this year's, or the same
in two documents. Words, measures and leading units are compared; nobody's numbers need be equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Target
from taskgraph.links.model import Relation, Status
from taskgraph.tracking.assignment import assign
from taskgraph.tracking.measures import factor
from taskgraph.tracking.wording import Grams, Weights, cut, fold, pair_characters, total, weigh

# Found on the documents of tests/taskgraph/data/kin and held against those of the sample corpus.
PROPOSED: Mapping[Relation, float] = {
    Relation.CARRIES_OUT: 0.25,
    Relation.SUCCEEDS: 0.3,
    Relation.DUPLICATES: 0.6,
}
CONFIRMED: Mapping[Relation, float] = {
    Relation.CARRIES_OUT: 0.45,
    Relation.SUCCEEDS: 0.45,
    Relation.DUPLICATES: 0.8,
}
_WEIGHTS = {"title": 0.25, "text": 0.3, "words": 0.2, "measures": 0.15, "lead": 0.1}
_COMMON = 0.2  # share of the tasks beyond which a pair of characters does not make two of them candidates
_FEW = 8  # tasks that may hold it all the same
_MOST_CANDIDATES = 8
_NAMED_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A task as it is compared. `units` are those that it names, `leads` full names of leading units without region."""

    root: str
    title: str
    text: str
    units: tuple[str, ...] = ()
    leads: frozenset[str] = frozenset()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """`source` and `target` are one work (roots); `likeness` says in what."""

    source: str
    target: str
    score: float
    likeness: Mapping[str, float]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    duty: Duty
    title: Grams
    text: Grams


@dataclass(frozen=True, slots=True)
class _Scale:
    chars: Weights
    words: Weights


def judge(relation: Relation, score: float) -> Status:
    return Status.CONFIRMED if score >= CONFIRMED[relation] else Status.PROPOSED


def find_carried_out(own: Sequence[Duty], superior: Sequence[Duty]) -> tuple[Kin, ...]:
    """Return which tasks carry out which of the superior's: each the likeliest, and others that are sure."""
    found = [kin for kin in compare_all(own, superior) if kin.score >= PROPOSED[Relation.CARRIES_OUT]]
    best = {kin.source: kin for kin in sorted(found, key=lambda kin: kin.score)}
    sure = CONFIRMED[Relation.CARRIES_OUT]
    return tuple(kin for kin in found if kin is best[kin.source] or kin.score >= sure)


def find_succeeding(own: Sequence[Duty], last_year: Sequence[Duty]) -> tuple[Kin, ...]:
    """Return which tasks go on with which of last year's, one to one."""
    rows = {duty.root: n for n, duty in enumerate(own)}
    columns = {duty.root: n for n, duty in enumerate(last_year)}
    found = {
        (rows[kin.source], columns[kin.target]): kin
        for kin in compare_all(own, last_year)
        if kin.score >= PROPOSED[Relation.SUCCEEDS]
    }
    return tuple(found[edge] for edge in assign({edge: kin.score for edge, kin in found.items()}))


def find_duplicates(own: Sequence[Duty], others: Sequence[Duty]) -> tuple[Kin, ...]:
    """Return which tasks say the same, the smaller root first. No word weighs more than another, and every pair that
    shares half of its words is compared: whatever else is loaded, two tasks are duplicates or not.
    """
    mine, theirs = list(map(_cut, own)), list(map(_cut, others))
    both = (*mine, *theirs)
    scale = _Scale(_weigh_evenly(one.text.chars for one in both), _weigh_evenly(one.text.words for one in both))
    alike = (_compare(one, other, scale) for one in mine for other in theirs if _share_half(one, other))
    found = (kin for kin in alike if kin.score >= PROPOSED[Relation.DUPLICATES])
    return tuple(replace(kin, source=min(kin.source, kin.target), target=max(kin.source, kin.target)) for kin in found)


def _share_half(one: _Cut, other: _Cut) -> bool:
    chars, others = one.text.chars, other.text.chars
    return 2 * len(chars & others) >= min(len(chars), len(others))


def _weigh_evenly(wordings: Iterable[frozenset[str]]) -> Weights:
    return dict.fromkeys((gram for grams in wordings for gram in grams), 1.0)


def compare_all(own: Sequence[Duty], others: Sequence[Duty]) -> tuple[Kin, ...]:
    """Compare every task with those of the others that share its rarer words, the likeliest few."""
    mine, theirs = list(map(_cut, own)), list(map(_cut, others))
    both = (*mine, *theirs)
    scale = _Scale(weigh(one.text.chars for one in both), weigh(one.text.words for one in both))
    holders = _hold(theirs)
    return tuple(_compare(one, theirs[n], scale) for one in mine for n in _iter_candidates(one, holders, scale))


def _cut(duty: Duty) -> _Cut:
    text = duty.text
    for unit in duty.units:
        text = text.replace(unit, " ")
    return _Cut(duty, cut(fold(duty.title)), cut(fold(f"{duty.title} {text}")))


def _hold(cuts: Sequence[_Cut]) -> Mapping[str, list[int]]:
    """Return which tasks hold each pair of characters, common ones left out."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(cuts):
        for gram in one.text.chars:
            if len(gram) > 1:
                holders[gram].append(n)
    limit = max(_FEW, int(_COMMON * len(cuts)))
    return {gram: held for gram, held in holders.items() if len(held) <= limit}


def _iter_candidates(one: _Cut, holders: Mapping[str, list[int]], scale: _Scale) -> Iterator[int]:
    shared: dict[int, float] = defaultdict(float)
    for gram in one.text.chars:
        for n in holders.get(gram, ()):
            shared[n] += scale.chars[gram]
    yield from sorted(shared, key=lambda n: (-shared[n], n))[:_MOST_CANDIDATES]


def _compare(one: _Cut, other: _Cut, scale: _Scale) -> Kin:
    measures = tuple(_iter_measures(one.duty.targets, other.duty.targets))
    least = min(len(one.duty.targets), len(other.duty.targets))
    likeness = {
        "title": max(_covered(one.title, other.text, scale), _covered(other.title, one.text, scale)),
        "text": _alike(one.text.chars, other.text.chars, scale.chars),
        "words": _alike(one.text.words, other.text.words, scale.words),
        "measures": min(len(measures) / least, 1.0) if least else 0.0,
        "lead": float(not one.duty.leads.isdisjoint(other.duty.leads)),
    }
    score = sum(_WEIGHTS[name] * value for name, value in likeness.items())
    rounded = {name: round(value, 2) for name, value in likeness.items()}
    return Kin(source=one.duty.root, target=other.duty.root, score=round(score, 3), likeness=rounded, measures=measures)


def _covered(title: Grams, text: Grams, scale: _Scale) -> float:
    """Return the share of a title's weight that the other's text holds too."""
    weight = sum(scale.chars.get(gram, 0.0) for gram in title.chars)
    return sum(scale.chars.get(gram, 0.0) for gram in title.chars & text.chars) / weight if weight else 0.0


def _alike(one: frozenset[str], other: frozenset[str], weights: Weights) -> float:
    """Return what is common as a share of both, half and half with its share of the shorter."""
    ones, others, common = total(one, weights), total(other, weights), total(one & other, weights)
    return (2 * common / (ones + others) + common / min(ones, others)) / 2 if common else 0.0


def _iter_measures(targets: Iterable[Target], others: Sequence[Target]) -> Iterator[str]:
    """Yield the metrics that are counted in one measure and named alike on both sides."""
    for target in targets:
        if any(is_same_measure(target, other) for other in others):
            yield target.metric


def is_same_measure(one: Target, other: Target) -> bool:
    """Whether two targets count the same thing: one measure, one direction, names alike."""
    if factor(one.unit, other.unit) is None or one.change is not other.change:
        return False
    a, b = pair_characters(fold(one.metric)), pair_characters(fold(other.metric))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _NAMED_ALIKE
