"""The words that paper has for a task, by the placeholders that stand for them: mostly those of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taskgraph.ledger_fields import FIELDS, Entry, show_targets
from taskgraph.reasons import explain_light
from taskgraph.situation import Need
from taskgraph.standing import Standing
from taskgraph.terms import LIGHTS, NEEDS, STATES, cite, show_day, show_days

UNLED = "（未明确牵头单位）"
UNDATED = "（未定）"
SILENT = "尚无反馈"


@dataclass(frozen=True, slots=True)
class PaperTask:
    """A row of the ledger with the place of its words in the original: 第3页 第12段."""

    entry: Entry
    place: str = ""

    @property
    def standing(self) -> Standing:
        return self.entry.task.standing


DEMANDS: Mapping[Need | None, str] = {
    Need.OVERDUE: "任务已逾期，请立即组织办理，说明逾期原因、补救措施和预计完成日期。",
    Need.RED: "任务进度严重滞后，请查明原因，采取措施赶上进度。",
    Need.YELLOW: "任务进度滞后或临近时限，请加快办理，确保按期完成。",
    Need.DUE_SOON: "任务临近时限，请确保按期完成，完成后申请办结。",
    Need.NO_REPORT: "任务尚无反馈，请报告进展情况和下步安排。",
    None: "请按计划推进，定期反馈进展。",
}


def _of_ledger(field: str, otherwise: str = "") -> Callable[[PaperTask], str]:
    """Return what says the same as a column of the ledger."""

    def say(task: PaperTask) -> str:
        cell = FIELDS[field](task.entry)
        return (show_day(cell) if isinstance(cell, date) else str(cell)) if cell not in {None, ""} else otherwise

    return say


TASK_WORDS: Mapping[str, Callable[[PaperTask], str]] = {
    "序号": _of_ledger("number"),
    "任务编号": _of_ledger("task"),
    "任务名称": _of_ledger("title"),
    "任务内容": _of_ledger("content"),
    "牵头单位": _of_ledger("lead", UNLED),
    "责任单位": _of_ledger("responsible"),
    "配合单位": _of_ledger("cooperating"),
    "量化指标": lambda task: show_targets(task.entry.task),
    "完成时限": _of_ledger("due", UNDATED),
    "原定时限": _of_ledger("planned"),
    "延期理由": _of_ledger("reason"),
    "状态": lambda task: STATES[task.standing.state],
    "亮灯": lambda task: LIGHTS[task.standing.light],
    "亮灯理由": lambda task: show_days(explain_light(task.entry.task)),
    "当前进展": _of_ledger("progress", SILENT),
    "最近反馈": _of_ledger("reported", SILENT),
    "存在问题": _of_ledger("problems"),
    "下步措施": _of_ledger("next_steps"),
    "来源文件": lambda task: cite(task.entry.task.document.name),
    "文号": lambda task: task.entry.task.document.doc_number or "",
    "原文位置": lambda task: task.place,
    "办理要求": lambda task: DEMANDS[next(iter(task.standing.needs), None)],
    "催办原因": lambda task: "、".join(NEEDS[need] for need in task.standing.needs),
}


def say_task(task: PaperTask) -> dict[str, str]:
    return {name: say(task) for name, say in TASK_WORDS.items()}


def count_needs(standings: Iterable[Standing]) -> Mapping[str, str]:
    """Return how many tasks have each need, by the placeholder for it: 逾期数."""
    counted = [standing.needs for standing in standings]
    return {f"{word}数": str(sum(need in needs for needs in counted)) for need, word in NEEDS.items()}
