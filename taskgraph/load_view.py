"""How a load is shown to the clerk: a row a document, and in words what to look after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taskgraph.inputs import Failure
from taskgraph.loading import LoadReport
from taskgraph.output import Column, View
from taskgraph.terms import CHANGES


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
    }


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
    ),
    load_record,
)


_HINT = "请确认它是布置或总结工作的文件;若是,请用 duban extract --text 核对正文是否读全"


def describe_load(reports: Sequence[LoadReport], failures: Sequence[Failure], *, dry_run: bool) -> list[str]:
    """Return the lines for stderr: failures, doubts, what superseded what, and a sum."""
    lines = [f"{failure.source}:{failure.message}" for failure in failures]
    lines += [f"{r.source}:未发现任务。{_HINT}" for r in reports if r.empty]
    lines += [f"{r.source}:新版本取代了旧版本,{r.retired} 项旧任务不再列入,仍可查阅" for r in reports if r.retired]
    tasks, progress = sum(r.tasks for r in reports), sum(r.progress for r in reports)
    verb = "将导入" if dry_run else "已导入"
    failed = f",{len(failures)} 个文件未能读取" if failures else ""
    return [*lines, f"{verb} {len(reports)} 个文件:{tasks} 项任务,{progress} 条进展{failed}"]
