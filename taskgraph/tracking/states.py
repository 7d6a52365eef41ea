"""How far tasks have come, by the words of the report: 方案已经印发, 尚未启动, 因用地未批未能开工.

A clause belongs to the task whose text holds its rare words; where two tasks hold them alike it belongs to none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from extract.model import State, Task
from taskgraph.events import LEAST_ADVANCED
from taskgraph.tracking.model import Statement, TaskState
from taskgraph.tracking.wording import Weights, cut, fold, total, weigh

_FILLER = re.compile("按期|按时|如期|全面|全部|已经|完成|开工|工作|建设")
_SURE = 0.6
_MARGIN = 0.15
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Wordings:
    """Tasks by the grams of their texts: what each gram weighs, and which tasks (by their places) hold it."""

    weights: Weights
    holders: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A task, by its place, whose text holds `share` of a clause's rare words, by `lead` more than the next best."""

    task: int
    share: float
    lead: float

    @property
    def confidence(self) -> float:
        return min(0.99, self.share * (0.6 + min(max(self.lead, 0.0), 0.4)))

    @property
    def clear(self) -> bool:
        return self.share >= _SURE and self.lead >= _MARGIN


def read_wordings(tasks: Iterable[Task]) -> Wordings:
    wordings = [cut(fold(f"{task.title} {task.text}")).chars for task in tasks]
    holders: dict[str, list[int]] = defaultdict(list)
    for n, grams in enumerate(wordings):
        for gram in grams:
            holders[gram].append(n)
    return Wordings(weigh(wordings), {gram: tuple(held) for gram, held in holders.items()})


def rank_tasks(name: str, wordings: Wordings) -> tuple[Fit, ...]:
    """Return the tasks whose texts hold rare words of a clause's `name`, the best first."""
    folded = _FILLER.sub("", fold(name))
    if len(folded) < _SHORTEST:
        return ()
    rarest = max(wordings.weights.values(), default=1.0)
    rare = {gram: wordings.weights.get(gram, rarest) for gram in cut(folded).chars}
    held: dict[int, float] = defaultdict(float)
    for gram in sorted(rare):
        for n in wordings.holders.get(gram, ()):
            held[n] += rare[gram]
    everything = total(rare, rare)
    shares = sorted(((weight / everything, n) for n, weight in held.items()), reverse=True)
    best, second = (shares[0][0], shares[1][0] if len(shares) > 1 else 0.0) if shares else (0.0, 0.0)
    return tuple(Fit(n, share, share - (second if n == shares[0][1] else best)) for share, n in shares)


def find_states(tasks: Sequence[Task], stated: Iterable[Statement]) -> tuple[TaskState, ...]:
    """Return one state for each task that the report surely tells of, in the order of `tasks`.

    Of several clauses on one task the least advanced counts: a task of which a part is blocked is not done.
    """
    wordings = read_wordings(tasks)
    fits = [
        (fit.task, LEAST_ADVANCED.index(state), -fit.confidence, said.progress.span, _read(tasks, state, said, fit))
        for said in stated
        if (state := said.progress.state) and (fit := _find_fit(said, wordings))
    ]
    ranked = sorted(fits, key=itemgetter(0, 1, 2, 3))
    return tuple(next(told)[-1] for _, told in groupby(ranked, key=itemgetter(0)))


def _find_fit(statement: Statement, wordings: Wordings) -> Fit | None:
    best = next(iter(rank_tasks(statement.progress.metric, wordings)), None)
    return best if best and best.clear else None


def _read(tasks: Sequence[Task], state: State, said: Statement, fit: Fit) -> TaskState:
    return TaskState(
        task=tasks[fit.task],
        state=state,
        text=said.clause,
        span=said.mention.clause,
        confidence=round(fit.confidence, 2),
    )
