"""How reports, their statements and proposals are shown."""

from __future__ import annotations

from collections.abc import Sequence
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
    asdict,
)


def describe_matched(matched: Sequence[Matched]) -> list[str]:
    """Return the lines for stderr: what each report came to, and what people have to decide."""
    lines = [
        f"《{m.title}》:{m.statements} 条进展,{m.linked} 条已关联任务,{m.proposed} 条待确认,{m.unmatched} 条未对应任务"
        for m in matched
    ]
    proposed = sum(m.proposed for m in matched)
    return [*lines, f"{proposed} 条进展待确认属于哪项任务;duban review 逐条列出"] if proposed else lines
