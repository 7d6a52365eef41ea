"""Why a task shows its light, and which step would be the next: the rule's sentence with what it cannot see.

A rule looks at the deadline alone. That nodes before it went by, or that nothing is missing but the closure, stands in
the task's text and results.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import State
from taskgraph.events import EventKind, LifeState
from taskgraph.model import TaskRow
from taskgraph.nodes import describe_nodes, is_waiting
from taskgraph.verdicts import Verdict

CLOSING = (EventKind.SUBMITTED, EventKind.CLOSED)
DECIDING = (EventKind.CLOSED, EventKind.RETURNED)


def explain_light(task: TaskRow) -> str:
    """Return the sentence that explains the light: 逾期5天,时限2026-06-30;指标已达到,尚未办结,请申请办结或办结."""
    return ";".join((task.standing.signal.why, *describe_nodes(task), *_iter_unclosed(task)))


def likely_steps(task: TaskRow) -> tuple[EventKind, ...]:
    """Return the steps that a task waits for, where its reports tell that its work is done."""
    if task.standing.state is LifeState.SUBMITTED:
        return DECIDING
    if is_waiting(task) and (is_met(task) or task.standing.said is State.DONE):
        return CLOSING
    return ()


def is_met(task: TaskRow) -> bool:
    """Whether every target of a task has a result that meets it."""
    met = {result.target for result in task.standing.results if result.verdict is Verdict.MET}
    return bool(met) and met >= {*task.targets}


def _iter_unclosed(task: TaskRow) -> Iterator[str]:
    results = task.standing.results
    if not results or not is_waiting(task) or any(result.verdict is not Verdict.MET for result in results):
        return
    if missing := len({*task.targets}) - len(results):
        yield f"已反馈的 {len(results)} 项指标已达到,另 {missing} 项没有结果"
    else:
        yield "指标已达到,尚未办结,请申请办结或办结"
