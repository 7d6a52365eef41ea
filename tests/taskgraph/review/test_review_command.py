"""`duban review` as a clerk uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main

Duban = Callable[..., Result]


@pytest.fixture
def duban(data_dir: Path, tmp_path: Path, plan_text: str, report_text: Callable[..., str]) -> Duban:
    """Return the command on a store with a plan and a report of which one statement is unsure."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    (tmp_path / "石桥县2025年工作要点.txt").write_text(plan_text, "utf-8")
    words = "改造农村危房26户。合作社清理方案已经印发。接待游客3万人次。"
    (tmp_path / "石桥县2025年上半年工作总结.txt").write_text(report_text(words), "utf-8")
    assert run("load", str(tmp_path)).exit_code == 0
    return run


def rows(duban: Duban, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in duban("review", *arguments, "--json").stdout.splitlines()]


def test_a_load_says_what_a_report_came_to(duban: Duban, tmp_path: Path) -> None:
    path = tmp_path / "石桥县2025年上半年工作总结.txt"
    path.write_text(path.read_text("utf-8").replace("26户", "28户"), "utf-8")
    result = duban("load", str(path))
    assert result.stdout.splitlines()[-1].split() == ["石桥县2025年上半年工作总结", "3", "1", "1", "1", "1"]
    assert "1 条进展待确认" in result.stderr


def test_it_lists_what_waits_beside_the_task(duban: Duban) -> None:
    result = duban("review")
    assert "合作社清理方案已经印发" in result.stdout
    assert "规范农民合作社" in result.stdout
    assert "改造农村危房" not in result.stdout


def test_what_is_linked_shows_target_and_result(duban: Duban) -> None:
    (row,) = rows(duban, "--outcome", "linked")
    (candidate,) = row["candidates"]
    assert (candidate["target"], candidate["result"], candidate["unit"]) == ("农村危房40户以上", 26, "户")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 1),
        (("--outcome", "all"), 3),
        (("--outcome", "未对应"), 1),
        (("--unit", "县农业农村局"), 1),
        (("--unit", "县住建局"), 0),
        (("--doc", "石桥县2025年上半年工作总结"), 1),
    ],
    ids=["waiting", "all", "unmatched", "a unit", "another unit", "a report"],
)
def test_lists_are_filtered(duban: Duban, options: tuple[str, ...], count: int) -> None:
    assert len(rows(duban, *options)) == count


def test_accepting_reports_the_task_s_progress(duban: Duban) -> None:
    (row,) = rows(duban)
    result = duban("review", "accept", str(row["number"]), "--by", "李四")
    assert result.exit_code == 0, result.output
    assert "已记入任务" in result.stderr
    assert rows(duban) == []
    assert duban("review", "undo", str(row["number"])).exit_code == 0
    assert len(rows(duban)) == 1


def test_a_statement_is_assigned_to_a_task_by_its_title(duban: Duban) -> None:
    (row,) = rows(duban, "--outcome", "unmatched")
    assert duban("review", "assign", str(row["number"]), "建设产地冷库").exit_code == 0
    assert len(rows(duban, "--outcome", "linked")) == 2


def test_rejected_statements_are_listed_apart(duban: Duban) -> None:
    (row,) = rows(duban)
    duban("review", "reject", str(row["number"]))
    assert [one["number"] for one in rows(duban, "--outcome", "rejected")] == [row["number"]]


def test_a_decision_on_nothing_is_refused(duban: Duban) -> None:
    unknown = duban("review", "accept", "99")
    assert (unknown.exit_code, "--outcome all" in unknown.stderr) == (3, True)
    assert duban("review", "accept").exit_code == 2


def test_all_sure_ones_are_accepted_at_once(duban: Duban) -> None:
    assert duban("review", "accept", "--all-sure").exit_code == 0
    assert len(rows(duban)) == 1


def test_statistics_say_how_often_the_program_is_right(duban: Duban) -> None:
    bands = rows(duban, "--stats")
    assert {band["ground"] for band in bands} == {"number", "words"}
