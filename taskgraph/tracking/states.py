"""How far tasks have come, by the words of the report: 方案已经印发, 尚未启动, 因用地未批未能开工.

A clause belongs to the task whose text holds its rare words; where two tasks hold them alike it belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import State, Task
from taskgraph.tracking.model import Statement, TaskState
from taskgraph.tracking.wording import coverage, cut, fold, weigh

_FILLER = re.compile("按期|按时|如期|全面|全部|已经|完成|开工|工作|建设")
_SURE = 0.6
_MARGIN = 0.15
_SHORTEST = 4
_LEAST_ADVANCED = (State.BLOCKED, State.NOT_STARTED, State.UNDER_WAY, State.DONE)


@dataclass(frozen=True, slots=True)
class _Fit:
    task: int
    statement: Statement
    state: State
    confidence: float


def find_states(tasks: Sequence[Task], stated: Iterable[Statement]) -> tuple[TaskState, ...]:
    """Return one state for each task that the report surely tells of, in the order of `tasks`.

    Of several clauses on one task the least advanced counts: a task of which a part is blocked is not done.
    """
    wordings = [cut(fold(f"{task.title} {task.text}")).chars for task in tasks]
    weights = weigh(wordings)
    fits = [fit for s in stated if (fit := _fit(s, wordings, weights))]
    best: dict[int, _Fit] = {}
    for fit in sorted(fits, key=lambda f: (_LEAST_ADVANCED.index(f.state), -f.confidence, f.statement.progress.span)):
        best.setdefault(fit.task, fit)
    return tuple(_read(tasks[n], best[n]) for n in sorted(best))


def _read(task: Task, fit: _Fit) -> TaskState:
    said = fit.statement
    return TaskState(
        task=task, state=fit.state, text=said.clause, span=said.mention.clause, confidence=round(fit.confidence, 2)
    )


def _fit(statement: Statement, wordings: Sequence[frozenset[str]], weights: dict[str, float]) -> _Fit | None:
    state, name = statement.progress.state, _FILLER.sub("", fold(statement.progress.metric))
    if state is None or len(name) < _SHORTEST:
        return None
    rarest = max(weights.values(), default=1.0)
    rare = {gram: weights.get(gram, rarest) for gram in cut(name).chars}
    shares = sorted(((coverage(frozenset(rare), words, rare), n) for n, words in enumerate(wordings)), reverse=True)
    share, task = shares[0] if shares else (0.0, -1)
    second = shares[1][0] if len(shares) > 1 else 0.0
    if share < _SURE or share - second < _MARGIN:
        return None
    return _Fit(task, statement, state, min(0.99, share * (0.6 + min(share - second, 0.4))))
