from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main

PLAN = "石桥县2025年工作要点\n\n一、重点任务\n\n1.建设仓储冷链。新建产地冷库12座,编制冷链规划。\n责任单位:县商务局\n"
REPORT = "石桥县2025年工作总结\n\n2026年1月9日\n\n一、工作完成情况\n\n建成产地冷库11座。冷链规划正在编制。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "要点.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "总结.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["track", *map(str, args)], prog_name="duban")


def test_json_has_a_line_for_each_target_and_each_task_with_a_state(folder: Path) -> None:
    result = run(folder / "要点.txt", folder / "总结.txt", "--json")
    link, state = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert {key: link["target"][key] for key in ("op", "value", "unit", "change")} == {
        "op": "=", "value": 12, "unit": "座", "change": None,
    }  # fmt: skip
    assert (link["result"]["value"], link["result"]["unit"], link["met"]) == (11, "座", False)
    assert (state["task"]["title"], state["state"], state["target"]) == ("建设仓储冷链", "under_way", {})
    assert state["task"]["id"] == link["target"]["task"]


def test_the_table_shows_target_result_and_judgement(folder: Path) -> None:
    result = run(folder / "要点.txt", folder / "总结.txt")
    assert "目标" in result.stdout
    assert "未完成" in result.stdout
    assert "1 项量化目标:未完成 1" in result.stderr


def test_several_plans_may_stand_before_the_report(folder: Path) -> None:
    other = folder / "方案.txt"
    other.write_text(PLAN.replace("12座", "10座").replace("石桥县", "柳河县"), encoding="utf-8")
    result = run(folder / "要点.txt", other, folder / "总结.txt", "--json")
    assert sum(bool(json.loads(line)["target"]) for line in result.stdout.splitlines()) == 2


def test_a_missing_report_is_told_with_the_code_for_failed_inputs(folder: Path) -> None:
    result = run(folder / "要点.txt", folder / "没有.txt", "--json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["error"]["kind"] == "missing"


def test_a_report_is_one_document(folder: Path) -> None:
    result = run(folder / "要点.txt", folder)
    assert result.exit_code == 2
    assert "报告只能是一份" in result.stderr


def test_a_report_must_be_named(folder: Path) -> None:
    assert run(folder / "要点.txt").exit_code == 2
