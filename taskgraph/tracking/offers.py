"""A plan and a report's statements → for each statement the tasks that it may speak of, each with how likely that is.

`pipeline.track` asks what became of each target; this asks the other way round, and of every statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import State, Task
from taskgraph.pro_rata import name_target
from taskgraph.tracking.judging import differs_in_scope, in_measure
from taskgraph.tracking.matching import SURE_WORDS, find_done, pair_up
from taskgraph.tracking.model import PlannedTarget, Reading, Scope, Statement
from taskgraph.tracking.reading import read_plan
from taskgraph.tracking.scorer import Scorer
from taskgraph.tracking.states import Wordings, rank_tasks, read_wordings
from taskgraph.tracking.wording import coverage, cut, fold

_LEAST, _LEAST_WORDS = 0.2, 0.4  # below it nobody is asked, of a target's result and of mere words
_FOLLOWING = 0.85  # of a statement's score is left to one that only goes on with its sentence
_MOST = 3  # tasks offered for a statement's words
_SHARED = 0.5  # of a target that shares another's result without being likened to it
_WHOLE = 0.8  # share of a task's title that words saying "done" must hold to speak of all of it
_ALL = re.compile("任务|工作|目标|全部|年度|该项|此项")
_VERBS = re.compile("推进|做好|抓好|加强|加快|推动|开展|实施|建设|发展|打造|完善|扩大|工作")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A task that a statement may speak of, and what it then says of it.

    `of_target`: its number was likened to one of the task's targets, else its words to the task's text. `metric`,
    `value` and `unit` are that target's, None where the number is not its result. `chosen`: no other statement fits
    the target, or no other task the words, better.
    """

    task: Task
    of_target: bool
    score: float
    chosen: bool
    metric: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a plan offers to statements; read once for many reports."""

    tasks: tuple[Task, ...]
    targets: tuple[PlannedTarget, ...]
    wordings: Wordings


def prepare_plan(plan: Reading) -> Planned:
    tasks = plan.extraction.tasks
    return Planned(tasks=tasks, targets=read_plan(plan), wordings=read_wordings(tasks))


def find_offers(plan: Planned, stated: Sequence[Statement], scorer: Scorer) -> tuple[tuple[Offer, ...], ...]:
    """Return for each statement, in their order, one offer a task, the likeliest first."""
    by_statement: dict[int, list[Offer]] = defaultdict(list)
    for s, offer in (*_iter_numbers(plan, stated, scorer), *_iter_words(plan, stated)):
        by_statement[s].append(offer)
    found: list[tuple[Offer, ...]] = []
    for s, said in enumerate(stated):
        offers = _sort(by_statement[s])
        if s and said.mention.context == stated[s - 1].mention.context and not any(o.chosen for o in offers):
            offers = _sort((*offers, *_follow(said, found[-1])))
        found.append(offers)
    return tuple(found)


def _follow(said: Statement, before: Iterable[Offer]) -> Iterator[Offer]:
    """Offer what leaves its subject unsaid to the task of which its sentence spoke before: 建成冷库5座,在建4座."""
    for offer in before:
        if offer.chosen:
            score = _FOLLOWING * offer.score
            yield Offer(task=offer.task, of_target=False, score=score, chosen=True, state=find_state(said, offer.task))


def _sort(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Keep the best offer of each task: a target's result before mere words, then by score."""
    best: dict[str, Offer] = {}
    for offer in sorted(offers, key=lambda o: (o.chosen, o.of_target, o.score), reverse=True):
        best.setdefault(offer.task.id, offer)
    return tuple(best.values())


def _iter_numbers(plan: Planned, stated: Sequence[Statement], scorer: Scorer) -> Iterator[tuple[int, Offer]]:
    pairing = pair_up(plan.targets, stated, scorer)
    shared = dict.fromkeys(pairing.results.items(), _SHARED)
    for (t, s), score in (shared | dict(pairing.scores)).items():
        if score >= _LEAST and plan.targets[t].task:
            yield s, _offer_number(plan.targets[t], stated[s], score, chosen=pairing.results.get(t) == s)
    places = {id(said): s for s, said in enumerate(stated)}
    for t, entry in enumerate(plan.targets):
        done, named = find_done(entry, stated) if t not in pairing.results else (None, 0.0)
        if done and entry.task:
            score = SURE_WORDS * named
            yield places[id(done)], Offer(
                task=entry.task, of_target=False, score=score, chosen=True,
                metric=name_target(entry.target, entry.task.targets), state=find_state(done, entry.task),
            )  # fmt: skip


def _offer_number(entry: PlannedTarget, said: Statement, score: float, *, chosen: bool) -> Offer:
    assert entry.task is not None  # noqa: S101 - the caller has looked
    value = None if differs_in_scope(entry, said) else in_measure(entry, said)
    offer = Offer(task=entry.task, of_target=True, score=score, chosen=chosen, state=find_state(said, entry.task))
    if value is None:
        return offer
    metric = name_target(entry.target, entry.task.targets)
    return replace(offer, metric=metric, value=Decimal(f"{value.normalize():f}"), unit=entry.target.unit)


def _iter_words(plan: Planned, stated: Sequence[Statement]) -> Iterator[tuple[int, Offer]]:
    """Liken words to tasks; what is said of several years is never a year's progress."""
    for s, said in enumerate(stated):
        name = said.progress.metric if said.progress.value is None else said.mention.core
        fits = () if Scope.TERM in said.mention.scopes else rank_tasks(name, plan.wordings)[:_MOST]
        for fit in fits:
            if fit.confidence >= _LEAST_WORDS:
                task = plan.tasks[fit.task]
                score, state = fit.confidence, find_state(said, task)
                yield s, Offer(task=task, of_target=False, score=score, chosen=fit.clear, state=state)


def find_state(said: Statement, task: Task) -> State | None:
    """Return what a statement says of the task as a whole: a part that is done leaves the task under way."""
    progress = said.progress
    if progress.state is not State.DONE:
        return progress.state
    whole = not _ALL.sub("", fold(progress.metric)) or _speaks_of_all(said.clause, task.title)
    return State.DONE if progress.value is None and whole else State.UNDER_WAY


def _speaks_of_all(clause: str, title: str) -> bool:
    name = cut(fold(_VERBS.sub("", title))).chars
    return bool(name) and coverage(name, cut(fold(clause)).chars, {gram: float(len(gram)) for gram in name}) >= _WHOLE
