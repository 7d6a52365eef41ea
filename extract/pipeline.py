"""Document → Extraction, as an ordered list of steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from extract.assignments import find_assignments
from extract.confidence import rate
from extract.deadlines import find_deadlines
from extract.drafts import Draft
from extract.identity import name_tasks
from extract.indicator_tables import find_indicators
from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from extract.outline import find_outline
from extract.paragraphs import find_paragraph_drafts
from extract.progress import find_progress
from extract.sections import find_sections
from extract.setting import Setting
from extract.targets import find_targets
from extract.task_tables import find_table_drafts
from extract.tasks import find_item_drafts, find_reported
from ingest.model import BlockKind, Document, Span


def extract(doc: Document, heads: Mapping[str, str] | None = None) -> Extraction:
    """Return the tasks and progress statements of `doc`, each fact with span, rule and confidence.

    `heads` tells what stands below heads of tables that no rule knows (`Setting`).
    """
    return rate(find_facts(doc, heads))


def find_facts(doc: Document, heads: Mapping[str, str] | None = None) -> Extraction:
    """Return what `extract` returns, with the finders' own estimates for confidences: what calibration measures."""
    setting = Setting.of(doc, heads)
    items = find_outline(setting.view, doc.blocks)
    sections = find_sections(setting.view, items, report=setting.is_report, year=setting.context.year)
    rows = find_table_drafts(setting)
    drafts = (*_without_table_headings(find_item_drafts(setting, items, sections), rows), *rows)
    if not items and not drafts and not setting.is_report:
        drafts = find_paragraph_drafts(setting.view, doc.blocks)
    tasks = [_fill(setting, draft) for draft in sorted(drafts, key=lambda draft: draft.span)]
    tasks = _add_indicators(tasks, find_indicators(setting))
    reported = find_reported(items, sections, _iter_paragraphs(doc)) if setting.is_report else ()
    return Extraction(name_tasks(doc.key, tasks), _find_progress(setting, reported))


def _without_table_headings(drafts: Iterable[Draft], rows: Iterable[Draft]) -> Iterator[Draft]:
    """Leave out the items that are but the heading over a table whose rows are the tasks."""
    starts = sorted(row.span.start for row in rows)
    for draft, following in pairwise([*drafts, None]):
        bare = draft is not None and draft.span.end <= draft.title.end + 1
        limit = following.span.start if following else None
        if draft and not (bare and any(draft.span.end < s and (limit is None or s < limit) for s in starts)):
            yield draft


def _add_indicators(tasks: list[Task], targets: Iterable[Target]) -> list[Task]:
    """Give each target of a table of indicators to the item that holds the table: the last one before it."""
    for target in targets:
        holder = max((n for n, task in enumerate(tasks) if task.span.start < target.span.start), default=None)
        if holder is not None:
            tasks[holder] = replace(tasks[holder], targets=(*tasks[holder].targets, target))
    return tasks


def _iter_paragraphs(doc: Document) -> Iterator[Span]:
    return (block.span for block in doc.blocks if block.kind is not BlockKind.FURNITURE)


def _find_progress(setting: Setting, paragraphs: Iterable[Span]) -> tuple[Progress, ...]:
    return find_progress(setting.view, paragraphs, setting.context)


def _fill(setting: Setting, draft: Draft) -> Task:
    """Read the facts of a draft; the id is given later, when equals are known."""
    assignments = _find_assignments(setting, draft)
    deadlines = _find_deadlines(setting, draft)
    return Task(
        id="",
        path=draft.path,
        kind=draft.kind,
        title=draft.title.of(setting.view.text),
        text=draft.span.of(setting.view.text),
        span=draft.span,
        page=_find_page(setting.doc, draft.span),
        rule=draft.rule,
        confidence=draft.confidence,
        assignments=assignments,
        deadlines=deadlines,
        targets=_find_targets(setting, draft, assignments, deadlines),
    )


def _find_assignments(setting: Setting, draft: Draft) -> tuple[Assignment, ...]:
    """The item's own units; where it has none, those of the heading above it. A table's columns give them all."""
    if draft.rule == "table-row":
        return draft.assignments
    return find_assignments(setting.view, draft.span, setting.note) or draft.assignments


def _find_deadlines(setting: Setting, draft: Draft) -> tuple[Deadline, ...]:
    context = replace(setting.context, year=draft.year or setting.context.year)
    spoken = (deadline for span in draft.prose for deadline in find_deadlines(setting.view, span, context))
    return tuple({deadline.span: deadline for deadline in (*draft.deadlines, *spoken)}.values())


def _find_targets(
    setting: Setting, draft: Draft, assignments: Iterable[Assignment], deadlines: Iterable[Deadline]
) -> tuple[Target, ...]:
    """The numbers of the item, but for those inside its deadlines and inside the names of its units."""
    names = [assignment.span for assignment in assignments]
    targets = (t for span in draft.prose for t in find_targets(setting.view, span, deadlines, setting.context))
    return tuple(target for target in targets if not any(name.covers(target.span) for name in names))


def _find_page(doc: Document, span: Span) -> int | None:
    return next((block.place.page for block in doc.blocks if block.span.end > span.start), None)
