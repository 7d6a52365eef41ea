"""Everything known of one task, with quotes and their places; of a document, its outline of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extract.contract import fact_record
from extract.model import Deadline, Progress, Role, Target
from ingest.model import Span
from taskgraph.model import DocumentRow, Place, TaskRow, UnitRole
from taskgraph.terms import KINDS, ROLES
from taskgraph.views import document_record, due_of, task_record, units_of


def find_place(places: Sequence[Place], span: Span) -> Place | None:
    """Return the block in which a span begins."""
    return next((place for place in places if place.span_start <= span.start < place.span_end), None)


def describe_place(place: Place | None) -> str:
    """Return where to look in the original: 第3页 第12段; an empty string where the format does not tell."""
    if place is None:
        return ""
    parts = (
        place.page and f"第{place.page}页",
        place.sheet and f"工作表“{place.sheet}”",
        place.cell,
        place.table_no and f"表{place.table_no}第{place.row_no}行",
        place.paragraph and f"第{place.paragraph}段",
    )
    return " ".join(str(part) for part in parts if part)


def describe_task(task: TaskRow, places: Sequence[Place], text: str, *, in_force: bool) -> str:
    """Return a task as a page of lines; `text` is the canonical text of its document."""
    lines = [
        f"任务 {task.id}  {task.title}",
        f"  类别:{KINDS[task.kind]}  序号:{task.path}",
        f"  文件:{task.document.name}" + (f"  {task.document.doc_number}" if task.document.doc_number else ""),
        f"  位置:{_where(places, task.span)}",
    ]
    if not in_force:
        lines.append("  注意:文件的现行版本中已没有这项任务")
    lines += _iter_facts(task, places, text)
    return "\n".join((*lines, "", task.quote, ""))


def _iter_facts(task: TaskRow, places: Sequence[Place], text: str) -> Iterator[str]:
    facts: tuple[UnitRole | Deadline | Target, ...] = (*task.assignments, *task.deadlines, *task.targets)
    for fact in facts:
        yield f"  {_name_fact(fact)}  原文“{fact.span.of(text)}” {_where(places, fact.span)}"


def _name_fact(fact: UnitRole | Deadline | Target) -> str:
    match fact:
        case UnitRole():
            return f"{ROLES[fact.role]}单位:{fact.canonical}"
        case Deadline():
            days = "至".join(day.isoformat() for day in (fact.start, fact.end) if day)
            return f"时限:{days or '(日期未定)'}" + (f" 每 {fact.every}" if fact.every else "")
        case Target():
            top = f"—{fact.value_max.normalize():f}" if fact.value_max is not None else ""
            return f"指标:{fact.metric} {fact.op.value} {fact.value.normalize():f}{top}{fact.unit or ''}"


def _where(places: Sequence[Place], span: Span) -> str:
    return describe_place(find_place(places, span)) or f"第 {span.start}—{span.end} 字"


def describe_document(row: DocumentRow, tasks: Sequence[TaskRow], progress: Sequence[Progress]) -> str:
    heads = (("编号", row.ref.id), ("文号", row.ref.doc_number), ("发文机关", row.ref.issuer), ("类型", row.ref.type),
             ("年份", row.ref.year), ("成文日期", row.written), ("发布日期", row.published),
             ("版本", row.ref.number), ("来源", "、".join(row.sources)))  # fmt: skip
    lines = [row.ref.name, *(f"  {head}:{value}" for head, value in heads if value)]
    for task in tasks:
        lead, due = units_of(task, Role.LEAD), due_of(task)
        notes = [note for note in (lead and f"牵头:{lead}", due and f"时限:{due}") if note]
        lines.append(f"{task.id}  {task.path}  {task.title}" + (f"({';'.join(notes)})" if notes else ""))
    lines += [f"进展:{statement.text}" for statement in progress]
    return "\n".join((*lines, f"共 {len(tasks)} 项任务,{len(progress)} 条进展", ""))


def shown_task_record(task: TaskRow, places: Sequence[Place], text: str, *, in_force: bool) -> dict[str, Any]:
    """Return a task's row with where it and every charge stand."""
    charges = [
        {
            "unit": charge.unit,
            "canonical": charge.canonical,
            "role": charge.role.value,
            "span": [charge.span.start, charge.span.end],
            "quote": charge.span.of(text),
            "place": describe_place(find_place(places, charge.span)),
        }
        for charge in task.assignments
    ]
    place = {"span": [task.span.start, task.span.end], "page": task.page, "in_force": in_force}
    return task_record(task) | place | {"place": describe_place(find_place(places, task.span)), "assignments": charges}


def shown_document_record(row: DocumentRow, tasks: Sequence[TaskRow], progress: Sequence[Progress]) -> dict[str, Any]:
    found = {"tasks": [task_record(task) for task in tasks], "progress": [fact_record(p) for p in progress]}
    return document_record(row) | found
