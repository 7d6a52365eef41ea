"""From what the rules read and what people corrected to what counts: pure, and the same in whatever order it came.

A correction holds against every later reading of its words. It is not carried over to other words: where its own are
gone, it waits for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeAlias

from extract.model import Assignment, Deadline, Progress, Target, Task
from ingest.span import Span
from taskgraph.corrections import (
    Anchor,
    Edit,
    Entry,
    Fact,
    FactKind,
    Held,
    Passage,
    TaskHead,
    anchor_facts,
    changed_fields,
    content,
    find_active,
    find_words,
    keep_counting,
    quote_of,
    same_values,
    vouched,
)


class Fate(StrEnum):
    """What has become of a correction in the reading at hand."""

    APPLIED = "applied"
    AGREES = "agrees"  # the reading now says the same
    DIFFERS = "differs"  # the reading is neither what was corrected nor what it was corrected to; the person counts
    GONE = "gone"  # its words are not there any more: it has no effect, and needs a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the entries about one fact come to: read then, read now, and what a person says."""

    anchor: Anchor
    fate: Fate
    entries: tuple[int, ...]
    was: Fact | None
    read: Fact | None
    says: Fact | None

    @property
    def disputed(self) -> bool:
        """Whether a person should look at it again."""
        return self.fate in (Fate.DIFFERS, Fate.GONE)


