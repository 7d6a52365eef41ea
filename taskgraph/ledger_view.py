"""How the return of a ledger is shown: a row for every changed cell, with what became of it."""

from __future__ import annotations

from typing import Any

from taskgraph.ledger_return import Line, Returned
from taskgraph.ledger_steps import Refused
from taskgraph.output import Column, View


def why_not(line: Line) -> str | None:
    """Return why a change was not taken."""
    return line.step.why if isinstance(line.step, Refused) else None


def becomes(line: Line) -> str | None:
    return None if isinstance(line.step, Refused) else line.step.becomes


def line_record(line: Line) -> dict[str, Any]:
    change = line.step.change
    return {
        "cell": change.ref,
        "task": line.task.id,
        "title": line.task.title,
        "column": change.head,
        "old": change.old,
        "new": change.new,
        "becomes": becomes(line),
        "why_not": why_not(line),
    }


LINES: View[Line] = View(
    (
        Column("单元格", lambda line: line.step.change.ref, 16),
        Column("任务", lambda line: line.task.id),
        Column("名称", lambda line: line.task.title, 24),
        Column("列", lambda line: line.step.change.head, 14),
        Column("原值", lambda line: line.step.change.old, 24),
        Column("新值", lambda line: line.step.change.new, 24),
        Column("记为", lambda line: becomes(line) or f"未收回:{why_not(line)}", 60),
    ),
    line_record,
)


def describe_return(returned: Returned, *, dry_run: bool) -> list[str]:
    """Return the lines for stderr: what was not taken and why, and a sum."""
    told = [f"{stray.ref}:{stray.why}({stray.text})" for stray in returned.strays]
    told += [f"{line.step.change.ref}:{why}" for line in returned.lines if (why := why_not(line))]
    taken = [line for line in returned.lines if becomes(line)]
    verb, tasks = "将收回" if dry_run else "已收回", len({line.task.id for line in taken})
    left = f",{len(told)} 处没有收回" if told else ""
    return [*told, f"{verb} {len(taken)} 处改动({tasks} 项任务){left}"]
