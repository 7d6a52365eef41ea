"""Document → Extraction, as an ordered list of steps."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from extract.assignments import RoleNote, find_assignments, find_role_note
from extract.deadlines import find_deadlines
from extract.drafts import Draft
from extract.model import Assignment, Deadline, Extraction, Target, Task
from extract.moments import TimeContext
from extract.outline import find_outline
from extract.progress import find_progress
from extract.sections import find_sections
from extract.targets import find_targets
from extract.task_tables import find_table_drafts
from extract.tasks import find_item_drafts, find_reported
from extract.text import View
from ingest.model import BlockKind, Document, DocumentType, Span

_NOT_WORDS = re.compile(r"[\W_]+")


def extract(doc: Document) -> Extraction:
    """Return the tasks and progress statements of `doc`, each fact with span, rule and confidence."""
    view = View.of(doc.text)
    context = TimeContext(year=doc.meta.year, written=doc.meta.written or doc.meta.published)
    note = find_role_note(view)
    report = doc.meta.type is DocumentType.REPORT
    items = find_outline(doc)
    sections = find_sections(view, items, report=report)
    drafts = (*find_item_drafts(view, items, sections, note), *find_table_drafts(doc, view, note, context))
    tasks = _name_tasks(doc, (_fill(doc, view, draft, note, context) for draft in _in_order(drafts)))
    reported = find_reported(items, sections, _paragraphs(doc)) if report else ()
    return Extraction(tuple(tasks), find_progress(view, reported, context))


def task_id(document_key: str, text: str, ordinal: int) -> str:
    """Return the id of a task: it depends on the document, the item's first 20 characters and its ordinal
    among equals, never on numbering or position.
    """
    words = _NOT_WORDS.sub("", text)[:20].casefold()
    return hashlib.sha256(f"{document_key}\n{words}\n{ordinal}".encode()).hexdigest()[:10]


def _in_order(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.span)


def _paragraphs(doc: Document) -> Iterator[Span]:
    return (block.span for block in doc.blocks if block.kind is not BlockKind.FURNITURE)


def _fill(doc: Document, view: View, draft: Draft, note: RoleNote, context: TimeContext) -> Task:
    """Read the facts of a draft; the id is given later, when equals are known."""
    assignments = _assignments(view, draft, note)
    deadlines = _without_copies((*draft.deadlines, *(d for s in draft.prose for d in find_deadlines(view, s, context))))
    targets = tuple(t for span in draft.prose for t in find_targets(view, span, deadlines, context))
    return Task(
        id="", path=draft.path, kind=draft.kind, title=draft.title.of(view.text), text=draft.span.of(view.text),
        span=draft.span, page=_page(doc, draft.span), rule=draft.rule, confidence=draft.confidence,
        assignments=assignments, deadlines=deadlines, targets=_outside(targets, assignments),
    )  # fmt: skip


def _assignments(view: View, draft: Draft, note: RoleNote) -> tuple[Assignment, ...]:
    """The item's own units; where it has none, those of the heading above it."""
    if draft.rule == "table-row":
        return draft.assignments
    return find_assignments(view, draft.span, note) or draft.assignments


def _without_copies(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple({d.span: d for d in deadlines}.values())


def _outside(targets: Iterable[Target], assignments: Iterable[Assignment]) -> tuple[Target, ...]:
    """Leave out numbers inside the names of units."""
    names = [a.span for a in assignments]
    return tuple(t for t in targets if not any(name.covers(t.span) for name in names))


def _page(doc: Document, span: Span) -> int | None:
    return next((b.place.page for b in doc.blocks if b.span.end > span.start), None)


def _name_tasks(doc: Document, tasks: Iterable[Task]) -> Iterator[Task]:
    from dataclasses import replace

    seen: Counter[str] = Counter()
    for task in tasks:
        words = _NOT_WORDS.sub("", task.text)[:20]
        yield replace(task, id=task_id(doc.key, task.text, seen[words]))
        seen[words] += 1
