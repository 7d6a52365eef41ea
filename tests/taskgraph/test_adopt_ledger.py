"""Offices' own ledgers, as they come: rows become tasks, what stands beside them is kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main

TITLED = (
    ["2026年云溪县重点工作督办台账"],
    ["填报单位:县政府督查室"],
    ["序号", "工作事项", "主责单位", "协办单位", "办结时限", "进展情况", "存在问题", "分管\n领导"],
    [1, "新建农村公路30公里", "县交通局", "各乡镇", date(2026, 9, 30), "已建成12公里", "征地慢", "王副县长"],
    [2, "改造老旧小区8个", "县住建局", "县发改局、县财政局", date(2026, 12, 31), "正在推进", None, "李“😀”"],
)
TWO_HEADS = (
    ["云溪县2026年民生实事推进表"],
    ["序号", "项目", "责任分工", None, "时间要求", "推进情况", "完成状态", "备注"],
    [None, None, "牵头", "配合", None, None, None, None],
    [1, "建设公办幼儿园2所", "县教育局", "县住建局", "8月底前", "主体完工", "在办", "重点"],
    [2, "新增停车位500个", "县城管局", "县公安局", "12月底前", "已新增210个", "销号", None],
)
STRANGE = (
    ["督查要点", "承办人单位", "节点", "落实情况", "督查单位"],
    ["整治河道5条", "县水利局", "2026/6/30", "已整治3条", "县委督查室"],
)
TOLD = ("--map", "任务内容=督查要点", "--map", "牵头单位=承办人单位", "--map", "完成时限=节点")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def _save(path: Path, *sheets: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        page = book.active if number == 0 else book.create_sheet(f"第{number + 1}季度")
        for row in rows:
            page.append(row)
        for area in merged:
            page.merge_cells(area)
    book.save(path)
    return path


def _take(path: Path, *args: object) -> list[dict]:
    result = run("import", "ledger", path, "--json", *args)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _ledger() -> list[dict[str, str]]:
    result = run("export", "ledger", "--format", "csv")
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))


def test_rows_under_a_title_become_tasks_with_what_stands_beside_them(data_dir: Path, tmp_path: Path) -> None:
    lines = _take(_save(tmp_path / "l.xlsx", TITLED, merged=["A1:H1"]), "--on", "2026-05-10")
    road, homes = _ledger()
    assert [road[head] for head in ("任务内容", "牵头单位", "配合单位", "完成时限", "当前进展", "存在问题", "分管领导")] == [
        "新建农村公路30公里", "县交通局", "各乡镇", "2026-09-30", "已建成12公里", "征地慢", "王副县长",
    ]  # fmt: skip
    assert (road["最近反馈日期"], road["状态"], homes["分管领导"]) == ("2026-05-10", "办理中", "李“😀”")
    assert {line["cell"] for line in lines} >= {"Sheet!F4", "Sheet!G4", "Sheet!H5"}


def test_two_rows_of_heads_and_states_in_the_office_s_words_are_read(data_dir: Path, tmp_path: Path) -> None:
    merged = ["A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:H3"]
    _take(_save(tmp_path / "l.xlsx", TWO_HEADS, merged=merged))
    school, parking = _ledger()
    assert (school["牵头单位"], school["配合单位"], school["备注"]) == ("县教育局", "县住建局", "重点")
    assert (school["状态"], parking["状态"], parking["当前进展"]) == ("办理中", "已办结", "已新增210个")


def test_every_sheet_is_taken(data_dir: Path, tmp_path: Path) -> None:
    second = (TITLED[2], [1, "举办茶文化节", "县文旅局", None, "4月底前", "已完成", None, "张副县长"])
    _take(_save(tmp_path / "l.xlsx", TITLED, second))
    assert [row["当前进展"] for row in _ledger()] == ["已建成12公里", "正在推进", "已完成"]


def test_columns_that_nobody_knows_are_asked_for(data_dir: Path, tmp_path: Path) -> None:
    result = run("import", "ledger", _save(tmp_path / "l.xlsx", STRANGE))
    assert result.exit_code == 1
    assert "督查要点、承办人单位、节点、落实情况、督查单位" in result.stderr
    assert "--map 任务内容=" in result.stderr


def test_what_was_told_of_columns_holds_the_next_time_and_for_every_reading(data_dir: Path, tmp_path: Path) -> None:
    path = _save(tmp_path / "l.xlsx", STRANGE)
    _take(path, *TOLD)
    later = _save(tmp_path / "m.xlsx", (STRANGE[0], ["安装路灯200盏", "县住建局", "2026/8/31", "未启动", "县委督查室"]))
    _take(later)
    assert run("load", "--again").exit_code == 0
    assert {row["任务内容"]: (row["牵头单位"], row["完成时限"]) for row in _ledger()} == {
        "整治河道5条": ("县水利局", "2026-06-30"), "安装路灯200盏": ("县住建局", "2026-08-31"),
    }  # fmt: skip


def test_a_wrong_map_says_what_may_be_told(data_dir: Path, tmp_path: Path) -> None:
    result = run("import", "ledger", _save(tmp_path / "l.xlsx", STRANGE), "--map", "金额=节点")
    assert result.exit_code == 1
    assert "任务内容" in result.stderr


def test_a_dry_run_tells_all_and_keeps_nothing(data_dir: Path, tmp_path: Path) -> None:
    path = _save(tmp_path / "l.xlsx", TITLED)
    foreseen = _take(path, "--dry-run")
    assert _ledger() == []
    assert not any(path.is_file() for path in (data_dir / "files").rglob("*"))
    assert _take(path) == foreseen
    assert _take(path) == []


def test_what_is_left_out_of_a_ledger_is_told(data_dir: Path, tmp_path: Path) -> None:
    first = (
        ["序号", "督办事项", "责任单位", "完成时限"],
        [1, "整治河道5条", "县水利局", "2026-02-30"],
        [2, None, "县住建局", "2026-06-30"],
        [3, "安装路灯200盏", "县住建局", "2026-08-31"],
        ["合计", None, None, None],
    )
    second = (["事情", "人手", "进度"], ["修桥", "县交通局", "一半"])
    result = run("import", "ledger", _save(tmp_path / "l.xlsx", first, second))
    assert result.exit_code == 4
    told = result.stderr.splitlines()
    assert [line for line in told if "2026-02-30" in line and "没有这一天" in line]
    assert [line for line in told if "Sheet!A3" in line and "没有任务内容" in line]
    assert [line for line in told if "事情、人手、进度" in line and "--map" in line and "第2季度" in line]
    assert not [line for line in told if "合计" in line]
    assert len(_ledger()) == 2


def test_a_map_to_a_column_that_is_not_there_lists_those_that_are(data_dir: Path, tmp_path: Path) -> None:
    result = run("import", "ledger", _save(tmp_path / "l.xlsx", STRANGE), *TOLD, "--map", "状态=办理")
    assert result.exit_code == 1
    assert "没有:办理" in result.stderr
    assert "督查要点、承办人单位、节点" in result.stderr
    assert _ledger() == []


def test_the_same_ledger_twice_records_nothing_new(data_dir: Path, tmp_path: Path) -> None:
    rows = (
        ["事项", "责任单位", "进展情况", "状态"],
        ["整治河道5条", "县水利局", None, "未启动"],
        ["建设高标准农田3万亩", "县农业农村局", "已建成1万亩", "推进中"],
        ["安装路灯200盏", "县住建局", "全部亮灯", "办结"],
    )
    path = _save(tmp_path / "l.xlsx", rows)
    _take(path, "--map", "任务内容=事项")
    before = _ledger()
    assert [row["当前进展"] for row in before] == ["未启动", "已建成1万亩", "全部亮灯"]
    assert _take(path) == []
    assert _ledger() == before


def test_next_month_s_ledger_brings_only_what_is_new(data_dir: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in TITLED]
    rows[1][0] = "发布单位:云溪县人民政府办公室"
    _take(_save(tmp_path / "5.xlsx", rows), "--on", "2026-05-10")
    rows[3][5] = "已建成20公里"
    (line,) = _take(_save(tmp_path / "6.xlsx", rows), "--on", "2026-06-10")
    assert (line["old"], line["new"]) == ("已建成12公里", "已建成20公里")
    assert [row["当前进展"] for row in _ledger()] == ["已建成20公里", "正在推进"]


@pytest.mark.parametrize("name", ["x.xlsx", "x.txt"])
def test_a_file_without_a_table_is_refused(data_dir: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("xlsx"):
        _save(path, (["只有一句话"],))
    else:
        path.write_text("只有一句话。", encoding="utf-8")
    result = run("import", "ledger", path)
    assert result.exit_code == 1
    assert "没有表格" in result.stderr
