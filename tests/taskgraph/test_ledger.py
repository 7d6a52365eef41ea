from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files

import pytest

from extract.model import Basis, Deadline, Role, State
from ingest.model import Span
from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind, Extension, LifeState, Report
from taskgraph.ledger import (
    choose_columns,
    group_by_lead,
    load_ledger_table,
    make_sheets,
    make_view,
    place_own_columns,
)
from taskgraph.ledger_changes import Change
from taskgraph.ledger_fields import (
    FIELDS,
    Entry,
    consists_of,
    find_due,
    quote_clause,
    show_content,
    show_evidence,
    show_targets,
)
from taskgraph.ledger_query import load_entries
from taskgraph.ledger_steps import Row, Taken, plan_steps
from taskgraph.model import Filters, TaskRow
from taskgraph.query import find_tasks
from taskgraph.states import next_state
from taskgraph.terms import SAID, STATES
from taskgraph.viewpoint import usual_viewpoint

TABLE = load_ledger_table()


def _deadline(text: str, *, start: date | None = None, end: date | None = None, every: str | None = None) -> Deadline:
    return Deadline(text=text, start=start, end=end, every=every, rrule=None, basis=Basis.INFERRED, anchor_event=None,
                    span=Span(0, len(text)), rule="hand", confidence=1.0)  # fmt: skip


JUNE = _deadline("6月底前", end=date(2026, 6, 30))
MONTHLY = _deadline("每月25日前", end=date(2026, 1, 25), every="month")


@pytest.fixture
def tasks(store, load, plan) -> tuple[TaskRow, ...]:
    load(plan)
    return find_tasks(store.db.conn, Filters())


def number(tasks: Sequence[TaskRow]) -> list[Entry]:
    return [Entry(number=number, task=task) for number, task in enumerate(tasks, start=1)]


# ---- the table


def test_every_word_for_a_state_stands_in_one_row_only() -> None:
    rows = tomllib.loads((files("taskgraph") / "ledger.toml").read_text("utf-8"))
    listed = [word for table in ("states", "said") for words in rows[table].values() for word in words]
    words = [*STATES.values(), *SAID.values(), *listed]
    assert len(words) == len(set(words)) == len(TABLE.states)


@pytest.mark.parametrize(("word", "meant"), TABLE.states.items(), ids=TABLE.states)
def test_every_word_for_a_state_becomes_what_its_row_says(tasks, word: str, meant: LifeState | State) -> None:
    change = Change(key="state", head="状态", ref="台账!J4", old="已立项", new=word)
    steps = plan_steps(Row(task=tasks[0], changes={"state": change}, held=(), on=date(2026, 3, 2)))
    kinds = [kind for step in steps if isinstance(step, Taken) for kind, _ in step.events]
    if meant is LifeState.REGISTERED:
        assert kinds == []
        return
    before = LifeState.SUBMITTED if meant is LifeState.RETURNED else LifeState.REGISTERED
    assert [next_state(before, kind) for kind in kinds] == [LifeState.UNDER_WAY if isinstance(meant, State) else meant]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("办结", LifeState.CLOSED), ("撤销", LifeState.CANCELLED), ("签收", LifeState.ACCEPTED), ("交办", LifeState.ASSIGNED),
        ("退回", LifeState.RETURNED), ("申请办结", LifeState.SUBMITTED), ("中止", LifeState.SUSPENDED),
        ("恢复", LifeState.UNDER_WAY), ("在办", LifeState.UNDER_WAY), ("已完成", State.DONE), ("完成", State.DONE),
        ("未开始", State.NOT_STARTED), ("滞后", State.BLOCKED),
    ],
)  # fmt: skip
def test_the_words_of_offices_for_a_state_are_known(word: str, meant: LifeState | State) -> None:
    assert TABLE.states[word] is meant


def test_keys_and_heads_of_columns_are_unique() -> None:
    names = [name for column in TABLE.columns for name in (column.key, column.head)]
    assert len(names) == len(set(names))


def test_every_column_is_filled_from_a_known_field_and_every_field_is_used() -> None:
    assert {column.field for column in TABLE.columns} == set(FIELDS)


