from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from taskgraph.cli import COMMANDS, main
from taskgraph.datadir import lock_for_writing
from taskgraph.store import load_document, open_store

pytestmark = pytest.mark.usefixtures("data_dir")

PLAN = """青政发〔2026〕5号

青山县2026年乡村治理工作要点

一、重点任务

1.健全监测机制。6月底前完成排查,每月通报一次。

牵头单位:县乡村振兴局

责任单位:各乡镇、县发改局

2.改造农村危房。12月底前改造农村危房不少于40户。

牵头单位:县住建局
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def filled(data_dir: Path, plan, report, now) -> Path:
    with open_store(data_dir) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return data_dir


def _lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_command_that_is_listed_explains_itself() -> None:
    listed = run("--help").stdout
    for name in COMMANDS:
        assert name in listed
        assert run(name, "--help").exit_code == 0


# ---- load


def test_load_tells_what_was_found_and_what_is_missing(plan_file: Path) -> None:
    result = run("load", plan_file, "--json")
    assert result.exit_code == 0
    line = _lines(result)[0]
    assert (line["change"], line["tasks"], line["without_deadline"], line["without_target"]) == ("new", 2, 0, 1)
    assert "已导入 1 个文件:2 项任务" in result.stderr


def test_loading_twice_says_that_nothing_changed(plan_file: Path) -> None:
    run("load", plan_file)
    assert [line["change"] for line in _lines(run("load", plan_file, "--json"))] == ["unchanged"]
    assert len(_lines(run("tasks", "--json"))) == 2


def test_a_changed_text_supersedes_the_old_one_and_keeps_its_tasks_readable(plan_file: Path) -> None:
    run("load", plan_file)
    old = {row["title"]: row["task"] for row in _lines(run("tasks", "--json"))}
    plan_file.write_text(PLAN[: PLAN.index("2.")], encoding="utf-8")
    result = run("load", plan_file, "--json")
    assert [(line["change"], line["retired"]) for line in _lines(result)] == [("superseded", 1)]
    assert [row["task"] for row in _lines(run("tasks", "--json"))] == [old["健全监测机制"]]
    assert "现行版本中已没有这项任务" in run("show", old["改造农村危房"]).stdout


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("missing.txt", None, "missing"),
        ("empty.txt", b"", "empty"),
        ("broken.pdf", b"%PDF-1.7 nothing follows", "broken"),
        ("program.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(200), "unknown_format"),
    ],
)
def test_a_bad_file_is_one_line_and_the_others_are_loaded(
    plan_file: Path, name: str, content: bytes | None, kind: str
) -> None:
    bad = plan_file.with_name(name)
    if content is not None:
        bad.write_bytes(content)
    result = run("load", bad, plan_file, "--json")
    assert result.exit_code == 4
    assert [line["error"]["kind"] for line in _lines(result) if "error" in line] == [kind]
    assert [line for line in result.stderr.splitlines() if line.startswith(str(bad))]
    assert len(_lines(run("docs", "--json"))) == 1


def test_a_folder_is_loaded_without_hidden_files(plan_file: Path) -> None:
    plan_file.with_name(".hidden.txt").write_text("x", encoding="utf-8")
    assert len(_lines(run("load", plan_file.parent, "--json"))) == 1


def test_an_empty_folder_is_no_silent_success(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("load", tmp_path / "empty")
    assert result.exit_code == 4
    assert "文件夹里没有可导入的文件" in result.stderr


def test_a_data_directory_that_cannot_be_made_is_an_error(plan_file: Path) -> None:
    result = run("load", plan_file, "--data-dir", plan_file / "data")
    assert result.exit_code == 1
    assert "无法写入" in result.stderr


def test_only_refused_files_exit_with_5_and_leave_nothing(tmp_path: Path, data_dir: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密★5年\n青山县2026年工作要点\n一、重点任务\n1.做好工作。\n", encoding="utf-8")
    assert run("load", secret).exit_code == 5
    assert not list((data_dir / "files").rglob("*"))


def test_a_text_without_tasks_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("青山县天气\n\n今天晴,气温宜人。\n", encoding="utf-8")
    result = run("load", path)
    assert result.exit_code == 0
    assert "未发现任务" in result.stderr


def test_a_dry_run_of_load_writes_nothing(plan_file: Path, data_dir: Path) -> None:
    result = run("load", plan_file, "--dry-run", "--json")
    assert _lines(result)[0]["change"] == "new"
    assert "将导入 1 个文件" in result.stderr
    assert not data_dir.exists()


def test_loading_while_another_process_writes_exits_with_6(plan_file: Path, data_dir: Path) -> None:
    data_dir.mkdir()
    with lock_for_writing(data_dir):
        result = run("load", plan_file)
    assert result.exit_code == 6
    assert "正在写入" in result.stderr


# ---- extract


def test_extract_needs_no_database_and_its_spans_slice_to_their_quotes(plan_file: Path, data_dir: Path) -> None:
    result = run("extract", plan_file, "--json", "--text")
    assert result.exit_code == 0
    line = _lines(result)[0]
    for task in line["tasks"]:
        for deadline in task["deadlines"]:
            assert line["text"][slice(*deadline["span"])] == deadline["text"]
    assert not data_dir.exists()


def test_extract_gives_a_line_with_the_error_and_goes_on(plan_file: Path) -> None:
    result = run("extract", "nowhere.txt", plan_file, "--json")
    assert result.exit_code == 4
    first, second = _lines(result)
    assert (first["source"], first["error"]["kind"]) == ("nowhere.txt", "missing")
    assert "text" not in second
    assert len(second["tasks"]) == 2


# ---- look up


def test_who_gives_rows_of_the_contract(filled: Path) -> None:
    result = run("who", "县乡村振兴局", "--json")
    first = _lines(result)[0]
    assert set(first) == {
        "task", "title", "document", "path", "kind", "assignments", "deadlines", "targets", "state", "light", "quote",
        "role",
    }  # fmt: skip
    assert first["document"] == {
        "key": "青政发〔2026〕3号", "title": "青山县2026年乡村治理工作要点", "doc_number": "青政发〔2026〕3号",
    }  # fmt: skip
    assert first["assignments"][0] == {"unit": "县乡村振兴局", "canonical": "青山县乡村振兴局", "role": "lead"}
    assert [row["role"] for row in _lines(result)] == ["lead", "cooperating"]


def test_who_shows_a_table_in_chinese(filled: Path) -> None:
    result = run("who", "县乡村振兴局")
    summed, _, listed = result.stdout.rpartition("\n\n")
    assert summed.split("\n")[0].split() == ["角色", "已立项", "合计"]
    assert listed.split("\n")[0].split() == [
        "角色",
        "编号",
        "序号",
        "任务",
        "完成时限",
        "量化指标",
        "文件",
        "文号",
    ]
    assert "青山县乡村振兴局:共 2 项" in result.stderr


@pytest.mark.parametrize(
    "args", [("who", "县教育局"), ("tasks", "--doc", "不存在的文件"), ("show", "zz"), ("remove", "zz")], ids=" ".join
)
def test_what_is_not_in_the_store_exits_with_3(filled: Path, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 3
    assert "没有找到" in result.stderr


@pytest.mark.parametrize("role", ["牵头", "lead"])
def test_roles_may_be_given_in_chinese_or_english(filled: Path, role: str) -> None:
    assert len(_lines(run("tasks", "--role", role, "--json"))) == 2


@pytest.mark.parametrize("day", ["2026-06-30", "20260630", "2026年6月30日"])
def test_days_may_be_written_in_several_ways(filled: Path, day: str) -> None:
    assert [row["path"] for row in _lines(run("tasks", "--due-before", day, "--json"))] == ["1"]


@pytest.mark.parametrize(
    "args", [("tasks", "--due-before", "某日"), ("tasks", "--role", "领导"), ("search", " "), ("load",)], ids=" ".join
)
def test_wrong_usage_exits_with_2(filled: Path, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_search_finds_words_in_tasks_and_outside(filled: Path) -> None:
    rows = _lines(run("search", "农村危房", "--json"))
    assert sorted((row["task"] or "", row["document"]["key"]) for row in rows) == [
        ("", "report"),
        ("aa77dd88ee", "青政发〔2026〕3号"),
    ]


def test_csv_can_be_read_back(filled: Path) -> None:
    text = run("tasks", "--format", "csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["配合单位"] for row in rows] == ["", "青山县乡村振兴局", ""]


def test_output_goes_to_a_file(filled: Path, tmp_path: Path) -> None:
    result = run("tasks", "--json", "-o", tmp_path / "tasks.jsonl")
    assert result.stdout == ""
    assert len((tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_show_gives_a_task_with_the_places_of_its_facts(filled: Path) -> None:
    shown = run("show", "aa11").stdout
    assert "牵头单位:青山县乡村振兴局  原文“县乡村振兴局” 第3段" in shown
    record = _lines(run("show", "aa11", "--json"))[0]
    assert record["assignments"][0]["quote"] == "县乡村振兴局"
    assert record["in_force"] is True


def test_show_gives_a_document_with_its_outline(filled: Path) -> None:
    shown = run("show", "青政发〔2026〕3号").stdout
    assert "aa77dd88ee  2  改造农村危房(牵头:县住建局;时限:2026-12-31;每季度)" in shown
    assert "进展:26户" in run("show", "report").stdout


# ---- remove, export, data directory


def test_remove_deletes_a_document_and_its_dry_run_does_not(filled: Path) -> None:
    assert run("remove", "青政发〔2026〕3号", "--dry-run").exit_code == 0
    assert len(_lines(run("docs", "--json"))) == 2
    result = run("remove", "青政发〔2026〕3号")
    assert "已删除《青山县2026年乡村治理工作要点》" in result.stderr
    assert [row["key"] for row in _lines(run("docs", "--json"))] == ["report"]
    assert _lines(run("search", "监测", "--json")) == []


def test_export_calendar_writes_the_same_bytes_twice(filled: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    result = run("export", "calendar", "--unit", "县住建局", "-o", first)
    run("export", "calendar", "--unit", "县住建局", "-o", second)
    assert first.read_bytes() == second.read_bytes()
    assert "已写出 2 个日程;0 项任务没有可定的日期" in result.stderr
    assert Calendar.from_ical(first.read_bytes()).walk("VEVENT")


def test_the_data_directory_may_be_named_before_or_after_the_command(filled: Path, monkeypatch) -> None:
    monkeypatch.delenv("DUBAN_DATA_DIR")
    before = run("--data-dir", filled, "tasks", "--json")
    after = run("tasks", "--json", "--data-dir", filled)
    assert before.stdout == after.stdout
    assert len(_lines(after)) == 3


def test_a_data_directory_without_a_database_says_what_to_do() -> None:
    result = run("tasks")
    assert result.exit_code == 1
    assert "duban load" in result.stderr


def test_a_damaged_database_exits_with_7(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "duban.db").write_bytes(b"not a database" * 200)
    assert run("tasks").exit_code == 7


def test_an_unknown_setting_is_an_error(filled: Path) -> None:
    (filled / "duban.toml").write_text("colour = 'red'\n", encoding="utf-8")
    result = run("tasks")
    assert result.exit_code == 1
    assert "不认识的设置:colour" in result.stderr


def test_version_names_the_program() -> None:
    assert run("version").stdout.startswith("duban ")
