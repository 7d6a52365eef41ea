from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.model import Role
from taskgraph.cli import main
from taskgraph.errors import SavedSearchError
from taskgraph.filter_view import FILTER_NAMES, describe_filters
from taskgraph.model import Filters
from taskgraph.options import parse_filters
from taskgraph.saved_query import SavedSearch
from taskgraph.saved_store import save_search
from taskgraph.store import load_document, open_store


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture
def filled(data_dir: Path, make_plan) -> Path:
    sample = make_plan()
    with open_store(data_dir) as store:
        load_document(store, sample.doc, sample.extraction, sample.data, now=datetime(2026, 3, 2, tzinfo=UTC))
    return data_dir


def test_a_saved_search_gives_the_rows_of_its_options(filled: Path) -> None:
    assert (
        "已保存“住建牵头”(单位 县住建局;角色 牵头)"
        in run("saved", "add", "住建牵头", "--", "--unit", "县住建局", "--role", "lead").stderr
    )
    asked = run("tasks", "--unit", "县住建局", "--role", "牵头", "--json").stdout
    assert asked
    assert run("tasks", "--saved", "住建牵头", "--json").stdout == asked
    for command in (["status"], ["search", "危房"], ["export", "calendar"], ["export", "ledger", "--format", "csv"]):
        assert (
            run(*command, "--saved", "住建牵头").stdout == run(*command, "--unit", "县住建局", "--role", "lead").stdout
        )


def test_options_that_are_given_beside_a_saved_search_go_first(filled: Path) -> None:
    run("saved", "add", "任务", "--kind", "task", "--year", "2026")
    assert "共 1 项" in run("tasks", "--saved", "任务", "--kind", "safeguard").stderr
    assert "共 2 项" in run("tasks", "--saved", "任务").stderr


def test_saved_searches_are_listed_and_removed(filled: Path) -> None:
    run("saved", "add", "乙", "--", "--text", "危房 -试点")
    run("saved", "add", "甲", "--", "--no-lead")
    assert run("saved", "list", "--format", "csv").stdout.lstrip("\ufeff").splitlines() == [
        "名称,条件",
        "乙,含有文字 危房 -试点",
        "甲,没有牵头单位 是",
    ]
    assert run("saved", "remove", "甲", "--dry-run").exit_code == 0
    assert "共 2 个" in run("saved", "list").stderr
    assert run("saved", "remove", "甲").exit_code == 0
    assert "共 1 个" in run("saved", "list").stderr


def test_a_removed_document_is_named_by_the_search_that_needs_it(filled: Path) -> None:
    run("saved", "add", "三号文", "--", "--doc", "青政发〔2026〕3号")
    run("remove", "青政发〔2026〕3号")
    result = run("tasks", "--saved", "三号文")
    assert result.exit_code == 3
    assert "保存的查询“三号文”不能再用:没有找到文件“青政发〔2026〕3号”" in result.stderr


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["add", "甲", "--", "--unit", "县住建局"], 1, "已有名为“甲”的查询"),
        (["add", "乙"], 2, "至少一个条件"),
        (["add", "乙", "--", "--unit", "没有的局"], 3, "没有找到单位"),
        (["add", "乙", "--", "--colour", "red"], 2, "--colour"),
        (["add", "乙", "--", "--text", "(危房"], 2, "没有对应的右括号"),
        (["remove", "乙"], 3, "已保存的有:甲"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_what_cannot_be_saved_or_removed_says_why(filled: Path, args: list[str], code: int, said: str) -> None:
    run("saved", "add", "甲", "--", "--no-lead")
    result = run("saved", *args)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_every_filter_is_called_by_a_name() -> None:
    assert set(FILTER_NAMES) == set(Filters.__slots__)


def test_filters_are_described_in_words() -> None:
    filters = parse_filters(["--role", "lead", "--due-before", "2026-06-30", "--no-target", "--year", "2026"])
    assert filters == Filters(role=Role.LEAD, due_before=date(2026, 6, 30), has_target=False, year=2026)
    assert describe_filters(filters) == "角色 牵头;年份 2026;时限不晚于 2026年6月30日;有量化指标 否"


@pytest.mark.parametrize("word", ["task", "red", "lead"])
def test_words_that_are_looked_for_are_not_taken_for_roles_kinds_or_lights(word) -> None:
    assert describe_filters(Filters(text=word)) == f"含有文字 {word}"


@pytest.mark.parametrize("name", ["", "两\n行", "\x1b[31m红", "\u202e倒", "长" * 65])
def test_a_name_that_cannot_be_shown_is_refused(store, name: str) -> None:
    with pytest.raises(SavedSearchError, match="名称"):
        save_search(store.db, SavedSearch(name, ("--role", "lead")))
