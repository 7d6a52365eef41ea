"""Offers and people's wishes → candidates: what a statement would say of a task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extract.model import State, Task
from taskgraph.pro_rata import name_target
from taskgraph.review.model import Candidate, Ground
from taskgraph.review.rows import Row
from taskgraph.tracking.measures import factor
from taskgraph.tracking.model import Statement
from taskgraph.tracking.offers import Offer, Planned, find_state
from taskgraph.tracking.states import rank_tasks
from taskgraph.tracking.wording import fold

_BY_NAME = 0.99
_NAMED = 0.75  # share of a row's rare words that the task's text must hold


def read_candidate(offer: Offer, *, cited: bool) -> Candidate:
    return Candidate(
        task=offer.task.id,
        ground=Ground.NUMBER if offer.of_target else Ground.WORDS,
        score=offer.score,
        chosen=offer.chosen,
        cited=cited,
        metric=offer.metric,
        value=offer.value,
        unit=offer.unit,
        state=offer.state,
    )


def read_row_candidates(row: Row, plan: Planned, said: Statement, offers: Iterable[Offer]) -> tuple[Candidate, ...]:
    """Return what a row of a table says of the task that it names, if that is in the plan."""
    found = find_row_task(row, plan)
    if found is None:
        return ()
    task, score = found
    progress = said.progress
    own = next((o for o in offers if o.task is task and o.of_target and o.chosen), None)
    told = read_candidate(own, cited=True) if own else assign_task(task, progress.value, progress.unit, None)
    ground = Ground.WORDS if told.value is None else Ground.NUMBER
    state = find_state(said, task)
    return (replace(told, ground=ground, score=max(score, own.score if own else 0.0), state=state),)


def find_row_task(row: Row, plan: Planned) -> tuple[Task, float] | None:
    """Return the task that a row names, by 任务编号, by title, or by words that hardly any other task has."""
    if row.number:
        named = next((task for task in plan.tasks if task.id == row.number), None)
        return (named, 1.0) if named else None
    name = fold(row.task)
    titled = [task for task in plan.tasks if name and name in {fold(task.title), fold(task.text)}]
    if len(titled) == 1:
        return titled[0], _BY_NAME
    best = next(iter(rank_tasks(row.task, plan.wordings)), None)
    return (plan.tasks[best.task], best.confidence) if best and best.clear and best.share >= _NAMED else None


def assign_task(task: Task, value: Decimal | None, unit: str | None, state: State | None) -> Candidate:
    """Return what a statement says of a task that a person gives it to: a result of the one target that its measure
    fits, else only its words.
    """
    given = Candidate(task=task.id, ground=Ground.PERSON, score=1.0, chosen=True, cited=True, state=state)
    fitting = [target for target in task.targets if value is not None and factor(unit, target.unit) is not None]
    if value is None or len(fitting) != 1:
        return given
    (target,) = fitting
    size = factor(unit, target.unit) or Decimal(1)
    return replace(given, metric=name_target(target, task.targets), value=value * size, unit=target.unit)
