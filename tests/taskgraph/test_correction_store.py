"""Corrections in the store: they count everywhere, outlive every new reading, and change nothing twice."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model import Assignment, Extraction, Role
from ingest.model import Span
from ingest.store import Change
from taskgraph import correction_store
from taskgraph.correcting import Fate
from taskgraph.correction_query import Subject, find_outcomes, find_rejected_tasks, load_corrected, load_log
from taskgraph.correction_store import record_corrections
from taskgraph.corrections import Correction, FactKind, Undo, add, change, move_deadline, reject
from taskgraph.errors import CorrectionError, NotFoundError
from taskgraph.hit_query import find_hits
from taskgraph.lookup import resolve_unit
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.store import Store, forget_document, load_document, open_database
from taskgraph.who_query import find_who

TASK = "aa77dd88ee"
DAY = date(2026, 3, 5)


@pytest.fixture
def loaded(store, load, plan):
    load(plan)
    return store


def _version(store) -> int:
    return store.db.execute("SELECT max(id) FROM version WHERE superseded_at IS NULL").fetchone()[0]


def _held(store, kind: FactKind, task: str = TASK):
    corrected = load_corrected(store.db, Subject(_version(store), task))
    return [held for held in corrected.held if held.anchor.kind is kind]


def _correct(store, *details, task: str = TASK, now):
    corrections = [Correction(subject=task, detail=detail, happened_on=DAY, by="李四") for detail in details]
    return record_corrections(store.db, corrections, now=now)


def _task(store, task: str = TASK):
    return next((row for row in find_tasks(store.db.conn, Filters()) if row.id == task), None)


def _lead(store, unit: str = "县水利局", at: int = 0):
    held = _held(store, FactKind.ASSIGNMENT)[at]
    return change(held, replace(held.fact, unit=unit))


def _value(store, value: int = 45):
    held = _held(store, FactKind.TARGET)[0]
    return change(held, replace(held.fact, value=Decimal(value)))


def _due(store, day: date = date(2026, 9, 30)):
    held = _held(store, FactKind.DEADLINE)[0]
    return change(held, move_deadline(held.fact, start=None, end=day, every=None))


def _new_unit(store, unit: str = "县财政局"):
    fact = Assignment(unit=unit, role=Role.COOPERATING, span=Span(0, 0), rule="", confidence=0.0)
    return add(load_corrected(store.db, Subject(_version(store), TASK)).held, fact, "改造农村危房")


def _snapshot(store) -> dict[str, list]:
    """Return all that look-ups read, but for the ids of rows."""
    tasks = [
        replace(row, row=0, assignments=tuple(replace(a, unit_id=0) for a in row.assignments))
        for row in find_tasks(store.db.conn, Filters())
    ]
    units = store.db.execute("SELECT region, name, label FROM unit ORDER BY 1, 2").fetchall()
    words = store.db.execute("SELECT folded, span_start, task IS NULL FROM passage ORDER BY 1, 2, 3").fetchall()
    return {"tasks": tasks, "units": list(map(tuple, units)), "words": list(map(tuple, words))}


def test_a_corrected_unit_leads_wherever_one_looks(loaded, now) -> None:
    _correct(loaded, _lead(loaded), now=now)
    db = loaded.db.conn
    unit, _ = resolve_unit(db, "水利局")
    assert unit.label == "青山县水利局"
    assert [(row.task.id, row.charge.role) for row in find_who(db, unit, Filters())] == [(TASK, Role.LEAD)]
    assert not loaded.db.table("unit").count_where("name = '住房和城乡建设局'")


def test_a_false_task_is_in_no_list_and_comes_back_as_it_was(loaded, now) -> None:
    before = _snapshot(loaded)
    _correct(loaded, reject(_held(loaded, FactKind.TASK)[0]), now=now)
    assert _task(loaded) is None
    assert [hit.task for hit in find_hits(loaded.db.conn, "不少于40户", Filters())] == [None]
    assert [(task.id, task.title) for task in find_rejected_tasks(loaded.db)] == [(TASK, "改造农村危房")]
    _correct(loaded, Undo(1), now=now)
    assert _snapshot(loaded) == before
    assert find_rejected_tasks(loaded.db) == ()


def test_statements_of_a_report_are_corrected_too(store, load, report, now) -> None:
    document = load(report).version.document
    held = load_corrected(store.db, Subject(_version(store), document)).held[0]
    edit = change(held, replace(held.fact, value=Decimal(28)))
    for _ in range(2):
        _correct(store, edit, task=document, now=now)
        assert [row[0] for row in store.db.execute("SELECT value FROM progress")] == ["28"]
    assert len(load_log(store.db, document)) == 1
    load_document(store, report.doc, report.extraction, report.data, now=now, again=True)
    assert [row[0] for row in store.db.execute("SELECT value FROM progress")] == ["28"]


def test_what_is_on_record_is_not_recorded_again(loaded, now) -> None:
    edits = (
        _lead(loaded),
        _value(loaded),
        _due(loaded),
        _new_unit(loaded),
        reject(_held(loaded, FactKind.DEADLINE)[1]),
    )
    assert [one.known for one in _correct(loaded, *edits, now=now)] == [False] * 5
    assert [one.known for one in _correct(loaded, *edits, now=now)] == [True] * 5
    assert [one.known for one in _correct(loaded, _new_unit(loaded), now=now)] == [True]
    assert [one.known for one in _correct(loaded, Undo(1), Undo(1), now=now)] == [False, True]
    assert len(load_log(loaded.db, TASK)) == 6


def test_a_correction_of_nothing_is_refused_and_nothing_is_kept(loaded, now) -> None:
    gone = reject(_held(loaded, FactKind.TARGET)[0])
    with pytest.raises(NotFoundError, match="没有编号为 zz"):
        _correct(loaded, gone, task="zz", now=now)
    with pytest.raises(NotFoundError, match="没有第 3 条"):
        _correct(loaded, _lead(loaded), Undo(3), now=now)
    elsewhere = replace(gone, anchor=replace(gone.anchor, quote="不少于41户"))
    with pytest.raises(CorrectionError, match="没有读作“不少于41户”"):
        _correct(loaded, elsewhere, now=now)
    unwritten = replace(_new_unit(loaded), anchor=replace(_new_unit(loaded).anchor, quote="原文没有的字"))
    with pytest.raises(CorrectionError, match="一字不差"):
        _correct(loaded, unwritten, now=now)
    assert load_log(loaded.db, TASK) == ()


@pytest.mark.parametrize("change_sql", ["UPDATE correction SET note = 'x'", "DELETE FROM correction"])
def test_the_log_is_never_changed(loaded, now, change_sql: str) -> None:
    _correct(loaded, _lead(loaded), now=now)
    with pytest.raises(sqlite3.IntegrityError, match="a correction is never"):
        loaded.db.execute(change_sql)


def _reread(sample, **new: object):
    """Return the plan as better rules read it: the second task with other facts."""
    first, second, third = sample.extraction.tasks
    return replace(sample, extraction=Extraction((first, replace(second, **new), third)))


def test_better_rules_keep_corrections_and_show_where_they_differ(loaded, plan, now) -> None:
    _correct(loaded, _lead(loaded), _value(loaded), _due(loaded), now=now)
    second = plan.extraction.tasks[1]
    read = _reread(
        plan,
        targets=(replace(second.targets[0], value=Decimal(4)),),
        deadlines=(replace(second.deadlines[0], end=date(2026, 9, 30)), *second.deadlines[1:]),
    )
    reread = load_document(loaded, read.doc, read.extraction, read.data, now=now, again=True)
    assert [outcome.disputed for outcome in reread.held].count(True) == 1
    task = _task(loaded)
    assert (task.targets[0].value, task.deadlines[0].end, task.assignments[0].unit) == (
        45,
        date(2026, 9, 30),
        "县水利局",
    )
    assert {o.outcome.anchor.kind: o.outcome.fate for o in find_outcomes(loaded.db)} == {
        FactKind.ASSIGNMENT: Fate.APPLIED, FactKind.TARGET: Fate.DIFFERS, FactKind.DEADLINE: Fate.AGREES,
    }  # fmt: skip
    differing = next(o.outcome for o in find_outcomes(loaded.db) if o.outcome.fate is Fate.DIFFERS)
    assert (differing.was.value, differing.read.value, differing.says.value) == (40, 4, 45)


def test_a_new_version_keeps_what_was_corrected_of_unchanged_words(loaded, load, plan, now) -> None:
    _correct(loaded, _lead(loaded), _value(loaded), now=now)
    doc = replace(plan.doc, text=plan.doc.text.replace("县政府办", "县委办"))
    assert load(replace(plan, doc=doc)).version.change is Change.SUPERSEDED
    task = _task(loaded)
    assert (task.targets[0].value, task.assignments[0].unit) == (45, "县水利局")


def test_a_reworded_task_keeps_the_corrections_of_words_that_stayed(loaded, load, plan, now) -> None:
    _correct(loaded, _lead(loaded), _due(loaded), now=now)
    text = plan.doc.text.replace("改造农村危房。12月底前改造", "全面改造农村危房。11月底前改造")
    first, second, third = plan.extraction.tasks
    by = len(text) - len(plan.doc.text)
    span = Span(second.span.start, second.span.end + by)
    units = tuple(replace(unit, span=unit.span.shifted(by)) for unit in second.assignments)
    due = replace(
        second.deadlines[0], text="11月底前", end=date(2026, 11, 30), span=second.deadlines[0].span.shifted(by)
    )
    reworded = replace(
        second,
        id="ee55ff66aa",
        title="全面改造农村危房",
        text=span.of(text),
        span=span,
        assignments=units,
        deadlines=(due,),
    )
    third = replace(third, span=third.span.shifted(by))
    load(replace(plan, doc=replace(plan.doc, text=text), extraction=Extraction((first, reworded, third))))
    task = _task(loaded, reworded.id)
    assert (task.assignments[0].unit, task.deadlines) == ("县水利局", (due,))
    assert {d.outcome.fate for d in find_outcomes(loaded.db)} == {Fate.APPLIED, Fate.GONE}
    _correct(loaded, Undo(1), Undo(2), task=reworded.id, now=now)
    assert _task(loaded, reworded.id).assignments[0].unit == "县住建局"
    assert find_outcomes(loaded.db) == ()


def test_corrections_wait_for_a_task_that_is_gone(loaded, plan, load, now) -> None:
    _correct(loaded, _lead(loaded), now=now)
    text = plan.doc.text.replace("改造农村危房", "推进旧房改造")
    first, _, third = plan.extraction.tasks
    load(replace(plan, doc=replace(plan.doc, text=text), extraction=Extraction((first, third))))
    assert [(d.subject, d.title, d.outcome.fate) for d in find_outcomes(loaded.db)] == [
        (TASK, "改造农村危房", Fate.GONE)
    ]


def test_corrections_outlive_a_removed_document(loaded, load, plan, now) -> None:
    _correct(loaded, _lead(loaded), now=now)
    forget_document(loaded, _task(loaded).document.id)
    assert [d.outcome.fate for d in find_outcomes(loaded.db)] == [Fate.GONE]
    load(plan)
    assert _task(loaded).assignments[0].unit == "县水利局"


_MAKERS = (_lead, _value, _due, _new_unit, lambda store: reject(_held(store, FactKind.TASK)[0]),
           lambda store: reject(_held(store, FactKind.DEADLINE)[1]))  # fmt: skip


def _fresh(tmp_path_factory, plan, now) -> Store:
    db = open_database(":memory:")
    db.conn.row_factory = sqlite3.Row
    store = Store(db, tmp_path_factory.getbasetemp() / "files")
    load_document(store, plan.doc, plan.extraction, plan.data, now=now)
    return store


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(range(len(_MAKERS))), unique=True, min_size=1), data=st.data())
def test_reading_everything_again_changes_nothing_and_undoing_all_restores_it(
    tmp_path_factory, plan, now, chosen, data
) -> None:
    store = _fresh(tmp_path_factory, plan, now)
    before = _snapshot(store)
    edits = [_MAKERS[number](store) for number in chosen]
    _correct(store, *edits, now=now)
    corrected = _snapshot(store)
    for again in (False, True):
        load_document(store, plan.doc, plan.extraction, plan.data, now=now, again=again)
        assert _snapshot(store) == corrected
    shuffled = _fresh(tmp_path_factory, plan, now)
    _correct(shuffled, *data.draw(st.permutations(edits)), now=now)
    assert _snapshot(shuffled) == corrected
    _correct(store, *(Undo(number) for number in data.draw(st.permutations(range(1, len(edits) + 1)))), now=now)
    assert _snapshot(store) == before


def test_many_corrections_of_one_document_index_it_once(loaded, monkeypatch, now) -> None:
    indexed = []
    monkeypatch.setattr(correction_store, "index_passages", lambda _db, version: indexed.append(version))
    other = _held(loaded, FactKind.ASSIGNMENT, "aa11bb22cc")[0]
    corrections = [
        Correction(subject=TASK, detail=_lead(loaded), happened_on=DAY),
        Correction(subject="aa11bb22cc", detail=change(other, replace(other.fact, unit="县水利局")), happened_on=DAY),
    ]
    record_corrections(loaded.db, corrections, now=now)
    assert indexed == [_version(loaded)]
