"""Targets and statements → links: same quantity, best total score, each statement used once, unsure ones left out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.model import State
from taskgraph.tracking.assignment import assign
from taskgraph.tracking.features import comparable, find_features, make_scale, word
from taskgraph.tracking.judging import judge
from taskgraph.tracking.model import PlannedTarget, Result, Statement, TargetLink
from taskgraph.tracking.scorer import Scorer
from taskgraph.tracking.wording import coverage, cut, fold

_NAMED = 0.8  # share of a target's name that a clause saying "done" must hold
_SHORTEST_NAME = 3
SURE_WORDS = 0.7


@dataclass(frozen=True, slots=True)
class Pairing:
    """The probability of each comparable pair (target, statement), and which statement is each target's result; all by
    their places.
    """

    scores: Mapping[tuple[int, int], float]
    results: Mapping[int, int]


def pair_up(planned: Sequence[PlannedTarget], stated: Sequence[Statement], scorer: Scorer) -> Pairing:
    """Give each target the statement that is its result, so that the whole is the likeliest."""
    scores = _score_pairs(planned, stated, scorer)
    leaders = _find_leaders(planned)
    gains: dict[tuple[int, int], float] = defaultdict(float)
    for (t, s), probability in scores.items():
        if probability > scorer.threshold:
            leader = leaders[t]
            gains[leader, s] = max(gains[leader, s], math.log(probability / scorer.threshold))
    result_of = dict(assign(gains))
    return Pairing(scores, {t: result_of[leader] for t, leader in enumerate(leaders) if leader in result_of})


def _score_pairs(
    planned: Sequence[PlannedTarget], stated: Sequence[Statement], scorer: Scorer
) -> dict[tuple[int, int], float]:
    numbers = [(n, s) for n, s in enumerate(stated) if s.progress.value is not None]
    scale = make_scale([*(p.mention for p in planned), *(s.mention for _, s in numbers)])
    worded = [(n, word(s.mention, scale)) for n, s in numbers]
    pairs = {}
    for t, entry in enumerate(planned):
        target = word(entry.mention, scale)
        for n, statement in worded:
            if comparable(target.mention, statement.mention) and not target.core.chars.isdisjoint(statement.near):
                pairs[t, n] = scorer.score(find_features(target, statement, scale))
    return pairs


def link(planned: Sequence[PlannedTarget], stated: Sequence[Statement], scorer: Scorer) -> tuple[TargetLink, ...]:
    """Return a link for each target, in the order of `planned`."""
    pairing = pair_up(planned, stated, scorer)
    used = set(pairing.results.values())
    free = {pair: p for pair, p in pairing.scores.items() if pair[1] not in used}
    return tuple(
        _link(t, pairing.results.get(t), planned, stated, pairing.scores if t in pairing.results else free)
        for t in range(len(planned))
    )


def _find_leaders(planned: Sequence[PlannedTarget]) -> tuple[int, ...]:
    """Return for each target the one whose result it shares: one that it only raises, or the same one printed before.

    All others lead themselves.
    """
    first: dict[object, int] = {}
    leaders: list[int] = []
    for t, entry in enumerate(planned):
        if t and entry.mention.repeats and entry.mention.words.start == planned[t - 1].mention.words.start:
            leaders.append(leaders[t - 1])
            continue
        same = (entry.mention.core, entry.mention.kind, entry.target.value, entry.target.unit)
        leaders.append(first.setdefault(same, t))
    return tuple(leaders)


def _link(
    t: int, s: int | None, planned: Sequence[PlannedTarget], stated: Sequence[Statement],
    scored: Mapping[tuple[int, int], float],
) -> TargetLink:  # fmt: skip
    entry = planned[t]
    if s is not None:
        statement = stated[s]
        probability = scored.get((t, s), 0.5)
        return TargetLink(planned=entry, result=_result(statement), met=judge(entry, statement), confidence=probability)
    done, named = find_done(entry, stated)
    if done:
        return TargetLink(planned=entry, result=_in_words(done), met=True, confidence=SURE_WORDS * named)
    best = max((p for (of, _), p in scored.items() if of == t), default=0.0)
    return TargetLink(planned=entry, result=None, met=None, confidence=1 - best)


def _result(statement: Statement) -> Result:
    progress = statement.progress
    return Result(text=statement.text, value=progress.value, unit=progress.unit, span=progress.span)


def _in_words(statement: Statement) -> Result:
    return Result(text=statement.clause, value=None, unit=None, span=statement.mention.clause)


def find_done(entry: PlannedTarget, stated: Iterable[Statement]) -> tuple[Statement | None, float]:
    """Return the clause that says that what the target counts is done, and how much of its name it holds."""
    name = cut(entry.mention.core).chars
    if len(entry.mention.core) < _SHORTEST_NAME:
        return None, 0.0
    weights = {gram: float(len(gram)) for gram in name}
    done = [s for s in stated if s.progress.state is State.DONE]
    named = [(coverage(name, cut(fold(s.clause)).chars, weights), s) for s in done]
    share, best = max(named, key=lambda entry: entry[0], default=(0.0, None))
    return (best, share) if best and share >= _NAMED else (None, 0.0)
