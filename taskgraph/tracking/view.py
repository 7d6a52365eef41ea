"""How tracking is shown to a clerk: a row a target, a row a task with a state, and the sum of it."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import State
from taskgraph.output import Column, Format, View, render
from taskgraph.tracking.contract import link_record, state_record
from taskgraph.tracking.model import TargetLink, TaskState, Tracking

STATES = {State.DONE: "已完成", State.UNDER_WAY: "进行中", State.NOT_STARTED: "未启动", State.BLOCKED: "受阻"}


def links_view(*, part: bool) -> View[TargetLink]:
    """Return the columns for targets; half-way through the year a number that falls short is only not there yet."""
    return View(
        (
            Column("任务", lambda link: link.planned.task.path if link.planned.task else ""),
            Column("目标", lambda link: link.planned.text, 44),
            Column("结果", lambda link: link.result.text if link.result else "", 44),
            Column("是否完成", lambda link: describe_met(link, part=part)),
            Column("把握", lambda link: f"{link.confidence:.0%}"),
        ),
        link_record,
    )


STATES_VIEW: View[TaskState] = View(
    (
        Column("任务", lambda state: state.task.path),
        Column("名称", lambda state: state.task.title, 36),
        Column("进展", lambda state: STATES[state.state]),
        Column("原文", lambda state: state.text, 60),
        Column("把握", lambda state: f"{state.confidence:.0%}"),
    ),
    state_record,
)


def describe_met(link: TargetLink, *, part: bool) -> str:
    if link.result is None:
        return "未见报告"
    if link.met is None:
        return "无法判断"
    short = "尚未达到" if part else "未完成"
    return "完成" if link.met else short


def show(tracking: Tracking) -> bytes:
    """Return both tables, the second only where the report tells of tasks in words."""
    tables = render(links_view(part=tracking.part), tracking.links, Format.TABLE)
    if tracking.states:
        tables += b"\n" + render(STATES_VIEW, tracking.states, Format.TABLE)
    return tables


def describe(tracking: Tracking) -> str:
    """Return the sum in one line: 35 项目标:完成 27,未完成 2,…"""
    counts: dict[str, int] = {}
    for word in _iter_words(tracking):
        counts[word] = counts.get(word, 0) + 1
    sums = ",".join(f"{word} {count}" for word, count in counts.items())
    return f"{len(tracking.links)} 项量化目标:{sums or '无'};{len(tracking.states)} 项任务有进展说明"


def _iter_words(tracking: Tracking) -> Iterator[str]:
    order = ("完成", "未完成", "尚未达到", "无法判断", "未见报告")
    return iter(sorted((describe_met(link, part=tracking.part) for link in tracking.links), key=order.index))
