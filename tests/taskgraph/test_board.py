"""How all tasks stand, kept up to date by what was written since: always as if looked at anew."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from taskgraph.board_query import load_board, renew_board
from taskgraph.correction_query import Subject, load_corrected
from taskgraph.correction_store import record_corrections
from taskgraph.corrections import Correction, FactKind, change, move_deadline, reject
from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind, Extension, LifeState, Report
from taskgraph.situation import Need
from taskgraph.store import forget_document
from taskgraph.touched_query import last_touched, touched_only_logs
from taskgraph.viewpoint import usual_viewpoint

TASK, OTHER = "aa77dd88ee", "aa11bb22cc"
DAY, MOMENT = date(2026, 8, 31), datetime(2026, 8, 31, 9, tzinfo=UTC)
SEEN = usual_viewpoint(DAY)
# Tables of which no list of tasks, no count and no picture is made.
BESIDE = {
    "block", "carrier", "progress", "passage", "tracked_task", "signature", "signature_band", "document_link",
    "document_name", "document_home", "task_band", "correction", "reading", "ledger_cell", "ledger_column",
    "ledger_mapping", "scope", "statement", "candidate", "decision", "saved_search", "touched",
    "failed_load", "reminder", "user", "session", "token", "feed", "audit",
}  # fmt: skip


def happen(kind: EventKind, detail=None, *, task: str = TASK, number: int = 1) -> Callable:
    def step(store, **_) -> None:
        event = Event(task=task, number=number, kind=kind, happened_on=DAY, recorded_at=MOMENT, detail=detail)
        with store.db.atomic():
            record_event(store.db, event)

    return step


def correct(edit: Callable, *, task: str = TASK) -> Callable:
    def step(store, **_) -> None:
        version = store.db.execute("SELECT max(id) FROM version WHERE superseded_at IS NULL").fetchone()[0]
        held = load_corrected(store.db, Subject(version, task)).held
        made = Correction(subject=task, detail=edit(held), happened_on=DAY, by="李四")
        with store.db.atomic():
            record_corrections(store.db, [made], now=MOMENT)

    return step


def put_off(held):
    due = next(one for one in held if one.anchor.kind is FactKind.DEADLINE)
    return change(due, move_deadline(due.fact, start=None, end=date(2026, 3, 31), every=None))


def strike_out(held):
    return reject(next(one for one in held if one.anchor.kind is FactKind.TASK))


def load_another(load, make_plan, **_) -> None:
    load(make_plan(key="plan-2", source="2.txt", title="另一份工作要点"))


def load_again(load, plan, now, **_) -> None:
    text = plan.doc.text.replace("5G应用", "6G应用")
    load(replace(plan, doc=replace(plan.doc, text=text)), now=now + timedelta(days=1))


def remove(store, **_) -> None:
    (document,) = store.db.execute("SELECT id FROM document ORDER BY id LIMIT 1").fetchone()
    forget_document(store, document)


STEPS = {
    "a corrected deadline": correct(put_off),
    "a report": happen(EventKind.PROGRESS, Report(value=None, state=None, quote="进展顺利")),
    "an extension": happen(EventKind.EXTENDED, Extension(date(2026, 9, 1), "汛期"), number=2),
    "a closed task": happen(EventKind.CLOSED, number=3),
    "another task suspended": happen(EventKind.SUSPENDED, task=OTHER),
    "another document": load_another,
    "a new version": load_again,
    "a false task": correct(strike_out, task=OTHER),
    "a document that is gone": remove,
}


def look(store):
    board = load_board(store.db.conn, SEEN, None)
    return {row: (seen, board.versions[row]) for row, seen in board.glances.items()}


def renewed(store, board, since):
    board = renew_board(store.db.conn, board, SEEN, since)
    return board, {row: (seen, board.versions[row]) for row, seen in board.glances.items()}


def test_after_each_step_the_board_is_as_if_looked_at_anew(store, load, plan, make_plan, now) -> None:
    load(plan)
    board, since = load_board(store.db.conn, SEEN, None), last_touched(store.db.conn)
    for name, step in STEPS.items():
        step(store=store, load=load, plan=plan, make_plan=make_plan, now=now)
        before, (board, found) = dict(board.glances), renewed(store, board, since)
        assert found == look(store), name
        assert dict(board.glances) != before, name  # each of them changes how some task stands
        assert found
        since = last_touched(store.db.conn)


@pytest.mark.parametrize("seed", range(5))
def test_many_steps_at_once_come_to_the_same(store, load, plan, make_plan, now, seed: int) -> None:
    load(plan)
    board, since = load_board(store.db.conn, SEEN, None), last_touched(store.db.conn)
    for step in list(STEPS.values())[: random.Random(seed).randint(2, len(STEPS))]:
        step(store=store, load=load, plan=plan, make_plan=make_plan, now=now)
    assert renewed(store, board, since)[1] == look(store)


def test_a_glance_says_what_lists_are_chosen_by(store, load, plan) -> None:
    load(plan)
    happen(EventKind.CLOSED)(store)
    seen = {glance.state: glance for glance in load_board(store.db.conn, SEEN, None).glances.values()}
    assert seen[LifeState.CLOSED].needs == ()
    assert (seen[LifeState.CLOSED].due, seen[LifeState.CLOSED].overdue) == (date(2026, 12, 31), False)
    assert Need.NO_REPORT in seen[LifeState.REGISTERED].needs


def test_events_alone_leave_what_documents_say(store, load, plan) -> None:
    load(plan)
    since = last_touched(store.db.conn)
    happen(EventKind.ACCEPTED)(store)
    assert touched_only_logs(store.db.conn, since)
    correct(put_off)(store)
    assert not touched_only_logs(store.db.conn, since)


def test_one_row_is_kept_for_what_is_written_often(store, load, plan) -> None:
    load(plan)
    kept = store.db.table("touched").count
    for number, kind in enumerate((EventKind.ACCEPTED, EventKind.PROGRESS, EventKind.SUBMITTED), start=1):
        happen(kind, Report(quote="进展") if kind is EventKind.PROGRESS else None, number=number)(store)
    assert store.db.table("touched").count == kept + 1


def test_every_table_is_watched_or_known_to_be_beside_the_graph(store) -> None:
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    of_libraries = {name for name in tables if name.startswith(("sqlite_", "_sqlite", "passage_fts"))}
    watched = {
        row[0] for row in store.db.execute("SELECT tbl_name FROM sqlite_schema WHERE name LIKE '%_touched_by_%'")
    }
    assert tables - of_libraries - BESIDE == watched


def test_a_replaced_row_is_told_of(store: sqlite3.Connection, load, plan) -> None:
    load(plan)
    since = last_touched(store.db.conn)
    store.db.execute("INSERT OR IGNORE INTO unit_form (form, unit, tier) SELECT '新名', id, 2 FROM unit LIMIT 1")
    first = last_touched(store.db.conn)
    store.db.execute("INSERT OR IGNORE INTO unit_form (form, unit, tier) SELECT '又名', id, 2 FROM unit LIMIT 1")
    assert since < first < last_touched(store.db.conn)
