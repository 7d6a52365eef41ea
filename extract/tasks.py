"""Items of the outline → drafts of tasks: the smallest items with a body of their own that ask for work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.assignments import RoleNote, ends_with_assignment, find_assignments
from extract.drafts import Draft
from extract.model import Assignment, TaskKind
from extract.outline import Item, find_heading
from extract.sections import Section
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


def find_item_drafts(
    view: View, items: Sequence[Item], sections: Sequence[Section], note: RoleNote
) -> tuple[Draft, ...]:
    """Return the tasks among `items`; units that a group's heading names come with each item under it."""
    drafts: list[Draft] = []
    shared: dict[tuple[int, ...], tuple[Assignment, ...]] = {}
    for item, section in zip(items, sections, strict=True):
        trimmed = _trim(view, item)
        if section not in _KINDS:
            continue
        if not _is_task(view, trimmed):
            shared[item.path] = find_assignments(view, trimmed.span, note)
            continue
        above = tuple(a for n in range(len(item.path)) for a in shared.get(item.path[:n], ()))
        drafts.extend(_iter_drafts(view, trimmed, _KINDS[section], above))
    return tuple(drafts)


def find_reported(items: Sequence[Item], sections: Sequence[Section], paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """Return the paragraphs of a report that tell what has been done: all but those of planned sections."""
    planned = [i.span for i, s in zip(items, sections, strict=True) if s not in (Section.REPORTED, Section.EXCLUDED)]
    return tuple(p for p in paragraphs if not any(span.start <= p.start < span.end for span in planned))


def _is_task(view: View, item: Item) -> bool:
    if item.leaf:
        return item.span.end > item.span.start
    body = view.shadow[item.heading.end + 1 : item.span.end].strip()
    return len(body) >= _SHORTEST_BODY and not body.endswith((":", "如下。"))


def _trim(view: View, item: Item) -> Item:
    """Cut off what follows the item's own paragraphs: signature, date, attachments, a closing paragraph."""
    kept = [item.paragraphs[0]]
    closed = ends_with_assignment(view, item.paragraphs[0])
    for paragraph in item.paragraphs[1:]:
        line = paragraph.of(view.shadow)
        assigns = ends_with_assignment(view, paragraph)
        if any(rule.pattern.search(line) for rule in load_rules("closings")) or (closed and not assigns):
            break
        closed = closed or assigns
        kept.append(paragraph)
    return replace(item, paragraphs=tuple(kept))


def _iter_drafts(view: View, item: Item, kind: TaskKind, above: tuple[Assignment, ...]) -> Iterator[Draft]:
    """Yield the item, or its paragraphs where each carries a heading and units of its own."""
    own = _split(view, item)
    for number, paragraphs in enumerate(own, 1):
        path = item.path if len(own) == 1 else (*item.path, number)
        span = Span(paragraphs[0].start, paragraphs[-1].end)
        yield Draft(
            path=".".join(map(str, path)), kind=kind, title=_title(view, paragraphs[0]), span=span,
            prose=(span,), rule=item.number.style if item.number.length else "restored-number",
            confidence=0.95 if item.leaf else 0.85, assignments=above,
        )  # fmt: skip


def _title(view: View, paragraph: Span) -> Span:
    heading = find_heading(view.text, paragraph)
    text = heading.of(view.text)
    return Span(heading.start, heading.end - (len(text) - len(text.rstrip("。;；:： "))))


def _split(view: View, item: Item) -> list[tuple[Span, ...]]:
    """Return the paragraphs in groups, one for each that closes with units of its own in brackets."""
    closing = [i for i, p in enumerate(item.paragraphs) if view.shadow[p.end - 1] == ")" and _opens_and_closes(view, p)]
    if len(closing) < 2:
        return [item.paragraphs]
    borders = [0, *(i + 1 for i in closing)]
    groups = [item.paragraphs[a:b] for a, b in zip(borders, borders[1:], strict=False)]
    return [group for group in groups if group]


def _opens_and_closes(view: View, paragraph: Span) -> bool:
    """Whether a paragraph has words of its own before the bracket that names its units."""
    opening = view.shadow.find("(", paragraph.start, paragraph.end)
    return opening > paragraph.start + _SHORTEST_BODY and ends_with_assignment(view, paragraph)
