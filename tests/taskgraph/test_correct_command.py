"""`duban correct`, run as a clerk runs it, and what `duban show` says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.model import Extraction
from taskgraph.cli import main
from taskgraph.commands.correct import ADDITIONS, VERBS
from taskgraph.store import load_document, open_store

TASK = "aa77"  # 1 牵头 县住建局, 2 配合 青山县乡村振兴局, 3 12月底前, 4 每季度, 5 不少于40户
OTHER = "aa11"  # 1 牵头 县乡村振兴局, 2 责任 各乡镇, 3 责任 县发改局, 4 6月底前, 5 每月25日前


@pytest.fixture(autouse=True)
def filled(data_dir: Path, plan, report, now) -> Path:
    with open_store(data_dir) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return data_dir


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def _show(task: str = TASK) -> dict:
    return json.loads(run("show", task, "--json").stdout)


def _facts(task: str = TASK) -> tuple[list, list, list]:
    shown = _show(task)
    return (
        [(unit["role"], unit["unit"]) for unit in shown["assignments"]],
        [(due["start"], due["end"], due["every"]) for due in shown["deadlines"]],
        [(target["metric"], target["op"], target["value"], target["unit"]) for target in shown["targets"]],
    )


@pytest.mark.parametrize("verb", [*VERBS, "history", *(f"add {name}" for name in ADDITIONS)])
def test_every_verb_explains_itself(verb: str) -> None:
    assert run("correct", TASK, *verb.split(), "--help").exit_code == 0


LEAD, HELP = ("lead", "县住建局"), ("cooperating", "青山县乡村振兴局")
END, RHYTHM = (None, "2026-12-31", None), (None, None, "quarter")
GOAL = ("农村危房", ">=", 40, "户")


@pytest.mark.parametrize(
    ("args", "units", "dates", "targets"),
    [
        ("lead 县水利局", [("lead", "县水利局"), HELP], [END, RHYTHM], [GOAL]),
        ("lead 县水利局 --was 住建局", [("lead", "县水利局"), HELP], [END, RHYTHM], [GOAL]),
        ("lead 青山县乡村振兴局 --was 2", [LEAD, ("lead", "青山县乡村振兴局")], [END, RHYTHM], [GOAL]),
        ("responsible 乡村振兴局", [LEAD, ("responsible", "乡村振兴局")], [END, RHYTHM], [GOAL]),
        ("responsible 县水利局", [LEAD, HELP, ("responsible", "县水利局")], [END, RHYTHM], [GOAL]),
        ("add lead 县水利局 --quote 改造农村危房", [LEAD, HELP, ("lead", "县水利局")], [END, RHYTHM], [GOAL]),
        ("due 2026-09-30", [LEAD, HELP], [(None, "2026-09-30", None), RHYTHM], [GOAL]),
        ("deadline 3 --start 2026-03-01", [LEAD, HELP], [("2026-03-01", "2026-12-31", None), RHYTHM], [GOAL]),
        ("deadline 4 --every month", [LEAD, HELP], [END, (None, None, "month")], [GOAL]),
        ("add deadline --end 2026-05-01", [LEAD, HELP], [END, RHYTHM, (None, "2026-05-01", None)], [GOAL]),
        ("target 5 --value 45 --metric 旧房", [LEAD, HELP], [END, RHYTHM], [("旧房", ">=", 45, "户")]),
        ("target 5 --max 60", [LEAD, HELP], [END, RHYTHM], [("农村危房", "range", 40, "户")]),
        ("add target --value 1 --unit 次 --metric 通报 --quote 通报", [LEAD, HELP], [END, RHYTHM], [GOAL, ("通报", "=", 1, "次")]),
        ("reject 4", [LEAD, HELP], [END], [GOAL]),
        ("reject 乡村振兴局", [LEAD], [END, RHYTHM], [GOAL]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_correction_changes_what_it_names_and_its_undo_restores_it(args: str, units, dates, targets) -> None:
    before = _facts()
    assert "将更正" in run("correct", TASK, *args.split(), "--dry-run").stderr
    assert _facts() == before
    result = run("correct", TASK, *args.split(), "--by", "李四")
    assert (result.exit_code, "(第 1 条)" in result.stderr) == (0, True), result.stderr
    assert _facts() == (units, dates, targets)
    assert run("correct", TASK, "undo", 1).exit_code == 0
    assert _facts() == before


def test_title_and_kind_are_corrected() -> None:
    run("correct", TASK, "head", "--title", "改造危房", "--kind", "objective")
    assert (_show()["title"], _show()["kind"]) == ("改造危房", "objective")
    assert "更正:目标:改造危房〔第 1 条更正;提取为 任务:改造农村危房〕" in run("show", TASK).stdout


def test_a_false_task_is_struck_out_and_named_again_to_bring_it_back() -> None:
    run("correct", TASK, "reject")
    gone = run("show", TASK)
    assert (gone.exit_code, "不作任务" in gone.stderr, "undo 1" in gone.stderr) == (3, True, True)
    assert "已经不计" in run("correct", TASK, "reject").stderr
    assert run("correct", TASK, "undo", 1).exit_code == 0
    assert _show()["title"] == "改造农村危房"


def test_statements_of_a_report_are_corrected_by_its_name() -> None:
    assert run("correct", "report", "progress", 1, "--value", 28).exit_code == 0
    assert "1. 进展:26户〔第 1 条更正;提取为 进展:农村危房 26户 已完成〕" in run("show", "report").stdout


def test_show_numbers_the_facts_and_gives_both_readings() -> None:
    run("correct", TASK, "lead", "县水利局", "--note", "分工调整")
    run("correct", TASK, "reject", 5)
    shown = run("show", TASK).stdout
    assert "1. 牵头单位:青山县水利局  原文“县住建局” 第6段〔第 1 条更正;提取为 牵头单位:县住建局〕" in shown
    assert "不计:指标:农村危房 ≥ 40户〔第 2 条更正〕" in shown
    assert [c["fate"] for c in _show()["corrections"]] == ["applied", "applied"]


def test_the_history_tells_who_and_why() -> None:
    run("correct", TASK, "due", "2026-09-30", "--by", "李四", "--note", "会议纪要", "--on", "2026-03-01")
    run("correct", TASK, "undo", 1)
    lines = [json.loads(line) for line in run("correct", TASK, "history", "--json").stdout.splitlines()]
    assert [(line["number"], line["by"], line["note"], line["counts"]) for line in lines] == [
        (1, "李四", "会议纪要", False),
        (2, None, None, True),
    ]
    assert "时限:2026-12-31 → 时限:2026-09-30" in run("correct", TASK, "history").stdout


def test_the_same_correction_is_recorded_once() -> None:
    run("correct", TASK, "lead", "县水利局")
    assert "已经是这样" in run("correct", TASK, "lead", "县水利局").stderr


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_what_is_struck_out_keeps_its_number(number: int) -> None:
    run("correct", TASK, "reject", number)
    after = _facts()
    again = run("correct", TASK, "reject", number)
    assert (again.exit_code, "已经不计" in again.stderr) == (0, True), again.stderr
    assert _facts() == after
    assert f"  {number}. 不计:" in run("show", TASK).stdout
    assert run("correct", TASK, "reject", 4).exit_code == 0
    assert RHYTHM not in _facts()[1]


def test_what_was_added_and_struck_out_keeps_its_number_and_may_be_added_again() -> None:
    run("correct", TASK, "add", "lead", "县水利局", "--quote", "改造农村危房")
    run("correct", TASK, "reject", 3)
    assert "已经不计" in run("correct", TASK, "reject", 3).stderr
    assert _facts()[1] == [END, RHYTHM]
    run("correct", TASK, "add", "lead", "县水利局", "--quote", "改造农村危房")
    assert ("lead", "县水利局") in _facts()[0]


def test_what_is_struck_out_is_restored_before_it_is_changed() -> None:
    run("correct", TASK, "reject", 5)
    result = run("correct", TASK, "target", 5, "--value", 45)
    assert (result.exit_code, "undo 1" in result.stderr) == (3, True), result.stderr


def test_a_unit_struck_out_and_added_in_another_role_agrees_with_itself(filled: Path, plan, now) -> None:
    run("correct", TASK, "reject", 2)
    run("correct", TASK, "add", "lead", "青山县乡村振兴局")
    assert _facts()[0] == [LEAD, ("lead", "青山县乡村振兴局")]
    assert "0 处与现在的提取不一致" in run("correct", "--differences").stderr


def test_differences_list_both_readings(filled: Path, plan, now) -> None:
    run("correct", TASK, "target", 5, "--value", 45)
    assert "0 处与现在的提取不一致" in run("correct", "--differences").stderr
    first, second, third = plan.extraction.tasks
    better = replace(second, targets=(replace(second.targets[0], value=Decimal(4)),))
    with open_store(filled) as store:
        load_document(store, plan.doc, Extraction((first, better, third)), plan.data, now=now, again=True)
    found = json.loads(run("correct", "--differences", "--json").stdout)
    assert (found["was"]["value"], found["read"]["value"], found["says"]["value"]) == (40, 4, 45)


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ("correct", 2, "请写明任务"),
        ("correct aa77", 2, "请写明任务"),
        ("correct zz lead 县水利局", 3, "没有找到"),
        ("correct aa77 target 9 --value 3", 3, "没有“9”这一条"),
        ("correct aa77 target 1 --value 3", 3, "现有:5. 指标"),
        ("correct aa11 responsible 县水利局", 3, "有 2 个责任单位,要改哪一个用 --was"),
        ("correct aa77 deadline 4 --every 常态", 2, "不是周期"),
        ("correct aa77 deadline 4 --start 2026-03-02 --end 2026-03-01", 2, "晚于截止日期"),
        ("correct aa77 add target --unit 户", 2, "--value"),
        ("correct aa77 add lead 县水利局 --quote 没有的字", 1, "一字不差"),
        ("correct aa77 undo 3", 3, "没有第 3 条"),
        ("correct report head --title 无", 3, "不能整项更正"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_usage_is_told(args: str, code: int, message: str) -> None:
    result = run(*args.split())
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_a_load_tells_of_corrections_that_it_does_not_bear_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    text = "青政发〔2026〕5号\n\n青山县2026年工作要点\n\n一、重点任务\n\n1.改造农村危房。12月底前改造农村危房不少于40户。\n\n牵头单位:县住建局\n"
    path.write_text(text, encoding="utf-8")
    run("load", path)
    task = json.loads(run("tasks", "--doc", "青政发〔2026〕5号", "--json").stdout)["task"]
    run("correct", task, "lead", "县水利局")
    assert "处更正" not in run("load", "--again", path).stderr
    path.write_text(text.replace("县住建局", "县财政局"), encoding="utf-8")
    assert "plan.txt:1 处更正与新的提取不一致,见 duban correct --differences" in run("load", path).stderr
    assert json.loads(run("correct", "--differences", "--json").stdout)["fate"] == "gone"


def test_a_reported_number_is_no_range() -> None:
    refused = run("correct", "report", "progress", "1", "--max", "40")
    assert (refused.exit_code, "--max" in refused.output) == (2, True)
    assert run("correct", "report", "progress", "1", "--value", "27").exit_code == 0


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "不能空"),
        (" 　", "不能空"),
        ("县水利局\n县林业局", "占了几行"),
        ("县", "只是地区"),
        ("青山县", "只是地区"),
    ],
    ids=["empty", "blank", "two lines", "level", "region"],
)
@pytest.mark.parametrize("verb", [("lead",), ("add", "lead")], ids=" ".join)
def test_a_name_that_is_none_of_a_unit_is_refused(verb: tuple[str, ...], name: str, why: str) -> None:
    before = _facts()
    for options in ((), ("--dry-run",)):
        result = run("correct", TASK, *verb, name, *options)
        assert (result.exit_code, why in result.stderr) == (2, True), result.stderr
    assert _facts() == before
