"""Items of the outline → drafts of tasks: the smallest items with a body of their own that ask for work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.assignments import ends_with_assignment, find_assignments
from extract.drafts import Draft
from extract.model import Assignment, TaskKind
from extract.outline import Item, find_heading
from extract.sections import Section, find_planned_year
from extract.setting import Setting
from extract.tables import load_rules
from extract.text import View
from ingest.model import Span

_KINDS = {
    Section.OBJECTIVE: TaskKind.OBJECTIVE,
    Section.SAFEGUARD: TaskKind.SAFEGUARD,
    Section.TASK: TaskKind.TASK,
    Section.PLANNED: TaskKind.TASK,
}
_SHORTEST_BODY = 15
_LABEL = re.compile(r"[【\[(]?[一-鿿]{2,8}[】\])]? ?:")


def find_item_drafts(setting: Setting, items: Sequence[Item], sections: Sequence[Section]) -> tuple[Draft, ...]:
    """Return the tasks among `items`; units that a group's heading names come with each item under it."""
    drafts: list[Draft] = []
    shared: dict[tuple[int, ...], tuple[Assignment, ...]] = {}
    year: int | None = None
    for item, section in zip(items, sections, strict=True):
        if len(item.path) == 1:
            year = find_planned_year(setting, item) if section is Section.PLANNED else None
        if section not in _KINDS:
            continue
        trimmed = _trim(setting.view, item, last=item is items[-1])
        if _is_task(setting.view, trimmed):
            above = tuple(a for n in range(len(item.path)) for a in shared.get(item.path[:n], ()))
            drafts.extend(_iter_drafts(setting.view, trimmed, _KINDS[section], above, year))
        else:
            shared[item.path] = find_assignments(setting.view, trimmed.span, setting.note)
    return tuple(drafts)


def find_reported(items: Sequence[Item], sections: Sequence[Section], paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """Return the paragraphs of a report that tell what has been done: all but those of planned sections."""
    planned = [i.span for i, section in zip(items, sections, strict=True) if section is not Section.REPORTED]
    return tuple(p for p in paragraphs if not any(span.overlaps(p) for span in planned))


def _is_task(view: View, item: Item) -> bool:
    """Whether an item has a body of its own: a leaf always, a group where more than an introduction follows."""
    if item.leaf:
        return True
    body = view.shadow[item.heading.end + 1 : item.span.end].strip()
    return len(body) >= _SHORTEST_BODY and not body.endswith((":", "如下。"))


def _trim(view: View, item: Item, *, last: bool) -> Item:
    """Cut off what follows the item's own paragraphs: signature, date, attachments, a closing paragraph."""
    kept = [item.paragraphs[0]]
    closed = ends_with_assignment(view, item.paragraphs[0])
    for paragraph in item.paragraphs[1:]:
        assigns = ends_with_assignment(view, paragraph)
        has_body = kept[-1].end > item.heading.end + 1
        stray = closed and not assigns and not _is_labelled(view, paragraph)
        if stray or _closes_text(paragraph.of(view.shadow), last=last and has_body):
            break
        closed = closed or assigns
        kept.append(paragraph)
    return replace(item, paragraphs=tuple(kept))


def _is_labelled(view: View, paragraph: Span) -> bool:
    """Whether a paragraph opens with a label and so goes on with its item: 完成时限:9月1日前."""
    return bool(_LABEL.match(view.shadow, paragraph.start, paragraph.end))


def _closes_text(line: str, *, last: bool) -> bool:
    tables = ("closings", "closing_paragraphs") if last else ("closings",)
    return any(rule.pattern.search(line) for table in tables for rule in load_rules(table))


def _iter_drafts(
    view: View, item: Item, kind: TaskKind, above: tuple[Assignment, ...], year: int | None
) -> Iterator[Draft]:
    """Yield the item, or its paragraphs where each carries a heading and units of its own."""
    own = _split(view, item)
    for number, paragraphs in enumerate(own, 1):
        path = item.path if len(own) == 1 else (*item.path, number)
        span = Span(paragraphs[0].start, paragraphs[-1].end)
        yield Draft(
            path=".".join(map(str, path)),
            kind=kind,
            title=_find_title(view, paragraphs[0]),
            span=span,
            prose=(span,),
            rule=item.number.style if item.number.length else "restored-number",
            confidence=0.95 if item.leaf else 0.85,
            assignments=above,
            year=year,
        )


def _find_title(view: View, paragraph: Span) -> Span:
    heading = find_heading(view.text, paragraph)
    text = heading.of(view.shadow)
    return Span(heading.start, heading.end - (len(text) - len(text.rstrip("。;: "))))


def _split(view: View, item: Item) -> list[tuple[Span, ...]]:
    """Return the paragraphs in groups, one for each that closes with units of its own in brackets."""
    closing = [n for n, paragraph in enumerate(item.paragraphs, 1) if _opens_and_closes(view, paragraph)]
    if len(closing) < 2:
        return [item.paragraphs]
    return [item.paragraphs[start:end] for start, end in pairwise([0, *closing])]


def _opens_and_closes(view: View, paragraph: Span) -> bool:
    """Whether a paragraph has words of its own before the bracket that names its units."""
    opening = view.shadow.find("(", paragraph.start, paragraph.end)
    bracketed = view.shadow[paragraph.end - 1] == ")" and opening > paragraph.start + _SHORTEST_BODY
    return bracketed and ends_with_assignment(view, paragraph)
