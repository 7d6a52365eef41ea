"""Orders, bulletins and templates from the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.store import load_document, open_store
from tests.taskgraph.paper.conftest import read_lines

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, args)], prog_name="duban")


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path, plan) -> Path:
    with open_store(data_dir) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=NOW)
    return tmp_path


def test_orders_are_bound_packed_or_laid_into_a_folder(folder: Path) -> None:
    for name in ("督办单.docx", "督办单.zip", "各份"):
        assert "已写出 3 份督办单" in run("order", "--as-of", "2026-06-01", "-o", folder / name).stderr
    assert read_lines((folder / "督办单.docx").read_bytes()).count("督 办 单") == 3
    files = ["1 健全监测机制.docx", "2 改造农村危房.docx", "3 加强组织领导.docx"]
    assert ZipFile(folder / "督办单.zip").namelist() == files
    assert sorted(path.name for path in (folder / "各份").iterdir()) == files


def test_named_tasks_get_their_orders(folder: Path) -> None:
    result = run("order", "--task", "aa77", "--task", "健全监测机制", "--task", "aa77", "-o", folder / "督办单.docx")
    assert "已写出 2 份" in result.stderr


def test_the_same_data_give_the_same_bytes(folder: Path) -> None:
    for name in ("一", "二"):
        run("order", "--as-of", "2026-06-01", "-o", folder / f"{name}.zip")
        run("bulletin", "--to", "2026-06-01", "-o", folder / f"{name}.docx")
    assert (folder / "一.zip").read_bytes() == (folder / "二.zip").read_bytes()
    assert (folder / "一.docx").read_bytes() == (folder / "二.docx").read_bytes()


def test_a_bulletin_begins_with_the_month_of_its_last_day(folder: Path) -> None:
    result = run("bulletin", "--to", "2026-06-15", "-o", folder / "通报.docx")
    assert "已写出 2026-06-01 至 2026-06-15 的通报:3 项任务,2 个单位没有反馈" in result.stderr


def test_nothing_to_order_writes_nothing(folder: Path) -> None:
    result = run("order", "--text", "没有的字", "-o", folder / "督办单.docx")
    assert (result.exit_code, (folder / "督办单.docx").exists()) == (3, False)
    assert "无单可出" in result.stderr


def test_the_office_s_template_is_used_or_refused_with_every_problem(folder: Path, data_dir: Path, word) -> None:
    (data_dir / "templates").mkdir()
    own = data_dir / "templates" / "督办单.docx"
    own.write_bytes(word("【督办单号】给【承办单位】:【任务内容】,【完成时限】"))
    run("order", "--task", "aa77", "--number", "3", "--as-of", "2026-06-01", "-o", folder / "督办单.docx")
    assert read_lines((folder / "督办单.docx").read_bytes())[0].startswith("督办〔2026〕3号给县住建局:改造农村危房")
    own.write_bytes(word("【任务】"))
    result = run("order", "--task", "aa77", "-o", folder / "又一.docx")
    assert result.exit_code == 1
    assert "有 5 处问题" in result.stderr
    assert not (folder / "又一.docx").exists()


def test_our_templates_can_be_taken_and_put_back(folder: Path, data_dir: Path) -> None:
    result = run("templates", "-o", data_dir / "templates")
    assert "已写出 4 个模板" in result.stderr
    assert run("order", "--task", "aa77", "-o", folder / "督办单.docx").exit_code == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("order", "-o", "单.pdf"), "应为 .docx、.zip 或文件夹"),
        (("order", "--task", "aa77", "--unit", "县住建局", "-o", "单.docx"), "--task 已写明任务"),
        (("order", "--as-of", "2026-06-01", "--reply-by", "2026-05-01", "-o", "单.docx"), "早于"),
        (("bulletin", "--from", "2026-07-01", "--to", "2026-06-01", "-o", "报.docx"), "晚于"),
        (("order", "-o", "/proc/没有/单.docx"), "不能写入"),
    ],
    ids=["a PDF", "a task and filters", "a reply too early", "a period backwards", "nowhere"],
)
def test_what_cannot_be_is_refused_with_a_reason(folder: Path, args: tuple[str, ...], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_task_that_is_not_there_is_named(folder: Path) -> None:
    assert run("order", "--task", "没有的任务", "-o", folder / "督办单.docx").exit_code == 3
