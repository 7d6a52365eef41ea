from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from extract.model import Role, State
from ingest.span import Span
from taskgraph.errors import ImpossibleStepError
from taskgraph.event_query import load_history
from taskgraph.event_store import next_number, record_event
from taskgraph.events import Correction, Event, EventKind, Extension, LifeState, Report, Source
from taskgraph.light_rules import load_rule_set
from taskgraph.model import Filters
from taskgraph.query import find_fitting, find_tasks
from taskgraph.situation import Light
from taskgraph.states import trace
from taskgraph.store import forget_document
from taskgraph.viewpoint import Viewpoint

TASK = "aa77dd88ee"
MOMENT = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
DAY = date(2026, 6, 1)
DETAILS = [
    (EventKind.ACCEPTED, None),
    (
        EventKind.PROGRESS,
        Report(
            value=Decimal("26.5"), unit="户", metric="农村危房", state=State.UNDER_WAY, quote="已改造26.5户",
            source=Source("report", Span(3, 9)),
        ),
    ),
    (EventKind.PROGRESS, Report(state=State.BLOCKED)),
    (EventKind.EXTENDED, Extension(date(2027, 3, 31), "汛期")),
    (EventKind.SUBMITTED, None),
    (EventKind.CORRECTED, Correction(5)),
]  # fmt: skip


@pytest.fixture
def take(store, load, plan):
    load(plan)

    def take(kind: EventKind, detail: object = None, *, days: int = 0, task: str = TASK) -> object:
        number = next_number(load_history(store.db.conn, task))
        event = Event(task=task, number=number, kind=kind, happened_on=DAY + timedelta(days=days),
                      recorded_at=MOMENT + timedelta(days=number), by="张三", note="备注", detail=detail)  # fmt: skip
        with store.db.atomic():
            return record_event(store.db, event)

    return take


def see(store, day: date, **known: object) -> dict[str, object]:
    viewpoint = Viewpoint(day=day, rules=load_rule_set("deadline"), **known)
    rows, standings = find_fitting(store.db.conn, Filters(), viewpoint)
    return {row["task"]: standings[row["row"]] for row in rows}


def test_a_log_is_read_back_as_it_was_recorded(store, take) -> None:
    for days, (kind, detail) in enumerate(DETAILS):
        take(kind, detail, days=days)
    events = load_history(store.db.conn, TASK)
    assert [(event.number, event.kind, event.detail) for event in events] == [
        (number, kind, detail) for number, (kind, detail) in enumerate(DETAILS, start=1)
    ]
    assert events[0].recorded_at == MOMENT + timedelta(days=1)
    assert {(event.by, event.note) for event in events} == {("张三", "备注")}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET happened_on = '2026-01-01'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event (task, number, kind, happened_on, recorded_at) "
        "VALUES ('aa77dd88ee', 1, 'closed', '2026-01-01', '')",
        "DELETE FROM tracked_task",
    ],
)
def test_the_database_refuses_to_change_what_is_on_record(store, take, change: str) -> None:
    take(EventKind.ACCEPTED)
    with pytest.raises(sqlite3.IntegrityError):
        store.db.conn.execute(change)
    assert load_history(store.db.conn, TASK)[0].kind is EventKind.ACCEPTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": "nobody", "number": 1},
        {"kind": "forgotten"},
        {"happened_on": "2026-02-30"},
        {"kind": "extended"},
        {"due": "2026-09-30", "reason": "汛期"},
        {"kind": "corrected", "corrects": 7},
    ],
    ids=["unknown task", "unknown kind", "no day", "no new deadline", "deadline of no extension", "corrects nothing"],
)
def test_the_database_refuses_events_without_sense(store, take, wrong: dict[str, object]) -> None:
    take(EventKind.ACCEPTED)
    row = {"task": TASK, "number": 2, "kind": "closed", "happened_on": "2026-06-02", "recorded_at": "2026-06-02"}
    with pytest.raises(sqlite3.IntegrityError):
        store.db.table("event").insert(row | wrong)
    store.db.table("event").insert(row)


def test_an_impossible_step_leaves_no_trace(store, take) -> None:
    take(EventKind.CLOSED)
    with pytest.raises(ImpossibleStepError):
        take(EventKind.ACCEPTED, days=1)
    assert len(load_history(store.db.conn, TASK)) == 1


def test_what_a_report_says_is_recorded_once(store, take) -> None:
    said = DETAILS[1][1]
    assert [take(EventKind.PROGRESS, said).known for _ in range(2)] == [False, True]
    assert len(load_history(store.db.conn, TASK)) == 1


def test_the_log_outlives_versions_and_removed_documents(store, load, plan, take, now) -> None:
    take(EventKind.ACCEPTED)
    forget_document(store, find_tasks(store.db.conn, Filters())[0].document.id)
    assert len(load_history(store.db.conn, TASK)) == 1
    load(plan)
    assert see(store, date(2026, 7, 1))[TASK].state is LifeState.ACCEPTED


