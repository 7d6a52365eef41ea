"""The office's own registry of units: out as a table, edited, and back; loads and look-ups go by it from then on."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.model import Role
from taskgraph.cli import main
from taskgraph.store import load_document, open_store

HOME, FARMS, TEAM = "青山县住房和城乡建设局", "青山县农业农村局", "青山县乡村振兴局"
TEXT = """青山县2026年乡村治理工作要点
1.健全监测机制。6月底前完成排查。
牵头单位:县乡村振兴局
责任单位:各乡镇、县发改局
2.改造农村危房。12月底前改造不少于40户。
牵头单位:县农业农村局
配合单位:县住建局
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture
def reform(make_plan, make_item):
    """Return a plan that charges 县乡村振兴局 and 县农业农村局."""
    items = [
        make_item("健全监测机制", "县发改局", "aa11bb22cc", units=_units("县乡村振兴局 lead 各乡镇 responsible 县发改局 responsible")),
        make_item("改造农村危房", "县住建局", "aa77dd88ee", units=_units("县农业农村局 lead 县住建局 cooperating")),
    ]  # fmt: skip
    return make_plan(TEXT, items)


def _units(words: str) -> list:
    names = words.split()
    return [(name, Role(role)) for name, role in zip(names[::2], names[1::2], strict=True)]


@pytest.fixture(autouse=True)
def filled(data_dir: Path, reform, now) -> Path:
    _load(data_dir, reform, now)
    return data_dir


def _load(data_dir: Path, sample, now, *, again: bool = False) -> None:
    with open_store(data_dir) as store:
        load_document(store, sample.doc, sample.extraction, sample.data, now=now, again=again)


def _table() -> list[dict[str, str]]:
    exported = run("export", "units").stdout_bytes
    assert exported.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(exported.decode("utf-8-sig"))))


def _bring_back(path: Path, rows: list[dict[str, str]], *options: str, encoding: str = "utf-8-sig") -> Result:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return run("import", "units", path, *options)


def _edit(path: Path, label: str, *options: str, **cells: str) -> Result:
    rows = _table()
    next(row for row in rows if row["名称"] == label).update(cells)
    return _bring_back(path, rows, *options)


def _who(unit: str) -> list[tuple[str, str]]:
    rows = map(json.loads, run("who", unit, "--json").stdout.splitlines())
    return [(row["task"][:4], row["role"]) for row in rows]


def _labels() -> set[str]:
    return {json.loads(line)["label"] for line in run("units", "--json").stdout.splitlines()}


def test_units_are_listed_with_level_and_counts() -> None:
    units = {row["label"]: row for row in map(json.loads, run("units", "--json").stdout.splitlines())}
    assert units[TEAM] | {"printed": None} == {
        "region": "青山县", "name": "乡村振兴局", "label": TEAM, "level": "县", "parent": None, "collective": False,
        "aliases": [], "predecessors": [], "printed": None, "tasks": {"lead": 1, "responsible": 0, "cooperating": 0},
    }  # fmt: skip
    assert units[HOME]["printed"] == ["县住建局"]
    assert units["各乡镇(青山县)"]["collective"] is True


def test_a_table_that_comes_back_as_it_was_changes_nothing(tmp_path: Path) -> None:
    before = run("units", "--json").stdout
    assert "没有改动" in _bring_back(tmp_path / "units.csv", _table()).stderr
    assert run("units", "--json").stdout == before


def test_a_predecessor_goes_into_its_successor_with_the_day(filled: Path, tmp_path: Path, reform, now) -> None:
    result = _edit(tmp_path / "units.csv", TEAM, 并入=FARMS, 并入日期="2023-10-31")
    assert f"{TEAM} → {FARMS}(2023-10-31 并入)" in result.stderr
    both = [("aa11", "lead"), ("aa77", "lead")]
    assert _who("乡村振兴局") == _who("县农业农村局") == both
    assert TEAM not in _labels()
    for again in (False, True):
        _load(filled, reform, now, again=again)
        assert _who("农业农村局") == both
    later = replace(reform, doc=replace(reform.doc, text=reform.doc.text.replace("排查", "普查")))
    _load(filled, later, now + timedelta(days=1))
    assert _who("县乡村振兴局") == both
    assert next(row for row in _table() if row["名称"] == FARMS)["前身"] == f"{TEAM}(2023-10-31)"