@dataclass(frozen=True, slots=True)
class CorrectedTask:
    """A task by all corrections. `task` is None where a person said that it is none; its facts are held still.

    `listed` has what people struck out, too, in its place.
    """

    task: Task | None
    listed: tuple[Held, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        return keep_counting(self.listed)


@dataclass(frozen=True, slots=True)
class CorrectedProgress:
    """The progress statements of a report by all corrections; `listed` as of a task."""

    progress: tuple[Progress, ...]
    listed: tuple[Held, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        return keep_counting(self.listed)


Corrected: TypeAlias = CorrectedTask | CorrectedProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class _Net:
    """What all edits of one fact come to: fields with their values, or that it is none."""

    anchor: Anchor
    read: Fact | None
    last: Fact
    rejected: bool
    added: bool
    values: Mapping[str, Any]
    entries: tuple[int, ...]

    @property
    def says(self) -> Fact | None:
        return None if self.rejected else self.last

    def of(self, fact: Fact) -> Fact:
        changed: Fact = replace(fact, **self.values)
        return vouched(changed)


def correct_task(task: Task, text: str, log: Iterable[Entry]) -> CorrectedTask:
    """Return what counts of a task that was read in `text`, the canonical text of its document."""
    passage = Passage(text, task.span)
    head = TaskHead(task.kind, task.title)
    facts: tuple[Fact, ...] = (head, *task.assignments, *task.deadlines, *task.targets)
    listed, outcomes = _correct(facts, log, passage)
    held = keep_counting(listed)
    heads = [h.fact for h in held if isinstance(h.fact, TaskHead)]
    if not heads:
        return CorrectedTask(None, listed, outcomes)
    corrected = replace(
        task,
        kind=heads[0].kind,
        title=heads[0].title,
        assignments=tuple(h.fact for h in held if isinstance(h.fact, Assignment)),
        deadlines=tuple(h.fact for h in held if isinstance(h.fact, Deadline)),
        targets=tuple(h.fact for h in held if isinstance(h.fact, Target)),
    )
    return CorrectedTask(corrected, listed, outcomes)


def correct_progress(progress: Sequence[Progress], text: str, log: Iterable[Entry]) -> CorrectedProgress:
    """Return what counts of the progress statements that were read in a report."""
    listed, outcomes = _correct(progress, log, Passage(text, Span(0, len(text))))
    counted = tuple(h.fact for h in keep_counting(listed) if isinstance(h.fact, Progress))
    return CorrectedProgress(counted, listed, outcomes)


def _correct(
    facts: Sequence[Fact], log: Iterable[Entry], passage: Passage
) -> tuple[tuple[Held, ...], tuple[Outcome, ...]]:
    """Apply a log to facts of all kinds; facts that were read keep their order, added ones follow by their place."""
    nets = _sum_up(log)
    read = dict(zip(anchor_facts(facts), facts, strict=True))
    matches = _match(nets, read)
    held = [_hold(anchor, fact, matches.get(anchor), passage) for anchor, fact in read.items()]
    missed = [_restore(net, passage) for net in nets if net not in matches.values()]
    outcomes = [_judge(net, read[anchor]) for anchor, net in matches.items()] + [outcome for _, outcome in missed]
    added = sorted((h for h, _ in missed if h), key=_by_place)
    return (*held, *added), tuple(sorted(outcomes, key=lambda outcome: outcome.entries))


def _sum_up(log: Iterable[Entry]) -> tuple[_Net, ...]:
    """Return what the edits come to, by fact; what was said of a fact whose addition is undone counts no more."""
    groups: dict[Anchor, list[tuple[int, Edit]]] = {}
    for entry in find_active(log):
        if isinstance(edit := entry.correction.detail, Edit):
            groups.setdefault(edit.anchor, []).append((entry.number, edit))
    nets = (_net(group) for group in groups.values())
    return tuple(net for net in nets if net.added or net.read)


def _net(group: Sequence[tuple[int, Edit]]) -> _Net:
    values: dict[str, Any] = {}
    for _, edit in group:
        if edit.after:
            values |= {name: getattr(edit.after, name) for name in _said(edit.before, edit.after)}
    last = group[-1][1]
    template = last.after or last.before
    if template is None:
        raise TypeError(f"an edit without facts: {last!r}")
    return _Net(
        anchor=last.anchor,
        read=next((edit.read for _, edit in reversed(group) if edit.read), None),
        last=template,
        rejected=last.after is None,
        added=any(edit.before is None for _, edit in group),
        values=values,
        entries=tuple(number for number, _ in group),
    )


def _said(before: Fact | None, after: Fact) -> Iterable[str]:
    """Return the fields that an edit speaks of; one that changes nothing vouches for them all."""
    return (before and changed_fields(before, after)) or content(after)


def _match(nets: Sequence[_Net], read: Mapping[Anchor, Fact]) -> Mapping[Anchor, _Net]:
    """Pair what was read with what was said: by equal words first, then with the only fact that fits loosely."""
    pairs = {net.anchor: net for net in nets if net.anchor in read}
    for net in nets:
        fitting = [anchor for anchor, fact in read.items() if anchor not in pairs and _fits(net, anchor, fact)]
        if net.anchor not in read and len(fitting) == 1:
            pairs[fitting[0]] = net
    return pairs


def _fits(net: _Net, anchor: Anchor, fact: Fact) -> bool:
    """Whether a fact that was read may be the one meant: a task has one head; else more or fewer words of the same.

    What a person added is found only in a fact that says the same.
    """
    if anchor.kind is not net.anchor.kind:
        return False
    if anchor.kind is FactKind.TASK:
        return True
    if net.added:
        return same_values(fact, net.of(fact), set(net.values) - {"text"})
    one, other = anchor.quote, net.anchor.quote
    return bool(find_words(one, other) or find_words(other, one))


def _hold(anchor: Anchor, fact: Fact, net: _Net | None, passage: Passage) -> Held:
    if net is None:
        return Held(anchor=anchor, fact=fact, read=fact)
    if net.rejected:
        return Held(anchor=net.anchor, fact=fact, read=fact, entries=net.entries, counts=False)
    return Held(anchor=net.anchor, fact=_locate(net.of(fact), fact, passage), read=fact, entries=net.entries)


def _locate(fact: Fact, read: Fact, passage: Passage) -> Fact:
    """Put a fact whose printed words a person changed to where these stand."""
    if isinstance(fact, TaskHead | Assignment) or quote_of(fact) == quote_of(read):
        return fact
    return replace(fact, span=passage.find_anywhere(fact.text) or fact.span)


def _judge(net: _Net, read: Fact) -> Outcome:
    if net.rejected:
        as_before = net.read is not None and same_values(read, net.read, content(read))
        fate = Fate.APPLIED if as_before else Fate.DIFFERS
    elif same_values(read, net.of(read), net.values):
        fate = Fate.AGREES
    elif net.read is not None and same_values(read, net.read, net.values):
        fate = Fate.APPLIED
    else:
        fate = Fate.DIFFERS
    says = None if net.rejected else net.of(read)
    return Outcome(anchor=net.anchor, fate=fate, entries=net.entries, was=net.read, read=read, says=says)


def _restore(net: _Net, passage: Passage) -> tuple[Held | None, Outcome]:
    """Return the fact that a person vouches for though no rule reads it, if its words still stand."""
    find = passage.find_anywhere if net.added else passage.find
    span = find(net.anchor.quote, net.anchor.ordinal)
    fate = Fate.AGREES if net.rejected else Fate.GONE if span is None else Fate.APPLIED if net.added else Fate.DIFFERS
    outcome = Outcome(anchor=net.anchor, fate=fate, entries=net.entries, was=net.read, read=None, says=net.says)
    if span is None or isinstance(net.last, TaskHead) or (net.rejected and not net.added):
        return None, outcome
    fact = _locate(net.of(replace(net.last, span=span)), net.last, passage)
    return Held(anchor=net.anchor, fact=fact, read=None, entries=net.entries, counts=not net.rejected), outcome


def _by_place(held: Held) -> tuple[Any, ...]:
    fact = held.fact
    span = (0, 0) if isinstance(fact, TaskHead) else (fact.span.start, fact.span.end)
    return (*span, repr([getattr(fact, f.name) for f in fields(fact)]))


def lose(log: Iterable[Entry]) -> tuple[Outcome, ...]:
    """Return what has become of corrections whose task or report is not there any more."""
    return tuple(
        Outcome(anchor=net.anchor, fate=Fate.GONE, entries=net.entries, was=net.read, read=None, says=net.says)
        for net in _sum_up(log)
    )
