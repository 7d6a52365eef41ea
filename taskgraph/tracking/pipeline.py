"""Plans and a report → what has become of each target and task: the whole arrow.

read → divide → name what each number counts → score pairs → assign one to one → judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taskgraph.tracking.matching import link
from taskgraph.tracking.model import Reading, Scope, Statement, Tracking
from taskgraph.tracking.parts import is_part_of_year
from taskgraph.tracking.reading import read_plan, read_report
from taskgraph.tracking.scorer import Scorer, load_scorer
from taskgraph.tracking.states import find_states


def track(plans: Sequence[Reading], report: Reading, *, scorer: Scorer | None = None) -> Tracking:
    """Return a link for each numeric target of the plans and the states of their tasks, plan by plan in their order.

    The order of the plans changes the order of the links, nothing else.
    """
    stated = read_statements(report)
    planned = [entry for plan in plans for entry in read_plan(plan)]
    order = sorted(range(len(planned)), key=lambda n: (planned[n].key, planned[n].target.span, n))
    found = dict(zip(order, link([planned[n] for n in order], stated, scorer or load_scorer()), strict=True))
    tasks = [task for plan in plans for task in plan.extraction.tasks]
    return Tracking(
        links=tuple(found[n] for n in range(len(planned))),
        states=find_states(tasks, stated),
        part=is_part_of_year(report.doc),
    )


def read_statements(report: Reading) -> tuple[Statement, ...]:
    """Return the statements of a report; of one on a part of the year each says so."""
    stated = read_report(report)
    return tuple(_limit(s) for s in stated) if is_part_of_year(report.doc) else stated


def _limit(statement: Statement) -> Statement:
    mention = statement.mention
    return replace(statement, mention=replace(mention, scopes=mention.scopes | {Scope.PART}))