def test_after_a_merger_a_task_is_listed_once_in_each_role(tmp_path: Path) -> None:
    rows = _table()
    for row in rows:
        row["并入"] = FARMS if row["名称"] in (HOME, TEAM, "青山县发展和改革局") else ""
    assert _bring_back(tmp_path / "units.csv", rows).exit_code == 0
    assert _who("县农业农村局") == [
        ("aa11", "lead"),
        ("aa77", "lead"),
        ("aa11", "responsible"),
        ("aa77", "cooperating"),
    ]
    assert "共 2 项,4 项职责" in run("who", "县农业农村局").stderr
    assert len(run("tasks", "--unit", "县农业农村局", "--json").stdout.splitlines()) == 2


def test_two_units_of_one_role_that_become_one_are_one_row(filled: Path, tmp_path: Path, reform, now) -> None:
    first = reform.extraction.tasks[0]
    twice = replace(first.assignments[0], unit="县农业农村局")
    tasks = (replace(first, assignments=(*first.assignments, twice)), *reform.extraction.tasks[1:])
    _load(filled, replace(reform, extraction=replace(reform.extraction, tasks=tasks)), now, again=True)
    _edit(tmp_path / "units.csv", TEAM, 并入=FARMS)
    assert _who("县农业农村局") == [("aa11", "lead"), ("aa77", "lead")]
    assert "共 2 项\n" in run("who", "县农业农村局").stderr


def test_a_merger_is_taken_back_by_taking_its_name_out(tmp_path: Path) -> None:
    before = run("units", "--json").stdout
    _edit(tmp_path / "units.csv", TEAM, 并入=FARMS, 并入日期="2023-10-31")
    assert "不再归" in _edit(tmp_path / "units.csv", FARMS, 前身="").stderr
    assert run("units", "--json").stdout == before


def test_an_alias_that_no_text_prints_yet_is_found_and_loaded(filled: Path, tmp_path: Path, reform, now) -> None:
    _edit(tmp_path / "units.csv", HOME, 别名="县住建委;县房产中心")
    assert _who("县房产中心") == [("aa77", "cooperating")]
    renamed = reform.extraction.tasks[1]
    unit = replace(renamed.assignments[1], unit="县住建委")
    tasks = (reform.extraction.tasks[0], replace(renamed, assignments=(renamed.assignments[0], unit)))
    _load(filled, replace(reform, extraction=replace(reform.extraction, tasks=tasks)), now, again=True)
    assert _who("住房和城乡建设局") == [("aa77", "cooperating")]


def test_a_name_that_the_rules_put_to_another_unit_may_be_split_off(tmp_path: Path) -> None:
    rows = _table()
    new = dict.fromkeys(rows[0], "") | {"地区": "青山县", "名称": "青山县发改中心", "别名": "县发改局"}
    assert "新增 青山县发改中心" in _bring_back(tmp_path / "units.csv", [*rows, new]).stderr
    assert _who("青山县发改中心") == [("aa11", "responsible")]
    assert "青山县发展和改革局" not in _labels()


def test_label_level_parent_and_collective_are_the_offices_own(filled: Path, tmp_path: Path, reform, now) -> None:
    _edit(tmp_path / "units.csv", HOME, 名称="青山县住建局", 级别="乡", 上级单位=FARMS, 集体="是")
    for _ in range(2):
        unit = next(
            row
            for row in map(json.loads, run("units", "--json").stdout.splitlines())
            if row["name"] == "住房和城乡建设局"
        )
        assert (unit["label"], unit["level"], unit["parent"], unit["collective"]) == ("青山县住建局", "乡", FARMS, True)
        _load(filled, reform, now, again=True)


def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path) -> None:
    before = run("units", "--json").stdout
    assert "将改 1 处" in _edit(tmp_path / "units.csv", TEAM, "--dry-run", 并入=FARMS).stderr
    assert run("units", "--json").stdout == before


def test_excel_may_save_it_in_its_own_way(tmp_path: Path) -> None:
    rows = _table()
    next(row for row in rows if row["名称"] == TEAM).update({"并入": FARMS, "并入日期": "2023/10/31"})
    assert "(2023-10-31 并入)" in _bring_back(tmp_path / "units.csv", rows, encoding="gb18030").stderr


