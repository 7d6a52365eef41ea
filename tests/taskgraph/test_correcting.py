"""What corrections come to, on facts alone: no store, no reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Assignment, Role, Task, TaskKind
from ingest.model import Span
from taskgraph.correcting import Fate, correct_task, lose
from taskgraph.corrections import (
    Anchor,
    Correction,
    Entry,
    FactKind,
    Held,
    TaskHead,
    Undo,
    add,
    change,
    move_deadline,
    quote_of,
    reject,
)

NOW = datetime(2026, 3, 5, tzinfo=UTC)
MARCH = date(2026, 3, 5)


@pytest.fixture(scope="module")
def sample(make_plan):
    return make_plan()


@pytest.fixture(scope="module")
def task(sample) -> Task:
    return sample.extraction.tasks[1]


@pytest.fixture(scope="module")
def text(sample) -> str:
    return sample.doc.text


def _log(*details) -> tuple[Entry, ...]:
    return tuple(
        Entry(number, NOW, Correction(subject="aa77dd88ee", detail=detail, happened_on=MARCH))
        for number, detail in enumerate(details, start=1)
    )


def _held(task: Task, text: str, kind: FactKind, log=()) -> list[Held]:
    return [held for held in correct_task(task, text, log).held if held.anchor.kind is kind]


def _target(task: Task, text: str) -> Held:
    return _held(task, text, FactKind.TARGET)[0]


def _fates(task: Task, text: str, log) -> list[Fate]:
    return [outcome.fate for outcome in correct_task(task, text, log).outcomes]


def test_a_changed_fact_is_a_persons_and_keeps_its_place(task, text) -> None:
    held = _target(task, text)
    corrected = correct_task(task, text, _log(change(held, replace(held.fact, value=Decimal(45))))).task
    assert corrected.targets == (replace(task.targets[0], value=Decimal(45), rule="person", confidence=1.0),)
    assert (corrected.assignments, corrected.deadlines) == (task.assignments, task.deadlines)


def test_a_false_fact_is_gone_and_a_false_task_too(task, text) -> None:
    head = _held(task, text, FactKind.TASK)[0]
    assert correct_task(task, text, _log(reject(_target(task, text)))).task.targets == ()
    assert correct_task(task, text, _log(reject(head))).task is None


def test_a_missed_fact_stands_where_its_words_stand(task, text) -> None:
    unit = Assignment(unit="县财政局", role=Role.RESPONSIBLE, span=Span(0, 0), rule="", confidence=0.0)
    edit = add(correct_task(task, text, ()).held, unit, "农村危房")
    corrected = correct_task(task, text, _log(edit)).task
    assert corrected.assignments[:-1] == task.assignments
    assert corrected.assignments[-1].span.of(text) == "农村危房"


def test_fields_of_one_fact_are_corrected_apart(task, text) -> None:
    held = _target(task, text)
    value, metric = (change(held, replace(held.fact, **new)) for new in ({"value": Decimal(45)}, {"metric": "旧房"}))
    both = [correct_task(task, text, _log(*edits)).task.targets[0] for edits in ((value, metric), (metric, value))]
    assert both[0] == both[1]
    assert (both[0].value, both[0].metric) == (45, "旧房")


def test_of_two_corrections_of_one_field_the_later_counts(task, text) -> None:
    first = _target(task, text)
    log = _log(change(first, replace(first.fact, value=Decimal(45))))
    second = _held(task, text, FactKind.TARGET, log)[0]
    assert second.read == first.fact
    log = _log(*(entry.correction.detail for entry in log), change(second, replace(second.fact, value=Decimal(50))))
    assert correct_task(task, text, log).task.targets[0].value == 50
    assert (
        correct_task(task, text, (*log, Entry(3, NOW, replace(log[0].correction, detail=Undo(2)))))
        .task.targets[0]
        .value
        == 45
    )


def test_an_undone_undo_counts_again(task, text) -> None:
    edit = reject(_target(task, text))
    assert correct_task(task, text, _log(edit, Undo(1))).task == task
    assert correct_task(task, text, _log(edit, Undo(1), Undo(2))).task.targets == ()


def test_what_was_said_of_an_addition_goes_with_it(task, text) -> None:
    unit = Assignment(unit="县财政局", role=Role.RESPONSIBLE, span=Span(0, 0), rule="", confidence=0.0)
    added = add(correct_task(task, text, ()).held, unit, "农村危房")
    held = _held(task, text, FactKind.ASSIGNMENT, _log(added))[-1]
    moved = change(held, replace(held.fact, role=Role.LEAD))
    assert correct_task(task, text, _log(added, moved)).task.assignments[-1].role is Role.LEAD
    assert correct_task(task, text, _log(added, moved, Undo(1))).task == task


def _reread(task: Task, **new: object) -> Task:
    return replace(task, targets=(replace(task.targets[0], **new),))


@pytest.mark.parametrize(
    ("reread", "fate", "value"),
    [
        (lambda task: task, Fate.APPLIED, 45),
        (lambda task: _reread(task, rule="better", confidence=0.5), Fate.APPLIED, 45),
        (lambda task: _reread(task, value=Decimal(45)), Fate.AGREES, 45),
        (lambda task: _reread(task, value=Decimal(4)), Fate.DIFFERS, 45),
        (lambda task: _reread(task, text="40户", span=Span(task.targets[0].span.end - 3, task.targets[0].span.end)), Fate.APPLIED, 45),
        (lambda task: replace(task, targets=()), Fate.DIFFERS, 45),
    ],
    ids=["as it was", "by another rule", "read as corrected", "read otherwise", "fewer words", "not read any more"],
)  # fmt: skip
def test_a_correction_holds_against_every_later_reading_of_its_words(
    task, text, reread, fate: Fate, value: int
) -> None:
    held = _target(task, text)
    log = _log(change(held, replace(held.fact, value=Decimal(value))))
    corrected = correct_task(reread(task), text, log)
    assert [target.value for target in corrected.task.targets] == [value]
    assert [outcome.fate for outcome in corrected.outcomes] == [fate]


def test_a_correction_does_not_pass_to_other_words(task, text) -> None:
    held = _held(task, text, FactKind.DEADLINE)[0]
    log = _log(change(held, move_deadline(held.fact, start=None, end=date(2026, 11, 15), every=None)))
    later = text.replace("12月底前", "10月底前")
    assert len(later) == len(text)
    reread = replace(
        task, deadlines=(replace(task.deadlines[0], text="10月底前", end=date(2026, 10, 31)), *task.deadlines[1:])
    )
    corrected = correct_task(reread, later, log)
    assert corrected.task == reread
    assert [outcome.fate for outcome in corrected.outcomes] == [Fate.GONE]


def test_a_correction_does_not_pass_to_another_number_that_ends_alike(task, text) -> None:
    held = replace(_target(task, text), anchor=Anchor(FactKind.TARGET, "0户"))
    log = _log(change(held, replace(held.fact, value=Decimal(45))))
    corrected = correct_task(replace(task, targets=(replace(task.targets[0], text="40户"),)), text, log)
    assert [target.value for target in corrected.task.targets] == [40]
    assert [outcome.fate for outcome in corrected.outcomes] == [Fate.GONE]


def test_an_addition_that_is_read_later_is_not_there_twice(task, text) -> None:
    found = task.targets[0]
    poorer = replace(task, targets=())
    log = _log(add((), replace(found, span=Span(0, 0)), "不少于40户"))
    assert [target.span for target in correct_task(poorer, text, log).task.targets] == [found.span]
    richer = correct_task(task, text, log)
    assert len(richer.task.targets) == 1
    assert [outcome.fate for outcome in richer.outcomes] == [Fate.AGREES]


def test_corrections_of_a_task_that_is_gone_need_a_look(task, text) -> None:
    assert [outcome.fate for outcome in lose(_log(reject(_target(task, text))))] == [Fate.GONE]


def test_a_moved_deadline_has_the_rule_of_its_new_rhythm(task) -> None:
    moved = move_deadline(task.deadlines[1], start=None, end=None, every="2 week")
    assert moved.rrule == "FREQ=WEEKLY;INTERVAL=2"
    assert move_deadline(moved, start=None, end=MARCH, every=None).rrule is None


# ---- properties

_EDITS = ("value", "metric", "unit", "due", "role", "title", "kind", "add unit", "add due", "reject target")


def _make_edit(what: str, task: Task, text: str):
    """Return an edit made from the reading alone; all of these are independent of each other but "reject target"."""
    held = {h.anchor.kind: h for h in reversed(correct_task(task, text, ()).held)}
    target, due = held[FactKind.TARGET], held[FactKind.DEADLINE]
    unit, head = held[FactKind.ASSIGNMENT], held[FactKind.TASK]
    new_unit = Assignment(unit="县水利局", role=Role.COOPERATING, span=Span(0, 0), rule="", confidence=0.0)
    new_due = replace(task.deadlines[0], text="危房", end=date(2026, 5, 1))
    everything = correct_task(task, text, ()).held
    return {
        "value": lambda: change(target, replace(target.fact, value=Decimal("45.5"))),
        "metric": lambda: change(target, replace(target.fact, metric="旧房")),
        "unit": lambda: change(unit, replace(unit.fact, unit="县农业农村局")),
        "due": lambda: change(due, move_deadline(due.fact, start=None, end=MARCH, every=None)),
        "role": lambda: change(unit, replace(unit.fact, role=Role.RESPONSIBLE)),
        "title": lambda: change(head, replace(head.fact, title="改造危房")),
        "kind": lambda: change(head, TaskHead(TaskKind.OBJECTIVE, head.fact.title)),
        "add unit": lambda: add(everything, new_unit, "改造"),
        "add due": lambda: add(everything, new_due, "危房"),
        "reject target": lambda: reject(target),
    }[what]()


_INDEPENDENT = st.lists(st.sampled_from([e for e in _EDITS if e != "reject target"]), unique=True, min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_recording_independent_corrections_does_not_matter(task, text, data) -> None:
    chosen = data.draw(_INDEPENDENT)
    one, other = chosen, data.draw(st.permutations(chosen))
    first, second = (
        correct_task(task, text, _log(*(_make_edit(e, task, text) for e in order))) for order in (one, other)
    )
    assert first.task == second.task


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_EDITS), unique=True, min_size=1), st.data())
def test_undoing_all_in_any_order_restores_the_reading(task, text, chosen, data) -> None:
    edits = [_make_edit(what, task, text) for what in chosen]
    undone = data.draw(st.permutations(range(1, len(edits) + 1)))
    assert correct_task(task, text, _log(*edits, *map(Undo, undone))).task == task


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_EDITS), unique=True, min_size=1))
def test_correcting_what_is_read_as_corrected_changes_nothing(task, text, chosen) -> None:
    log = _log(*(_make_edit(what, task, text) for what in chosen))
    once = correct_task(task, text, log)
    again = correct_task(once.task, text, log)
    assert again.task.targets == once.task.targets
    assert again.task.title == once.task.title
    assert {quote_of(unit) for unit in again.task.assignments} == {quote_of(unit) for unit in once.task.assignments}
