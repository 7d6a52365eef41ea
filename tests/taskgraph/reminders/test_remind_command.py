"""`duban remind` at the terminal and into files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.store import load_document, open_store
from tests.taskgraph.paper.conftest import read_lines, read_tables

NOW = datetime(2026, 3, 2, tzinfo=UTC)
JULY = ("--as-of", "2026-07-03")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["remind", *map(str, args)], prog_name="duban")


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path, plan) -> Path:
    with open_store(data_dir) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=NOW)
    return tmp_path


def test_reminders_are_printed_unit_by_unit(folder: Path) -> None:
    result = run(*JULY)
    assert result.stdout.startswith("青山县乡村振兴局:1 项任务(逾期 1,无反馈 1),截至2026年7月3日")
    assert "2 个单位,2 项任务要抓紧" in result.stderr


def test_reminders_are_rows_for_programs(folder: Path) -> None:
    rows = [json.loads(line) for line in run(*JULY, "--format", "json").stdout.splitlines()]
    assert [(row["unit"], row["task"], row["causes"]) for row in rows] == [
        ("青山县乡村振兴局", "aa11bb22cc", ["overdue", "no_report"]),
        ("青山县住房和城乡建设局", "aa77dd88ee", ["no_report"]),
    ]


def test_each_unit_gets_a_file(folder: Path) -> None:
    run(*JULY, "-o", folder / "文字")
    run(*JULY, "-o", folder / "单", "--format", "docx")
    assert [path.name for path in sorted((folder / "文字").iterdir())] == [
        "1 青山县乡村振兴局.txt", "2 青山县住房和城乡建设局.txt",
    ]  # fmt: skip
    document = (folder / "单" / "1 青山县乡村振兴局.docx").read_bytes()
    assert read_lines(document)[:2] == ["催 办 通 知", "青山县乡村振兴局："]
    assert read_tables(document)[0][1][-1] == "逾期、无反馈\n逾期3天,时限2026年6月30日"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--mail", *JULY), "--as-of"),
        (("--format", "docx"), "-o 文件夹"),
        (("--format", "json", "-o", "夹"), "text 或 docx"),
    ],
)
def test_what_does_not_go_together_is_refused(folder: Path, args: tuple[str, ...], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_mail_without_a_server_is_refused(folder: Path) -> None:
    result = run("--mail")
    assert result.exit_code == 1
    assert "[mail]" in result.stderr


def test_a_dry_run_lists_recipients_and_subjects_and_needs_no_server(folder: Path, data_dir: Path) -> None:
    (data_dir / "mail.csv").write_text("单位,邮箱\n县住建局,a@u.example\n", encoding="utf-8")
    result = run("--mail", "--dry-run")
    assert "a@u.example" in result.stdout
    assert "催办:青山县住房和城乡建设局" in result.stdout
    assert "没有邮箱" in result.stdout
    assert "没有发送" in result.stderr
    assert result.exit_code == 4
