"""The ledger from the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.ledger_xlsx import FIRST_ROW
from taskgraph.store import load_document, open_store

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture
def filled(tmp_path: Path, plan, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path / "data"))
    with open_store(tmp_path / "data") as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=NOW)
    return tmp_path


def test_the_ending_of_the_file_tells_the_format(filled: Path) -> None:
    run("export", "ledger", "-o", filled / "台账.XLSX")
    run("export", "ledger", "-o", filled / "台账.csv")
    assert (filled / "台账.XLSX").read_bytes().startswith(b"PK")
    assert (filled / "台账.csv").read_bytes().startswith("\ufeff序号,任务编号".encode())


def test_a_format_that_is_asked_for_comes_first(filled: Path) -> None:
    run("export", "ledger", "--format", "jsonl", "-o", filled / "台账.txt")
    assert len((filled / "台账.txt").read_text("utf-8").splitlines()) == 3


def test_lines_of_json_have_no_byte_order_mark(filled: Path) -> None:
    result = run("export", "ledger", "--format", "jsonl")
    assert json.loads(result.stdout_bytes.splitlines()[0])["task"] == "aa11bb22cc"
    assert "已写出 3 项任务" in result.stderr


def test_columns_come_as_chosen(filled: Path) -> None:
    result = run("export", "ledger", "--format", "csv", "--columns", "牵头单位，due、任务名称")
    rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert rows[:2] == [["牵头单位", "完成时限", "任务名称"],
                        ["县乡村振兴局", "2026年6月30日\n每月25日前", "健全监测机制"]]  # fmt: skip


def test_sheets_by_unit_are_told(filled: Path) -> None:
    result = run("export", "ledger", "--by-unit", "-o", filled / "台账.xlsx")
    assert "已写出 3 项任务,3 张分表" in result.stderr
    assert openpyxl.load_workbook(filled / "台账.xlsx").sheetnames[:2] == ["台账", "青山县乡村振兴局"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "-o 台账.xlsx"),
        (("-o", "ledger.pdf"), "-o 台账.xlsx"),
        (("--format", "xlsx"), "不能写到屏幕"),
        (("--format", "csv", "--by-unit"), "--unit"),
        (("--format", "csv", "--columns", "金额,序号"), "台账没有这些列:金额"),
    ],
    ids=["no file", "an unknown ending", "XLSX to the screen", "sheets in CSV", "an unknown column"],
)
def test_what_cannot_be_is_refused_with_a_way_out(filled: Path, args: tuple[str, ...], message: str) -> None:
    result = run("export", "ledger", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not result.stdout


def test_a_filter_that_fits_nothing_gives_heads_alone(filled: Path) -> None:
    run("export", "ledger", "--text", "没有的字", "-o", filled / "台账.xlsx")
    page = openpyxl.load_workbook(filled / "台账.xlsx").active
    assert page.max_row == FIRST_ROW
    assert "含有文字：没有的字；共0项任务" in page["C2"].value
