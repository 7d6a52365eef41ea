"""How reports, their statements and proposals are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from taskgraph.output import Column, View
from taskgraph.review.model import Matched

MATCHED: View[Matched] = View(
    (
        Column("报告", lambda m: m.title, 60),
        Column("陈述", lambda m: m.statements),
        Column("已关联任务", lambda m: m.linked),
        Column("待确认", lambda m: m.proposed),
        Column("未对应", lambda m: m.unmatched),
        Column("已撤回", lambda m: m.taken_back),
    ),
    lambda m: {"matched": asdict(m)},
)


def describe_matched(matched: Iterable[Matched]) -> list[str]:
    """Return the line for stderr that says what people have to decide, if anything."""
    proposed = sum(m.proposed for m in matched)
    return [f"报告中有 {proposed} 条进展待确认属于哪项任务;duban review 逐条列出"] if proposed else []
