"""Facets, pages and the matrix on stores of random plans: what they say must agree with the lists."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model import Role, TaskKind
from taskgraph.cli import main
from taskgraph.facet_query import FACETS, STANDING_FACETS, count_facets
from taskgraph.facet_view import NAMES, label_of
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store
from taskgraph.viewpoint import usual_viewpoint
from taskgraph.who_query import find_matrix

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = date(2026, 7, 1)
UNITS = ("县教育局", "县发展和改革局", "县民政局", "各乡镇")
TITLES = ("改造校舍", "推进供水", "整治村庄", "修复河道", "办好食堂", "栽树护林")
ISSUERS = ("青山县人民政府", "青山县教育局", "白石市人民政府", None)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def _random_plan(rng: random.Random, make_plan, make_item, number: int):
    lines, items = [f"青山县第{number}号计划"], []
    for at, title in enumerate(rng.sample(TITLES, 4)):
        roles = {role: unit for role, unit in zip(Role, rng.sample(UNITS, 3), strict=True) if rng.random() < 0.6}
        due = date(2026, 1, 31) + timedelta(days=rng.randrange(300)) if rng.random() < 0.6 else None
        amount = "新建40户" if rng.random() < 0.5 else ""
        said = f"{due.month}月{due.day}日前完成," if due else ""
        lines += [f"{title}。{said}{amount}第{at}项。", *(f"{role}:{unit}" for role, unit in roles.items())]
        items.append(make_item(
            title, lines[-1], f"{number:02x}{at:02x}abcdef", kind=rng.choice(list(TaskKind)),
            units=[(unit, role) for role, unit in roles.items()],
            dates=[(f"{due.month}月{due.day}日前", due)] if due else (),
            targets=[("40户", "新建", 40, "户")] if amount else (),
        ))  # fmt: skip
    sample = make_plan(
        "\n".join(lines),
        items,
        key=f"青政发〔2026〕{number}号",
        title=f"青山县第{number}号计划",
        issuer=rng.choice(ISSUERS),
    )
    return replace(sample, doc=replace(sample.doc, meta=replace(sample.doc.meta, year=rng.choice([2025, 2026, None]))))


@pytest.fixture(scope="module")
def filled(tmp_path_factory, make_plan, make_item) -> Path:
    rng, data_dir = random.Random(7), tmp_path_factory.mktemp("data")
    with open_store(data_dir) as store:
        for number in range(6):
            sample = _random_plan(rng, make_plan, make_item, number)
            load_document(store, sample.doc, sample.extraction, sample.data, now=NOW)
    for number in range(0, 6, 2):
        run(
            "--data-dir",
            data_dir,
            "report",
            f"{number:02x}00abcdef",
            "progress",
            "--state",
            "done",
            "--on",
            "2026-04-01",
        )
    return data_dir


@pytest.fixture(scope="module")
def db(filled: Path):
    with open_reader(filled) as reader:
        yield reader


FILTERS = st.builds(
    Filters,
    unit=st.sampled_from([None, None, *UNITS]),
    role=st.sampled_from([None, None, *Role]),
    year=st.sampled_from([None, 2025, 2026]),
    kind=st.sampled_from([None, None, *TaskKind]),
    due_before=st.sampled_from([None, None, date(2026, 6, 30)]),
    has_target=st.sampled_from([None, None, True, False]),
    no_lead=st.sampled_from([None, None, True]),
    overdue=st.sampled_from([None, None, True, False]),
    text=st.sampled_from([None, None, "完成", "第1项 | 第2项", "-完成"]),
)
CALM = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_every_facet_has_a_name_that_people_read() -> None:
    assert set(NAMES) == {*FACETS, *STANDING_FACETS}


@CALM
@given(filters=FILTERS)
def test_each_count_is_the_number_of_rows_that_its_filter_gives(db, filters: Filters) -> None:
    view = usual_viewpoint(TODAY)
    counts = count_facets(db, filters, view)
    assert all(label_of(count) for count in counts)
    for count in counts:
        assert count.count == len(find_tasks(db, count.filters, view)), count


@CALM
@given(filters=FILTERS)
def test_values_that_no_task_has_two_of_add_up_to_the_list(db, filters: Filters) -> None:
    view = usual_viewpoint(TODAY)
    sums = Counter[str]()
    for count in count_facets(db, filters, view):
        sums[count.facet] += count.count
    total = len(find_tasks(db, filters, view))
    assert all(sums[name] in {0, total} for name in ("document", "kind", "target", "status", "light", "overdue"))


@CALM
@given(filters=FILTERS)
def test_the_matrix_adds_up_to_the_charges_of_the_list(db, filters: Filters) -> None:
    view = usual_viewpoint(TODAY)
    tasks = find_tasks(db, filters, view)
    rows = find_matrix(db, filters, view)
    charges = {
        (task.row, c.unit_id, c.role) for task in tasks for c in task.assignments if filters.role in {None, c.role}
    }
    assert sum(row.total for row in rows) == len(charges)
    assert len(rows) == len({unit for _, unit, _ in charges})
    assert all(sum(row.count(role) for role in Role) == row.total for row in rows)


@pytest.mark.parametrize(
    "asked",
    [["tasks"], ["tasks", "--due-before", "2026-09-30"], ["tasks", "--text", "完成"], ["tasks", "--unit", "县教育局"],
     ["tasks", "--light", "unknown"], ["search", "完成"], ["search", "完成 食堂"], ["search", "NOT 食堂"], ["who", "县教育局"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_put_together_are_the_whole_list(filled: Path, asked: list[str], limit: int) -> None:
    whole = run("--data-dir", filled, *asked, "--json").stdout.splitlines()
    assert whole
    listed, after = [], []
    while True:
        page = run("--data-dir", filled, *asked, "--json", "--limit", limit, *after)
        assert page.exit_code == 0, page.output
        listed += page.stdout.splitlines()
        if "--after" not in page.stderr:
            break
        after = ["--after", page.stderr.split()[-1]]
    assert listed == whole


def test_a_page_goes_on_where_it_ended_when_other_documents_came(tmp_path: Path, make_plan, make_item) -> None:
    rng = random.Random(3)
    plans = [_random_plan(rng, make_plan, make_item, number) for number in range(4)]
    _load(tmp_path, plans[1])
    first = run("--data-dir", tmp_path, "search", "项", "--json", "--limit", 2)
    rest = run(
        "--data-dir", tmp_path, "search", "项", "--json", "--after", first.stderr.split()[-1]
    ).stdout.splitlines()
    for plan in (plans[0], plans[2], plans[3]):
        _load(tmp_path, plan)
    now = run("--data-dir", tmp_path, "search", "项", "--json", "--after", first.stderr.split()[-1]).stdout.splitlines()
    assert [line for line in now if json.loads(line)["document"]["key"] == plans[1].doc.key] == rest


def _load(data_dir: Path, sample) -> None:
    with open_store(data_dir) as store:
        load_document(store, sample.doc, sample.extraction, sample.data, now=NOW)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["tasks", "--after", "xyz"], "应为上一页末尾给出的位置"),
        (["tasks", "--year", "2026", "--after", "CURSOR"], "属于另一个查询"),
        (["who"], "请写一个单位"),
        (["who", "县教育局", "--matrix"], "二者选一"),
        (["search", "(完成"], "第 1 个字 ( 没有对应的右括号"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_what_cannot_be_listed_says_why(filled: Path, args: list[str], said: str) -> None:
    cursor = run("--data-dir", filled, "tasks", "--limit", 1).stderr.split()[-1]
    result = run("--data-dir", filled, *[cursor if arg == "CURSOR" else arg for arg in args])
    assert result.exit_code == 2
    assert said in result.stderr


def test_who_sums_up_by_role_and_state_and_names_the_next_deadlines(filled: Path) -> None:
    shown = run("--data-dir", filled, "who", "县教育局", "--as-of", "2026-04-02").stdout
    head, dues, rows = shown.split("\n\n")
    assert head.splitlines()[0].split() == ["角色", "已立项", "办理中", "合计"]
    assert dues.startswith("近期时限:2026-")
    assert len(rows.splitlines()) - 2 == sum(int(line.split()[-1]) for line in head.splitlines()[2:])


def test_the_matrix_has_a_row_for_each_unit_in_every_format(filled: Path) -> None:
    listed = [json.loads(line) for line in run("--data-dir", filled, "who", "--matrix", "--json").stdout.splitlines()]
    assert {row["unit"] for row in listed} == {"青山县教育局", "青山县发展和改革局", "青山县民政局", "各乡镇(青山县)"}
    assert all(
        row["total"] == sum(row[role]["total"] for role in ("lead", "responsible", "cooperating")) for row in listed
    )
    csv = run("--data-dir", filled, "who", "--matrix", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[0] for line in csv[1:]] == [row["unit"] for row in listed]
