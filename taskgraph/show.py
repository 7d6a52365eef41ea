"""Everything known of one task, with quotes and their places; of a document, its outline of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.contract import fact_record
from extract.model import Deadline, Role, Target
from ingest.span import BlockKind, Span
from taskgraph.correcting import CorrectedProgress, CorrectedTask
from taskgraph.correction_view import iter_waiting, mark, outcome_record, show_struck
from taskgraph.corrections import list_facts
from taskgraph.fact_view import name_fact
from taskgraph.facts import write_day
from taskgraph.likeness import SimilarDocument
from taskgraph.lineage_query import Kin, Line
from taskgraph.links.query import Link
from taskgraph.links.view import iter_line, link_record
from taskgraph.model import DocumentRef, DocumentRow, TaskRow, UnitRole
from taskgraph.places import Place
from taskgraph.terms import KINDS
from taskgraph.verdict_view import iter_results, result_record
from taskgraph.views import document_record, due_of, task_record, units_of


@dataclass(frozen=True, slots=True)
class Found:
    """What the store knows of a document: tasks, progress, documents that say much the same, links to others."""

    tasks: Sequence[TaskRow]
    progress: CorrectedProgress
    similar: Sequence[SimilarDocument]
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTask:
    """A task with the text and places of its document, its wordings in other versions, and its links.

    `in_force` tells whether its document still has it.
    """

    task: TaskRow
    in_force: bool
    text: str
    places: Sequence[Place]
    line: Line
    links: Sequence[Link]
    corrected: CorrectedTask


def find_place(places: Sequence[Place], span: Span) -> Place | None:
    """Return the block in which a span begins."""
    return next((place for place in places if place.span.start <= span.start < place.span.end), None)


def describe_place(place: Place | None) -> str:
    """Return where to look in the original: 第3页(72,90,523,110) 第12段; empty where the format does not tell.

    The numbers are the left, top, right and bottom edge in points from the page's upper left corner.
    """
    if place is None:
        return ""
    box = f"({','.join(f'{edge:.0f}' for edge in place.box)})" if place.box else ""
    parts = (
        place.page and f"第{place.page}页{box}",
        place.sheet and f"工作表“{place.sheet}”",
        place.cell,
        place.table_no and f"表{place.table_no}第{place.row_no}行",
        place.paragraph and f"第{place.paragraph}段",
        place.confidence is not None and f"识别置信度 {place.confidence:.0%}",
    )
    return " ".join(str(part) for part in parts if part)


def describe_task(shown: ShownTask) -> str:
    """Return a task as a page of lines, its facts numbered."""
    task, places = shown.task, shown.places
    lines = [
        f"任务 {task.id}  {task.title}",
        f"  类别:{KINDS[task.kind]}  序号:{task.path}",
        f"  文件:{task.document.name}" + (f"  {task.document.doc_number}" if task.document.doc_number else ""),
        f"  位置:{_where(places, task.span)}",
    ]
    lines += _iter_repeal(task.document)
    lines += _iter_wordings(shown.line, in_force=shown.in_force)
    lines += iter_line(shown.links, frozenset({task.id}))
    lines += _iter_facts(task, places, shown.text, shown.corrected)
    lines += iter_results(task.standing.results)
    return "\n".join((*lines, "", task.quote, ""))


def _iter_wordings(line: Line, *, in_force: bool) -> Iterator[str]:
    if line.earlier:
        yield f"  改自:{describe_kin(line.earlier)},签收、进展等记录沿用"
    if not in_force and line.later:
        yield f"  注意:文件的现行版本改了这项任务,见 {describe_kin(line.later)}"
    elif not in_force:
        yield "  注意:文件的现行版本中已没有这项任务,记录保留备查"


def _iter_repeal(ref: DocumentRef) -> Iterator[str]:
    if ref.repealed:
        yield f"  注意:文件自 {ref.repealed} 起废止,任务不再列入清单"


def describe_kin(kin: Kin) -> str:
    return f"{kin.id}“{kin.title}”(相似 {kin.score:.0%})"


def _kin_record(kin: Kin | None) -> dict[str, Any] | None:
    return {"task": kin.id, "title": kin.title, "score": kin.score} if kin else None


def _iter_facts(task: TaskRow, places: Sequence[Place], text: str, corrected: CorrectedTask) -> Iterator[str]:
    counting: Iterator[UnitRole | Deadline | Target] = iter((*task.assignments, *task.deadlines, *task.targets))
    for number, held in enumerate(list_facts(corrected.listed), start=1):
        if held.counts:
            fact = next(counting)
            quote = f"原文“{fact.span.of(text)}” {_where(places, fact.span)}"
            yield f"  {number}. {name_fact(fact)}  {quote}{mark(held)}"
        else:
            yield f"  {number}. {show_struck(held)}"
    yield from (f"  {note}" for note in iter_waiting(corrected))


def _where(places: Sequence[Place], span: Span) -> str:
    return describe_place(find_place(places, span)) or f"第 {span.start}—{span.end} 字"


def describe_document(row: DocumentRow, found: Found) -> str:
    similar = ";".join(map(describe_similar, found.similar))
    heads = (("编号", row.ref.id), ("文号", row.ref.doc_number), ("发文机关", row.ref.issuer), ("类型", row.ref.type),
             ("年份", row.ref.year), ("成文日期", row.written), ("发布日期", row.published),
             ("版本", row.ref.number), ("来源", "、".join(row.sources)),
             ("注意", ";".join(row.warnings)), ("相近文件", similar))  # fmt: skip
    lines = [row.ref.name, *(f"  {head}:{value}" for head, value in heads if value)]
    lines += _iter_repeal(row.ref)
    lines += iter_line(found.links, frozenset({row.ref.id}))
    for task in found.tasks:
        lead, due = units_of(task, Role.LEAD), due_of(task)
        notes = [note for note in (lead and f"牵头:{lead}", due and f"时限:{due}") if note]
        lines.append(f"{task.id}  {task.path}  {task.title}" + (f"({';'.join(notes)})" if notes else ""))
    statements = found.progress.progress
    counting = iter(statements)
    for number, held in enumerate(found.progress.listed, start=1):
        lines.append(f"{number}. " + (f"进展:{next(counting).text}{mark(held)}" if held.counts else show_struck(held)))
    lines += iter_waiting(found.progress)
    return "\n".join((*lines, f"共 {len(found.tasks)} 项任务,{len(statements)} 条进展", ""))


def describe_similar(similar: SimilarDocument) -> str:
    return f"《{similar.title or similar.key}》({similar.id})相似 {similar.score:.0%}"


def similar_record(similar: SimilarDocument) -> dict[str, Any]:
    return {"document": similar.id, "key": similar.key, "title": similar.title, "score": similar.score}


def describe_source(source: str, places: Sequence[Place], text: str) -> str:
    """Return every block of a text with its place in the file that it was read from."""
    lines = [f"出自 {source}"]
    for place in places:
        furniture = "(页面文字)" if place.kind is BlockKind.FURNITURE else ""
        lines.append(f"[{describe_place(place)}] {furniture}{place.span.of(text)}")
    return "\n".join((*lines, ""))


def block_record(place: Place, text: str) -> dict[str, Any]:
    """Return a block with its place, as a line of JSON."""
    known = {
        "page": place.page,
        "box": place.box,
        "sheet": place.sheet,
        "cell": place.cell,
        "paragraph": place.paragraph,
        "table": place.table_no,
        "row": place.row_no,
        "confidence": place.confidence,
    }
    return {"kind": place.kind.value, "span": [place.span.start, place.span.end], **known, "text": place.span.of(text)}


def shown_task_record(shown: ShownTask) -> dict[str, Any]:
    """Return a task's row with where it and every charge stand."""
    task, places, text = shown.task, shown.places, shown.text
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
    place = {"span": [task.span.start, task.span.end], "page": task.page, "in_force": shown.in_force}
    return {
        **task_record(task),
        **place,
        "replaces": _kin_record(shown.line.earlier),
        "replaced_by": _kin_record(shown.line.later),
        "repealed": write_day(task.document.repealed),
        "links": [link_record(link) for link in shown.links],
        "corrections": [outcome_record(outcome) for outcome in shown.corrected.outcomes],
        "results": [result_record(result) for result in task.standing.results],
        "place": describe_place(find_place(places, task.span)),
        "assignments": charges,
    }


def shown_document_record(row: DocumentRow, found: Found) -> dict[str, Any]:
    return document_record(row) | {
        "warnings": list(row.warnings),
        "repealed": write_day(row.ref.repealed),
        "links": [link_record(link) for link in found.links],
        "similar": [similar_record(similar) for similar in found.similar],
        "tasks": [task_record(task) for task in found.tasks],
        "progress": [fact_record(statement) for statement in found.progress.progress],
        "corrections": [outcome_record(outcome) for outcome in found.progress.outcomes],
    }
