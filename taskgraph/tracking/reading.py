"""Documents → planned targets and statements, each with the mention that it is matched by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from extract.deadlines import find_deadlines
from extract.model import Op, Progress, Target, Task
from extract.moments import TimeContext
from extract.progress import find_progress
from extract.setting import Setting
from extract.targets import find_targets
from extract.text import sentence_around, strip_span
from ingest.model import Span
from taskgraph.tracking.mentions import Sentence
from taskgraph.tracking.model import Kind, Mention, PlannedTarget, Reading, Scope, Statement
from taskgraph.tracking.parts import Paragraph, divide, find_paragraph, read_all
from taskgraph.tracking.wording import fold

FindSentence = Callable[[Span, Span], Sentence]


def read_plan(plan: Reading) -> tuple[PlannedTarget, ...]:
    """Return the numeric targets of a document, of a work report those of its planned part."""
    setting = Setting.of(plan.doc)
    paragraphs = divide(setting).planned
    sentence_of = _sentences(setting)
    held_by_task = _holder(plan.extraction.tasks)
    loose = [(None, p, t) for p in paragraphs if not held_by_task(p.span) for t in _find_targets(setting, p.span)]
    held = [(task, _place(paragraphs, task, t.span), t) for task in plan.extraction.tasks for t in task.targets]
    planned = [
        _read_target(setting, sentence_of, place, task, target)
        for task, place, target in sorted([*held, *loose], key=lambda entry: entry[2].span)
        if place
    ]
    return _share_comparators(planned)


def _holder(tasks: Iterable[Task]) -> Callable[[Span], bool]:
    """Return a function that tells whether a task holds a span or a part of it."""
    spans = sorted(task.span for task in tasks)
    starts, reach = [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    def holds(span: Span) -> bool:
        before = bisect_left(starts, span.end)
        return before > 0 and reach[before - 1] > span.start

    return holds


def _find_targets(setting: Setting, span: Span) -> tuple[Target, ...]:
    """Return the targets of a paragraph that no task holds."""
    year = setting.context.year
    context = TimeContext(year=year + 1 if year and setting.is_report else year, written=setting.context.written)
    deadlines = find_deadlines(setting.view, span, context)
    return find_targets(setting.view, span, deadlines, context)


def _place(paragraphs: Sequence[Paragraph], task: Task, span: Span) -> Paragraph | None:
    """Return the paragraph of a task's target, under the task's own heading; None outside of the planned part."""
    held = find_paragraph(paragraphs, span)
    return replace(held, heading=f"{task.title} {held.heading}") if held else None


def _sentences(setting: Setting) -> FindSentence:
    """Return a function that reads the sentence around a span, each sentence once."""

    @cache
    def read(span: Span) -> Sentence:
        return Sentence(setting.view, span)

    return lambda span, within: read(sentence_around(setting.view.shadow, span, within))


def _read_target(
    setting: Setting, sentence_of: FindSentence, place: Paragraph, task: Task | None, target: Target
) -> PlannedTarget:
    mention = _read_mention(setting, sentence_of(target.span, place.span), target, place)
    text = _cover(mention.words, target.span).of(setting.doc.text)
    return PlannedTarget(key=setting.doc.key, task=task, target=target, text=text, mention=mention)


def _cover(a: Span, b: Span) -> Span:
    return Span(min(a.start, b.start), max(a.end, b.end))


def _share_comparators(planned: Sequence[PlannedTarget]) -> tuple[PlannedTarget, ...]:
    """Give the members of a list the comparator of its last: 分别增长5%、6.5%左右."""
    shared: list[PlannedTarget] = []
    for entry in reversed(planned):
        op = shared[-1].target.op if shared and _listed(entry, shared[-1]) else entry.target.op
        shared.append(replace(entry, target=replace(entry.target, op=op)))
    return tuple(reversed(shared))


def _listed(entry: PlannedTarget, following: PlannedTarget) -> bool:
    """Whether a target without a comparator of its own stands in one list with the next: they share their words."""
    target, other = entry.target, following.target
    alike = target.unit == other.unit and entry.mention.words.start == following.mention.words.start
    return alike and target.op is Op.EQUAL and other.op is not Op.RANGE and not following.mention.repeats


def read_report(report: Reading) -> tuple[Statement, ...]:
    """Return the statements of a document's reported part, of one that is no report by its kind those of all of it."""
    setting = Setting.of(report.doc)
    paragraphs = divide(setting).reported or read_all(setting)
    found = [p for paragraph in paragraphs for p in _find_statements(setting, paragraph, report.extraction.progress)]
    sentence_of = _sentences(setting)
    return tuple(_iter_statements(setting, sentence_of, paragraphs, found))


def _find_statements(setting: Setting, paragraph: Paragraph, known: Iterable[Progress]) -> Iterable[Progress]:
    """Return the statements that extraction found in a paragraph; where it found none, those that a report's
    paragraph would have.
    """
    mine = [progress for progress in known if paragraph.span.covers(progress.span)]
    return mine or find_progress(setting.view, [paragraph.span], setting.context)


def _iter_statements(
    setting: Setting, sentence_of: FindSentence, paragraphs: Sequence[Paragraph], found: Iterable[Progress]
) -> Iterator[Statement]:
    for progress in found:
        place = find_paragraph(paragraphs, progress.span)
        if place is None:
            continue
        mention = _read_mention(setting, sentence_of(progress.span, place.span), progress, place)
        words = progress.span if progress.value is None else _cover(mention.words, progress.span)
        yield Statement(
            progress=progress,
            span=words,
            text=words.of(setting.doc.text),
            clause=mention.clause.of(setting.doc.text),
            mention=mention,
        )


def _read_mention(setting: Setting, sentence: Sentence, fact: Target | Progress, place: Paragraph) -> Mention:
    counted = sentence.find(fact.span)
    words = counted.words if counted else fact.span
    at = counted.quantity.span.start if counted else fact.span.start
    scopes = (counted.scopes if counted else frozenset()) | ({Scope.TERM} if place.term else frozenset())
    return Mention(
        value=fact.value,
        unit=fact.unit,
        kind=counted.kind if counted else Kind.LEVEL,
        flow=counted.flow if counted else None,
        scopes=scopes,
        core=fold(counted.core if counted else fact.metric),
        context=fold(f"{place.heading} {sentence.span.of(setting.view.plain)}"),
        words=words,
        clause=strip_span(setting.view.shadow, sentence.clause_around(at), " "),
        place=place.place,
        repeats=counted.repeats if counted else False,
    )
