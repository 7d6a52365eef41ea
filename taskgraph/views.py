"""How tasks, charges, hits, documents and loads are shown: the columns for people and the objects of the contract."""

from __future__ import annotations

from typing import Any

from extract.contract import fact_record
from extract.model import Deadline, Role
from taskgraph.model import DocumentRef, DocumentRow, Hit, TaskRow, UnitRole, WhoRow, WordPlace
from taskgraph.output import Column, View
from taskgraph.terms import KINDS, LIGHTS, ROLES, STATES

Json = dict[str, Any]


def task_record(task: TaskRow) -> Json:
    """Return a row of the JSON contract."""
    return {
        "task": task.id,
        "title": task.title,
        "document": document_ref_record(task.document),
        "path": task.path,
        "kind": task.kind.value,
        "assignments": [charge_record(charge) for charge in task.assignments],
        "deadlines": [fact_record(deadline) for deadline in task.deadlines],
        "targets": [fact_record(target) for target in task.targets],
        "state": task.standing.state.value,
        "light": task.standing.light.value,
        "quote": task.quote,
    }


def document_ref_record(ref: DocumentRef) -> Json:
    return {"key": ref.key, "title": ref.title, "doc_number": ref.doc_number}


def charge_record(charge: UnitRole) -> Json:
    return {"unit": charge.unit, "canonical": charge.canonical, "role": charge.role.value}


def who_record(row: WhoRow) -> Json:
    """Return a row of the JSON contract; a collective's charge is told apart, and named."""
    role: Json = {"role": row.charge.role.value}
    if row.collective:
        role = {"role": "collective", "collective": charge_record(row.charge)}
    return task_record(row.task) | role | {"quote": row.quote}


def role_of(row: WhoRow) -> str:
    return f"集体({row.charge.unit})" if row.collective else ROLES[row.charge.role]


def hit_record(hit: Hit) -> Json:
    found: Json = {"quote": hit.quote, "marks": [[mark.start, mark.end] for mark in hit.marks]}
    if hit.task:
        return task_record(hit.task) | found
    nothing = {"task": None, "title": None, "document": document_ref_record(hit.document), "path": None, "kind": None}
    facts: Json = {"assignments": [], "deadlines": [], "targets": []}
    return nothing | facts | {"state": None, "light": None} | found | {"places": list(map(place_record, hit.places))}


def place_record(place: WordPlace) -> Json:
    return {"word": place.word, "task": place.task, "title": place.title, "quote": place.quote}


def document_record(row: DocumentRow) -> Json:
    return {
        "id": row.ref.id,
        **document_ref_record(row.ref),
        "issuer": row.ref.issuer,
        "type": row.ref.type,
        "year": row.ref.year,
        "published": row.published.isoformat() if row.published else None,
        "written": row.written.isoformat() if row.written else None,
        "version": row.ref.number,
        "loaded_at": row.loaded_at,
        "tasks": row.tasks,
        "progress": row.progress,
        "sources": list(row.sources),
    }


def units_of(task: TaskRow, role: Role) -> str:
    return "、".join(dict.fromkeys(charge.unit for charge in task.assignments if charge.role is role))


def due_of(task: TaskRow) -> str:
    return ";".join(dict.fromkeys(map(show_deadline, task.deadlines)))


def show_deadline(deadline: Deadline) -> str:
    """Return a deadline's day, and its own words where they say more: 2026-06-30, 每月25日前."""
    day = deadline.end or deadline.start
    if deadline.every or day is None:
        return deadline.text
    return day.isoformat() if deadline.end else f"{day.isoformat()}起"


def targets_of(task: TaskRow) -> str:
    return ";".join(dict.fromkeys(target.text for target in task.targets))


TASKS: View[TaskRow] = View(
    (
        Column("编号", lambda t: t.id),
        Column("序号", lambda t: t.path),
        Column("任务", lambda t: t.title, 40),
        Column("类别", lambda t: KINDS[t.kind], csv_only=True),
        Column("牵头单位", lambda t: units_of(t, Role.LEAD), 28),
        Column("责任单位", lambda t: units_of(t, Role.RESPONSIBLE), 28),
        Column("配合单位", lambda t: units_of(t, Role.COOPERATING), 28),
        Column("完成时限", due_of, 24),
        Column("量化指标", targets_of, csv_only=True),
        Column("文件", lambda t: t.document.name, 36),
        Column("文号", lambda t: t.document.doc_number, csv_only=True),
        Column("状态", lambda t: STATES[t.standing.state], csv_only=True),
        Column("亮灯", lambda t: LIGHTS[t.standing.light], csv_only=True),
    ),
    task_record,
)
WHO: View[WhoRow] = View(
    (
        Column("角色", role_of, 20),
        Column("编号", lambda r: r.task.id),
        Column("序号", lambda r: r.task.path),
        Column("任务", lambda r: r.task.title, 44),
        Column("完成时限", lambda r: due_of(r.task), 28),
        Column("量化指标", lambda r: targets_of(r.task), 28),
        Column("文件", lambda r: r.task.document.name, 48),
        Column("文号", lambda r: r.task.document.doc_number),
    ),
    who_record,
)


def _title_of_hit(hit: Hit) -> str:
    if hit.task:
        return hit.task.title
    return "(散见全文)" if hit.places else "(任务以外的文字)" if hit.marks else "(整份文件)"


def _quote_from_mark(hit: Hit) -> str:
    """Return the quote without what stands long before the first word that was asked for."""
    start = hit.marks[0].start if hit.marks else 0
    return hit.quote if start < 30 else f"…{hit.quote[start - 12 :]}"


HITS: View[Hit] = View(
    (
        Column("编号", lambda h: h.task.id if h.task else None),
        Column("序号", lambda h: h.task.path if h.task else None),
        Column("任务", _title_of_hit, 36),
        Column("原文", lambda h: h.quote, 80, brief=_quote_from_mark),
        Column("文件", lambda h: h.document.name, 40),
    ),
    hit_record,
)
DOCUMENTS: View[DocumentRow] = View(
    (
        Column("编号", lambda d: d.ref.id),
        Column("标题", lambda d: d.ref.title, 60),
        Column("文号", lambda d: d.ref.doc_number),
        Column("发文机关", lambda d: d.ref.issuer, 36),
        Column("年份", lambda d: d.ref.year),
        Column("类型", lambda d: d.ref.type),
        Column("任务", lambda d: d.tasks),
        Column("进展", lambda d: d.progress),
        Column("来源", lambda d: "、".join(d.sources), 40),
    ),
    document_record,
)
