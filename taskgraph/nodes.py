"""The dated steps of one task, each with how it stands: 3月底前完成选址,6月底前开工,年底前建成.

The last of them alone is the task's deadline: a node that passes makes no task overdue. That it passed in silence is
told wherever the task's light is explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from taskgraph.dues import Due, iter_dues
from taskgraph.events import OPEN
from taskgraph.model import TaskRow


class NodeState(StrEnum):
    PASSED = "passed"
    SILENT = "silent"  # passed, and no report came after the node before it
    NEXT = "next"
    AHEAD = "ahead"


NODE_WORDS: Mapping[NodeState, str] = {
    NodeState.PASSED: "已过",
    NodeState.SILENT: "已过,无反馈",
    NodeState.NEXT: "下一节点",
    NodeState.AHEAD: "",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A day of a task; `put_off`: the day that an extension put off to it."""

    day: date
    state: NodeState
    put_off: date | None = None


def find_nodes(task: TaskRow) -> tuple[Node, ...]:
    """Return the days of a task in their order, rhythms and days on which something only begins aside.

    Of a task that is not open, or whose unit is done, no node is next or passed in silence.
    """
    dues = sorted(filter(_ends, iter_dues(task)), key=lambda due: due.day)
    today, waiting = task.standing.situation.day, is_waiting(task)
    following = next((due.day for due in dues if due.day >= today), None) if waiting else None
    days_before = (None, *(due.day for due in dues))
    return tuple(
        Node(due.day, _judge(due.day, today, following, silent=waiting and _is_silent(task, before)), due.put_off)
        for due, before in zip(dues, days_before, strict=False)
    )


def is_waiting(task: TaskRow) -> bool:
    """Whether the unit still has to do something."""
    return task.standing.state in OPEN and task.standing.situation.finished_on is None


def _ends(due: Due) -> bool:
    dated = due.put_off or not due.deadlines or any(deadline.end for deadline in due.deadlines)
    return due.recurrence is None and bool(dated)


def _is_silent(task: TaskRow, before: date | None) -> bool:
    last = task.standing.last_report
    return last is None or (before is not None and last <= before)


def _judge(day: date, today: date, following: date | None, *, silent: bool) -> NodeState:
    if day < today:
        return NodeState.SILENT if silent else NodeState.PASSED
    return NodeState.NEXT if day == following else NodeState.AHEAD


def describe_nodes(task: TaskRow) -> Iterator[str]:
    """Yield what is to be said of a task's nodes before its deadline: 节点2026-03-31已过,无反馈."""
    nodes = find_nodes(task)
    if len(nodes) < 2 or nodes[-1].state in {NodeState.PASSED, NodeState.SILENT}:
        return
    if missed := [node.day.isoformat() for node in nodes if node.state is NodeState.SILENT]:
        yield f"节点{'、'.join(missed)}{NODE_WORDS[NodeState.SILENT]}"
    yield from (f"{NODE_WORDS[node.state]}{node.day}" for node in nodes[:-1] if node.state is NodeState.NEXT)