def test_the_usual_columns_are_those_of_an_office() -> None:
    assert [column.head for column in choose_columns(TABLE.columns, ())] == [
        "序号", "任务编号", "来源文件/文号", "任务内容", "量化指标", "牵头单位", "责任单位", "配合单位", "完成时限",
        "延期理由", "状态", "当前进展", "序时进度差", "亮灯", "存在问题", "下步措施", "最近反馈日期", "原文出处",
    ]  # fmt: skip


def test_columns_are_chosen_by_head_or_key_in_the_order_given() -> None:
    chosen = choose_columns(TABLE.columns, ["完成时限", "title", "due"])
    assert [column.key for column in chosen] == ["due", "title"]


def test_all_unknown_columns_are_named() -> None:
    with pytest.raises(KeyError) as caught:
        choose_columns(TABLE.columns, ["金额", "lead", "color"])
    assert caught.value.args == ("金额", "color")


def test_the_office_s_own_columns_stand_where_they_stood_in_its_file() -> None:
    own = [("分管领导", "牵头单位"), ("督查单位", "分管领导"), ("备注", "没有这一列")]
    heads = [column.head for column in choose_columns(place_own_columns(TABLE.columns, own), ())]
    at = heads.index("牵头单位")
    assert heads[at : at + 4] == ["牵头单位", "分管领导", "督查单位", "责任单位"]
    assert heads[-1] == "备注"


# ---- what stands in the cells


@pytest.mark.parametrize(
    ("deadlines", "cell"),
    [
        ((), None),
        ((JUNE,), date(2026, 6, 30)),
        ((JUNE, _deadline("上半年", start=date(2026, 1, 1), end=date(2026, 6, 30))), date(2026, 6, 30)),
        ((JUNE, MONTHLY), "2026年6月30日\n每月25日前"),
        ((MONTHLY,), "每月25日前"),
        ((_deadline("7月1日起", start=date(2026, 7, 1)),), "2026年7月1日起"),
        ((_deadline("印发后5个工作日内"),), "印发后5个工作日内"),
    ],
    ids=["none", "one day", "one day twice", "several", "rhythm", "from a day on", "no day"],
)
def test_only_a_single_day_is_a_date(tasks, deadlines: tuple[Deadline, ...], cell: str | date | None) -> None:
    assert find_due(replace(tasks[0], deadlines=deadlines)) == cell


def test_targets_are_quoted_with_the_clause_around_them(tasks) -> None:
    assert show_targets(tasks[1]) == "12月底前改造不少于40户"
    assert all(quote_clause(tasks[1], target) in tasks[1].quote for target in tasks[1].targets)


def test_a_target_that_stands_outside_the_task_gives_its_metric(tasks) -> None:
    target = replace(tasks[1].targets[0], span=Span(0, 2))
    assert quote_clause(tasks[1], target) == "农村危房：不少于40户"


@pytest.mark.parametrize(
    ("quote", "content"),
    [
        ("改造危房。年底前完成。", "改造危房。年底前完成。"),
        ("3 | 改造危房 | 县住建局、县发改局 | 6月底前", "改造危房"),
        ("(三) | 改造危房 | 40 | 县住建局", "改造危房\n40"),
        ("改造危房 | 6月底前 | 逐户验收", "改造危房\n逐户验收"),
        ("3 | 县住建局 | 6月底前", "3"),
    ],
    ids=["a paragraph", "a row of a table", "a number that is not the row's", "no number", "nothing else"],
)
def test_of_a_table_row_only_what_no_other_column_shows_is_content(tasks, quote: str, content: str) -> None:
    charges = [replace(tasks[1].assignments[0], unit=unit) for unit in ("县住建局", "县发改局")]
    assert show_content(replace(tasks[1], quote=quote, assignments=charges, deadlines=(JUNE,))) == content


def test_a_longer_name_is_not_left_over_after_a_shorter_one() -> None:
    assert consists_of("各乡镇、各乡镇人民政府", ["各乡镇", "各乡镇人民政府"])
    assert not consists_of("各乡镇配合", ["各乡镇"])