def test_a_past_day_is_seen_as_it_was_and_a_past_moment_as_it_was_known(store, take) -> None:
    take(EventKind.ACCEPTED)
    take(EventKind.CLOSED, days=10)
    take(EventKind.CORRECTED, Correction(2), days=20)
    assert see(store, DAY - timedelta(days=1))[TASK].state is LifeState.REGISTERED
    assert see(store, DAY + timedelta(days=10))[TASK].state is LifeState.ACCEPTED
    known = see(store, DAY + timedelta(days=10), known_at=MOMENT + timedelta(days=2))
    assert known[TASK].state is LifeState.CLOSED


def test_tasks_read_in_bulk_stand_as_their_logs_say(store, take) -> None:
    for number, (kind, detail) in enumerate(DETAILS):
        take(kind, detail, days=number // 2)
    history = load_history(store.db.conn, TASK)
    for days in range(-1, 4):
        day = DAY + timedelta(days=days)
        course, standing = trace(history, day), see(store, day)[TASK]
        assert (standing.state, standing.last_report) == (course.state, course.last_report)
        assert standing.said == next((report.state for report in course.reports if report.state), None)


def test_numbers_are_measured_by_the_tasks_own_target(store, take) -> None:
    take(EventKind.PROGRESS, Report(value=Decimal(10), unit="户"))
    pace = see(store, date(2026, 8, 31))[TASK].pace
    assert (pace.expected, pace.reported) == (Decimal("66.6"), Decimal(25))


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(status=LifeState.ACCEPTED), ["2"]),
        (Filters(status=LifeState.REGISTERED), ["1", "3"]),
        (Filters(light=Light.RED, as_of=date(2026, 7, 1)), ["1"]),
        (Filters(light=Light.GREEN), []),
        (Filters(light=Light.UNKNOWN, unit="县住建局", as_of=date(2026, 7, 1)), ["2"]),
    ],
    ids=str,
)
def test_lists_can_be_filtered_by_state_and_light(store, take, filters: Filters, paths: list[str]) -> None:
    take(EventKind.ACCEPTED)
    assert [task.path for task in find_tasks(store.db.conn, filters)] == paths


# ---- how much is read


@pytest.fixture
def many(store, load, make_plan, make_item):
    """Forty plans of one task each, all led by units of their own, each task with five events."""
    text = "青山县2026年工作要点\n1.做好第{n}项工作。12月底前完成不少于40户。\n牵头单位:县第{n}局"
    for n in range(40):
        item = make_item(f"做好第{n}项工作", f"县第{n}局", f"{n:010x}", units=((f"县第{n}局", Role.LEAD),))
        load(make_plan(text.format(n=n), (item,), key=f"青政发〔2026〕{n}号"))
    rows = [(f"{n:010x}", number) for n in range(40) for number in range(1, 6)]
    store.db.conn.executemany("INSERT INTO tracked_task VALUES (?, 'k', 't', 'q')", {row[:1] for row in rows})
    store.db.conn.executemany(
        "INSERT INTO event (task, number, kind, happened_on, recorded_at, value, unit)"
        " VALUES (?, ?, 'progress', '2026-06-01', '2026-06-01T09:00:00+08:00', '10', '户')",
        rows,
    )
    return store.db.conn


SEEN = Viewpoint(day=date(2026, 8, 31), rules=load_rule_set("deadline"))


def _count_steps(db: sqlite3.Connection, filters: Filters) -> int:
    """Return how many tens of instructions SQLite's machine runs to find the tasks that fit and how they stand."""
    steps: list[None] = []
    db.set_progress_handler(lambda: steps.append(None), 10)
    find_fitting(db, filters, SEEN)
    db.set_progress_handler(None, 0)
    return len(steps)


def test_the_standing_of_one_unit_costs_by_its_own_tasks(many) -> None:
    one, everyone = _count_steps(many, Filters(unit="县第7局")), _count_steps(many, Filters())
    assert one * 15 < everyone


@pytest.mark.parametrize(
    "filters",
    [Filters(unit="县第7局"), Filters(unit="县第7局", doc="青政发〔2026〕7号"), Filters(text="第7项")],
    ids=str,
)
def test_tasks_events_deadlines_and_targets_are_found_by_index(many, filters: Filters) -> None:
    asked: list[str] = []
    many.set_trace_callback(asked.append)
    find_fitting(many, filters, SEEN)
    many.set_trace_callback(None)
    queries = [
        sql for sql in asked if (sql.lstrip().startswith("SELECT") and "FROM task" in sql) or "FROM event" in sql
    ]
    steps = [row[3] for sql in queries for row in many.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in steps if step.startswith("SEARCH event USING PRIMARY KEY")]
    assert not [step for step in steps if step.startswith(("SCAN task", "SCAN event", "SCAN deadline", "SCAN target"))]
