"""How a load is shown to the clerk: a row a document, a sum, and in words what to look after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.store import Change
from taskgraph.inputs import REFUSED, Failure
from taskgraph.loading import LoadReport
from taskgraph.output import Column, View
from taskgraph.show import describe_similar, similar_record
from taskgraph.terms import CHANGES, FAILURES

MOST_ROWS = 30  # documents that are all listed; of more only those that need a look
_HINT = "请确认它是布置或总结工作的文件;若是,请用 duban extract --text 核对正文是否读全"


def load_record(report: LoadReport) -> dict[str, Any]:
    return {
        "source": report.source,
        "document": report.document,
        "key": report.key,
        "title": report.title,
        "change": report.change.value,
        "tasks": report.tasks,
        "without_lead": report.without_lead,
        "without_deadline": report.without_deadline,
        "without_target": report.without_target,
        "progress": report.progress,
        "retired": report.retired,
        "reworded": report.reworded,
        "disputed": report.disputed,
        "warnings": list(report.warnings),
        "similar": [similar_record(similar) for similar in report.similar],
    }


def load_line(result: LoadReport | Failure) -> dict[str, Any]:
    """Return the line of the JSON contract for one input."""
    return failure_record(result) if isinstance(result, Failure) else load_record(result)


def failure_record(failure: Failure) -> dict[str, Any]:
    return {"source": failure.source, "error": {"kind": failure.kind, "message": failure.message}}


LOADS: View[LoadReport] = View(
    (
        Column("编号", lambda r: r.document),
        Column("文件", lambda r: r.title or r.source, 60),
        Column("状态", lambda r: CHANGES[r.change.value]),
        Column("任务", lambda r: r.tasks),
        Column("无牵头单位", lambda r: r.without_lead),
        Column("无时限", lambda r: r.without_deadline),
        Column("无量化指标", lambda r: r.without_target),
        Column("进展", lambda r: r.progress),
        Column("相近文件", lambda r: ";".join(map(describe_similar, r.similar[:3])), 50),
    ),
    load_record,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the table that ends a load."""

    result: str
    count: int
    reasons: str = ""


SUMS: View[Sum] = View(
    (
        Column("结果", lambda s: s.result),
        Column("份数", lambda s: s.count),
        Column("原因", lambda s: s.reasons, 80),
    ),
    lambda s: {"result": s.result, "count": s.count, "reasons": s.reasons},
)


def sum_up(reports: Sequence[LoadReport], failures: Sequence[Failure]) -> tuple[Sum, ...]:
    """Return how many were new, unchanged, superseding, read again, refused and failed, and why."""
    changes = Counter(report.change for report in reports)
    refused = [failure for failure in failures if failure.kind in REFUSED]
    failed = [failure for failure in failures if failure.kind not in REFUSED]
    sums = [Sum(CHANGES[change.value], changes[change]) for change in Change]
    sums += [Sum("拒绝", len(refused), _reasons(refused)), Sum("失败", len(failed), _reasons(failed))]
    return tuple(line for line in sums if line.count or line.result in ("新增", "未变", "失败"))


def _reasons(failures: Iterable[Failure]) -> str:
    counts = Counter(FAILURES.get(failure.kind, failure.kind) for failure in failures)
    return "、".join(f"{reason} {count}" for reason, count in counts.most_common())


def rows_to_list(reports: Sequence[LoadReport]) -> Sequence[LoadReport]:
    return reports if len(reports) <= MOST_ROWS else [report for report in reports if report.needs_a_look]


def describe_load(reports: Sequence[LoadReport], failures: Sequence[Failure], *, dry_run: bool) -> list[str]:
    """Return the lines for stderr: failures, doubts, what superseded what, and a sum."""
    lines = [f"{failure.source}:{failure.message}" for failure in failures]
    if any(failure.kind == "own_ledger" for failure in failures):
        lines.append("填好的台账也可以用 duban import ledger 收回")
    lines += [f"{r.source}:未发现任务。{_HINT}" for r in reports if r.empty and r.change is not Change.UNCHANGED]
    lines += [f"{r.source}:{warning}" for r in reports for warning in r.warnings if r.change is not Change.UNCHANGED]
    lines += [f"{r.source}:新版本取代了旧版本,{_describe_changes(r)}" for r in reports if r.retired or r.reworded]
    lines += [
        f"{r.source}:{r.disputed} 处更正与新的提取不一致,见 duban correct --differences" for r in reports if r.disputed
    ]
    tasks, progress = sum(r.tasks for r in reports), sum(r.progress for r in reports)
    verb = "将导入" if dry_run else "已导入"
    failed = f",{len(failures)} 个文件未能读取" if failures else ""
    return [*lines, f"{verb} {len(reports)} 个文件:{tasks} 项任务,{progress} 条进展{failed}"]


def _describe_changes(report: LoadReport) -> str:
    reworded = f"{report.reworded} 项任务改了文字,沿用原来的记录" if report.reworded else ""
    retired = f"{report.retired} 项旧任务不再列入,仍可查阅" if report.retired else ""
    return ";".join(filter(None, (reworded, retired)))


def list_doubts(report: LoadReport) -> tuple[str, ...]:
    """Return what a person should look after in a document that was loaded, a sentence each."""
    if report.change is Change.UNCHANGED:
        return ()
    counts = {"没有牵头单位": report.without_lead, "没有时限": report.without_deadline}
    missing = "、".join(f"{count} 项{what}" for what, count in counts.items() if count)
    told = (
        "未发现任务。请确认它是布置或总结工作的文件" if report.empty else "",
        *report.warnings,
        _describe_changes(report),
        f"{report.disputed} 处更正与新的提取不一致" if report.disputed else "",
        missing,
    )
    return tuple(filter(None, told))
