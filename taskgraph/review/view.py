"""How reports, their statements and proposals are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from taskgraph.output import Column, View
from taskgraph.pro_rata import find_target
from taskgraph.review.model import Doubt, Ground, Held, Matched, Outcome
from taskgraph.review.query import Choice, Statement
from taskgraph.review.reliability import Band
from taskgraph.terms import SAID

Json = dict[str, Any]

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.PROPOSED: "待确认",
    Outcome.LINKED: "已关联",
    Outcome.REJECTED: "已驳回",
    Outcome.UNMATCHED: "未对应",
}
DOUBTS: Mapping[Doubt, str] = {
    Doubt.UNSURE: "把握不够",
    Doubt.SECOND: "另有相当或更合适的",
    Doubt.UNCITED: "报告写明的是别的文件",
    Doubt.IMPOSSIBLE: "不能记录",
    Doubt.REJECTED: "已驳回",
    Doubt.CORRECTED: "记录已被更正",
}
GROUNDS: Mapping[Ground, str] = {Ground.NUMBER: "数字", Ground.WORDS: "文字", Ground.PERSON: "人工"}

MATCHED: View[Matched] = View(
    (
        Column("报告", lambda m: m.title, 60),
        Column("进展", lambda m: m.statements),
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
    return [*lines, *describe_proposed(matched)]


def describe_proposed(matched: Sequence[Matched]) -> list[str]:
    proposed = sum(m.proposed for m in matched)
    return [f"{proposed} 条进展待确认属于哪项任务;duban review 逐条列出"] if proposed else []


@dataclass(frozen=True, slots=True)
class Line:
    """A statement beside one of its candidates, or beside none."""

    statement: Statement
    choice: Choice | None
    first: bool


def iter_lines(statements: Sequence[Statement]) -> Iterator[Line]:
    for statement in statements:
        shown = [choice for choice in statement.choices if choice.held.doubt is not Doubt.REJECTED]
        for n, choice in enumerate(shown or statement.choices[:1]):
            yield Line(statement, choice, n == 0)
        if not statement.choices:
            yield Line(statement, None, True)


def target_of(choice: Choice) -> str:
    """Return the words of the target that a candidate's number is held against."""
    if choice.task is None or choice.held.candidate.value is None:
        return ""
    target = find_target(choice.held.candidate.report, choice.task.targets)
    return f"{target.metric}{target.text}" if target else choice.held.candidate.metric or ""


def result_of(held: Held) -> str:
    candidate = held.candidate
    number = "" if candidate.value is None else f"{candidate.value:f}{candidate.unit or ''}"
    return ";".join(filter(None, (number, SAID[candidate.state] if candidate.state else "")))


def _why(line: Line) -> str:
    if line.choice is None:
        return "没有相近的任务"
    held = line.choice.held
    return held.detail or (DOUBTS[held.doubt] if held.doubt else OUTCOMES[Outcome.LINKED])


def _of(line: Line, read: str) -> object:
    return getattr(line.choice.task, read) if line.choice and line.choice.task else None


PROPOSALS: View[Line] = View(
    (
        Column("编号", lambda line: line.statement.number if line.first else None),
        Column("进展", lambda line: line.statement.said.quote if line.first else None, 44),
        Column("日期", lambda line: line.statement.said.day if line.first else None),
        Column("任务", lambda line: line.choice.held.candidate.task if line.choice else None),
        Column("名称", lambda line: _of(line, "title"), 30),
        Column("指标", lambda line: target_of(line.choice) if line.choice else None, 30),
        Column("结果", lambda line: result_of(line.choice.held) if line.choice else None, 24),
        Column("把握", lambda line: f"{line.choice.held.candidate.score:.0%}" if line.choice else None),
        Column("说明", _why, 40),
        Column("报告", lambda line: line.statement.report, csv_only=True),
        Column("文件", lambda line: _of(line, "document"), csv_only=True),
    ),
    lambda line: statement_record(line.statement),
)


def statement_record(statement: Statement) -> Json:
    said = statement.said
    return {
        "number": statement.number,
        "outcome": statement.outcome.value,
        "report": {"id": statement.document, "title": statement.report},
        "text": said.quote,
        "span": [said.span.start, said.span.end],
        "value": None if said.value is None else float(said.value),
        "unit": said.unit,
        "state": said.state.value if said.state else None,
        "day": said.day.isoformat(),
        "note": said.note,
        "candidates": [_choice_record(choice) for choice in statement.choices],
    }


def _choice_record(choice: Choice) -> Json:
    held, task = choice.held, choice.task
    candidate = held.candidate
    return {
        "task": candidate.task,
        "title": task.title if task else None,
        "document": task.document if task else None,
        "leads": list(task.leads) if task else [],
        "target": target_of(choice) or None,
        "result": None if candidate.value is None else float(candidate.value),
        "unit": candidate.unit,
        "state": candidate.state.value if candidate.state else None,
        "ground": candidate.ground.value,
        "score": round(candidate.score, 2),
        "doubt": held.doubt.value if held.doubt else None,
        "detail": held.detail,
        "event": held.event,
    }


BANDS: View[Band] = View(
    (
        Column("依据", lambda band: GROUNDS[band.ground]),
        Column("把握不低于", lambda band: f"{band.start:.0%}"),
        Column("已知", lambda band: band.cases),
        Column("正确", lambda band: band.right),
        Column("正确率", lambda band: f"{band.right / band.cases:.1%}" if band.cases else ""),
        Column("直接关联", lambda band: "是" if band.sure else "否"),
    ),
    lambda band: {**asdict(band), "ground": band.ground.value, "sure": band.sure},
)
