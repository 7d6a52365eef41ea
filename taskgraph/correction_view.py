"""How corrections are shown: beside the facts that they changed, as a log, and where later readings differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.contract import fact_record
from taskgraph.correcting import Corrected, Fate, Outcome
from taskgraph.correction_query import Difference
from taskgraph.corrections import Edit, Entry, Fact, Held, TaskHead, Undo, find_active
from taskgraph.fact_view import name_fact
from taskgraph.output import Column, View

FATES = {
    Fate.APPLIED: "已采用",
    Fate.AGREES: "与现在的提取一致",
    Fate.DIFFERS: "与现在的提取不同,以更正为准",
    Fate.GONE: "原文已无这些字,未采用",
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """A correction of a log; `counts` tells whether it is not undone."""

    entry: Entry
    counts: bool


def iter_log_lines(log: Sequence[Entry]) -> Iterator[LogLine]:
    active = find_active(log)
    return (LogLine(entry, entry in active) for entry in log)


def mark(held: Held) -> str:
    """Return what people corrected of a fact, to stand behind it; nothing where nobody did."""
    if not held.entries:
        return ""
    was = f"提取为 {name_fact(held.read)}" if held.read else "提取时没有"
    return f"〔{_numbers(held.entries)}更正;{was}〕"


def iter_notes(corrected: Corrected) -> Iterator[str]:
    """Yield what the facts that count do not show: what people struck out, and corrections that wait for a look."""
    yield from iter_waiting(corrected)
    yield from (show_struck(held) for held in corrected.listed if not held.counts)


def show_struck(held: Held) -> str:
    return f"不计:{name_fact(held.fact)}〔{_numbers(held.entries)}更正〕"


def iter_waiting(corrected: Corrected) -> Iterator[str]:
    """Yield corrections of the task itself, and those that wait for a look."""
    for held in corrected.held:
        if isinstance(held.fact, TaskHead) and held.entries:
            yield f"更正:{name_fact(held.fact)}{mark(held)}"
    for outcome in corrected.outcomes:
        if outcome.fate is Fate.GONE:
            yield f"待处理:{_numbers(outcome.entries)}更正对应的原文“{outcome.anchor.quote}”已不在,没有采用"


def _numbers(entries: Iterable[int]) -> str:
    return f"第 {'、'.join(map(str, entries))} 条"


def show_fact(fact: Fact | None) -> str:
    return name_fact(fact) if fact else "(无)"


def show_detail(detail: Edit | Undo) -> str:
    """Return what a correction says: 牵头单位:县农业农村局 → 牵头单位:县水利局."""
    if isinstance(detail, Undo):
        return f"第 {detail.number} 条更正不再计入"
    if detail.before is None:
        return f"补充 {show_fact(detail.after)}"
    return f"{name_fact(detail.before)} → {show_fact(detail.after)}"


def entry_record(line: LogLine) -> dict[str, Any]:
    correction = line.entry.correction
    return {
        "subject": correction.subject,
        "number": line.entry.number,
        "happened_on": correction.happened_on.isoformat(),
        "recorded_at": line.entry.recorded_at.isoformat(timespec="seconds"),
        "by": correction.by,
        "note": correction.note,
        **_detail_record(correction.detail),
        "counts": line.counts,
    }


def _detail_record(detail: Edit | Undo) -> dict[str, Any]:
    if isinstance(detail, Undo):
        return {"undoes": detail.number}
    anchor = {"kind": detail.anchor.kind.value, "quote": detail.anchor.quote, "ordinal": detail.anchor.ordinal}
    facts = {"read": detail.read, "before": detail.before, "after": detail.after}
    return anchor | {name: _fact_record(fact) for name, fact in facts.items()}


def _fact_record(fact: Fact | None) -> dict[str, Any] | None:
    if isinstance(fact, TaskHead):
        return {"kind": fact.kind.value, "title": fact.title}
    return fact_record(fact) if fact else None


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.anchor.kind.value,
        "quote": outcome.anchor.quote,
        "fate": outcome.fate.value,
        "numbers": list(outcome.entries),
        "was": _fact_record(outcome.was),
        "read": _fact_record(outcome.read),
        "says": _fact_record(outcome.says),
    }


def difference_record(difference: Difference) -> dict[str, Any]:
    return {"subject": difference.subject, "title": difference.title} | outcome_record(difference.outcome)


LOG: View[LogLine] = View(
    (
        Column("序号", lambda line: line.entry.number),
        Column("日期", lambda line: line.entry.correction.happened_on),
        Column("更正", lambda line: show_detail(line.entry.correction.detail), 72),
        Column("经办", lambda line: line.entry.correction.by, 20),
        Column("备注", lambda line: line.entry.correction.note, 40),
        Column("记录时间", lambda line: line.entry.recorded_at.strftime("%Y-%m-%d %H:%M")),
        Column("不计", lambda line: None if line.counts else "已撤销"),
    ),
    entry_record,
)
DIFFERENCES: View[Difference] = View(
    (
        Column("编号", lambda d: d.subject),
        Column("任务", lambda d: d.title, 32),
        Column("更正", lambda d: "、".join(map(str, d.outcome.entries))),
        Column("原文", lambda d: d.outcome.anchor.quote, 24),
        Column("更正时读作", lambda d: show_fact(d.outcome.was), 36),
        Column("现在读作", lambda d: show_fact(d.outcome.read), 36),
        Column("更正为", lambda d: show_fact(d.outcome.says), 36),
        Column("结果", lambda d: FATES[d.outcome.fate]),
    ),
    difference_record,
)