def test_evidence_names_the_document_the_place_and_how_the_text_begins(tasks) -> None:
    task = replace(tasks[0], page=3)
    number, place, quote = show_evidence(task).split("\n", 2)
    assert (number, place) == ("青政发〔2026〕3号", "序号1 第3页")
    assert task.quote.startswith(quote.strip("“”…"))


# ---- what happened to the tasks


def _record(store, kind: EventKind, number: int, on: date, detail=None, note: str | None = None) -> None:
    record_event(store.db, Event(task="aa77dd88ee", number=number, kind=kind, happened_on=on,
                                 recorded_at=datetime(2026, 10, 1, tzinfo=UTC), note=note, detail=detail))  # fmt: skip


def _cells(store, *names: str, as_of: date = date(2026, 10, 1)) -> list[object]:
    viewpoint = usual_viewpoint(as_of)
    tasks = find_tasks(store.db.conn, Filters(text="危房"), viewpoint)
    (entry,) = load_entries(store.db.conn, tasks, viewpoint)
    return [FIELDS[name](entry) for name in names]


def test_an_extension_takes_the_place_of_the_day_that_it_put_off(store, load, plan) -> None:
    load(plan)
    _record(store, EventKind.EXTENDED, 1, date(2026, 9, 1), Extension(date(2027, 3, 31), "汛期"))
    assert _cells(store, "due", "planned", "reason") == ["2027年3月31日\n每季度", date(2026, 12, 31), "汛期"]
    assert _cells(store, "due", "planned", "reason", as_of=date(2026, 8, 1)) == ["2026年12月31日\n每季度", None, None]


def test_progress_is_what_was_said_on_the_day_of_the_last_report(store, load, plan) -> None:
    load(plan)
    on = date(2026, 9, 1)
    _record(store, EventKind.PROGRESS, 1, date(2026, 8, 1), Report(quote="已动工"))
    _record(store, EventKind.PROGRESS, 2, on, Report(value=Decimal(26), unit="户"), note="雨季停工")
    _record(store, EventKind.PROGRESS, 3, on, Report(quote="已验收20户"))
    assert _cells(store, "progress", "reported", "state") == ["已验收20户\n26户;雨季停工", on, "办理中"]
    assert _cells(store, "pace", "light") == [Decimal("-10.1"), "绿"]


def test_the_log_of_any_number_of_tasks_takes_two_queries(store, load, plan) -> None:
    load(plan)
    tasks = find_tasks(store.db.conn, Filters())
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    load_entries(store.db.conn, tasks, usual_viewpoint())
    assert len(asked) == 2


# ---- sheets and views


def test_a_task_with_two_leads_stands_under_both_and_one_without_comes_last(tasks) -> None:
    both = replace(tasks[0], assignments=[replace(a, role=Role.LEAD) for a in tasks[0].assignments[::2]])
    groups = group_by_lead(number([both, *tasks[1:]]))
    assert [(name, [entry.task.path for entry in led]) for name, led in groups] == [
        ("青山县乡村振兴局", ["1"]),
        ("青山县发展和改革局", ["1"]),
        ("青山县住房和城乡建设局", ["2"]),
        ("未明确牵头单位", ["3"]),
    ]


def test_the_note_of_a_sheet_says_what_was_asked_for(tasks) -> None:
    whole, *units = make_sheets(number(tasks), Filters(role=Role.LEAD, due_after=date(2026, 6, 1)), by_unit=True)
    assert (whole.name, whole.title) == ("台账", "2026年督办任务台账")
    assert whole.note == "角色：牵头；时限不早于：2026年6月1日；共3项任务，出自1份文件"
    assert units[0].title == "2026年督办任务台账（青山县乡村振兴局）"
    assert [[entry.number for entry in sheet.entries] for sheet in units] == [[1], [1], [1]]


def test_as_json_a_row_has_the_columns_keys_and_the_task_s_id(tasks) -> None:
    view = make_view(choose_columns(TABLE.columns, ["完成时限", "牵头单位", "亮灯"]))
    records = [view.record(entry) for entry in number(tasks)]
    assert records[1] == {
        "task": "aa77dd88ee", "due": "2026年12月31日\n每季度", "lead": "县住建局", "light": "灰(未知)",
    }  # fmt: skip
    assert [column.head for column in view.columns] == ["完成时限", "牵头单位", "亮灯"]