@pytest.mark.parametrize(
    ("label", "cells", "message"),
    [
        (TEAM, {"并入": "青山县水务局"}, "不是“青山县”的另一个单位"),
        (TEAM, {"并入": TEAM}, "不是“青山县”的另一个单位"),
        (TEAM, {"别名": "省农业农村厅"}, "不能跨地区或级别合并"),
        (TEAM, {"别名": "柳溪县乡村振兴局"}, "不能跨地区或级别合并"),
        (TEAM, {"标准名称": "没有的局"}, "这两列不要改"),
        (TEAM, {"级别": "部"}, "不在 国家、省、市、县、乡 之中"),
        (TEAM, {"集体": "也许"}, "只能填 是 或 否"),
        (TEAM, {"上级单位": "没有的局"}, "没有名为“没有的局”的上级单位"),
        (TEAM, {"前身": "县扶贫办"}, "要写明并入的日期"),
        (TEAM, {"前身": "县扶贫办(去年)"}, "不是日期"),
        (TEAM, {"名称": ""}, "不能空"),
        (TEAM, {"名称": "青山县"}, "只是地区"),
        (TEAM, {"名称": "县水利局\n县林业局"}, "占了几行"),
        (TEAM, {"别名": "青山县"}, "只是地区"),
    ],
    ids=lambda value: "".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_table_with_a_mistake_is_refused_whole_with_the_row(tmp_path: Path, label, cells, message) -> None:
    before = run("units", "--json").stdout
    rows = _table()
    next(row for row in rows if row["名称"] == HOME)["名称"] = "改过的名称"
    at = next(number for number, row in enumerate(rows, start=2) if row["名称"] == label)
    rows[at - 2].update(cells)
    result = _bring_back(tmp_path / "units.csv", rows)
    assert (result.exit_code, f"第 {at} 行" in result.stderr, message in result.stderr) == (1, True, True), (
        result.stderr
    )
    assert run("units", "--json").stdout == before


def test_one_name_cannot_go_to_two_units(tmp_path: Path) -> None:
    rows = _table()
    for row in rows:
        if row["名称"] in (TEAM, FARMS):
            row["别名"] = "县农办"
    assert "“县农办”在第" in _bring_back(tmp_path / "units.csv", rows).stderr


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({TEAM: {"并入": FARMS}, FARMS: {"并入": TEAM}}, "的另一个单位"),
        ({TEAM: {"前身": f"{FARMS}(2023-10-31)"}, FARMS: {"前身": f"{TEAM}(2023-10-31)"}}, "互为前身"),
        ({TEAM: {"上级单位": FARMS}, FARMS: {"上级单位": TEAM}}, "不能又作它的上级单位"),
        ({TEAM: {"上级单位": FARMS}, FARMS: {"上级单位": HOME}, HOME: {"上级单位": TEAM}}, "不能又作它的上级单位"),
        ({TEAM: {"名称": FARMS}}, "已有名为"),
        ({TEAM: {"名称": "青山县中心"}, FARMS: {"名称": "青山县中心"}}, "已有名为"),
    ],
    ids=[
        "into each other",
        "predecessors of each other",
        "above each other",
        "three above each other",
        "name",
        "names",
    ],
)
def test_units_that_contradict_each_other_are_refused_with_the_rows(tmp_path: Path, cells, message: str) -> None:
    before, rows = run("units", "--json").stdout, _table()
    for row in rows:
        row.update(cells.get(row["名称"], {}))
    result = _bring_back(tmp_path / "units.csv", rows)
    assert (result.exit_code, message in result.stderr, "第 " in result.stderr) == (1, True, True), result.stderr
    assert run("units", "--json").stdout == before


def test_a_predecessor_of_a_predecessor_went_on(tmp_path: Path) -> None:
    rows = _table()
    for row in rows:
        predecessors = {FARMS: f"{TEAM}(2023-10-31)", TEAM: f"{HOME}(2022-01-01)"}
        row["前身"] = predecessors.get(row["名称"], "")
    assert _bring_back(tmp_path / "units.csv", rows).exit_code == 0
    assert _who("县住建局") == _who("县农业农村局")


@pytest.mark.parametrize("exported_before", [False, True], ids=["the same table", "an older one"])
def test_a_table_from_before_a_merger_changes_nothing_again(tmp_path: Path, exported_before: bool) -> None:
    older = _table()
    _edit(tmp_path / "units.csv", TEAM, 并入=FARMS, 并入日期="2023-10-31")
    after = run("units", "--json").stdout
    result = (
        _bring_back(tmp_path / "x.csv", older) if exported_before else run("import", "units", tmp_path / "units.csv")
    )
    assert (result.exit_code, "没有改动" in result.stderr) == (0, True), result.stderr
    assert f"{TEAM} 已于 2023-10-31 并入 {FARMS}" in result.stderr
    assert run("units", "--json").stdout == after


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "缺少列 地区、标准名称、名称" in run("import", "units", tmp_path / "x.csv").stderr


def test_what_may_be_one_unit_is_listed_and_not_merged() -> None:
    found = [json.loads(line) for line in run("units", "--doubtful", "--json").stdout.splitlines()]
    assert [([unit["label"] for unit in row["units"]], row["why"]) for row in found] == [
        ([TEAM, FARMS], "机构改革(2023年)后,前者可能已并入后者")
    ]
