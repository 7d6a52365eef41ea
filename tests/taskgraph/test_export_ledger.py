"""The ledger from the command line; and that every way out gives the same rows for the same filters."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from extract.model import Role, TaskKind
from taskgraph.cli import main
from taskgraph.ledger_xlsx import FIRST_ROW, HEAD_ROW
from taskgraph.output import neutralise
from taskgraph.store import load_document, open_store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
UNITS = ("县教育局", "县发改局", "县发展和改革局", "县“蓝天”办", "县民政局😀", "各乡镇")
TITLES = ("=1+1改造校舍", "+推进供水", "-整治村庄", "@修复河道", "办好“食堂”", "栽树🌳", "监测水质", "培训教师")
ROLES = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.COOPERATING: "配合单位"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def _random_items(rng: random.Random, make_item, document: int) -> tuple[str, list]:
    """Return the text of a plan of a few tasks, and the items in it."""
    lines, items = [f"青山县第{document}号计划"], []
    for number, title in enumerate(rng.sample(TITLES, 4)):
        roles = {role: unit for role, unit in zip(ROLES, rng.sample(UNITS, 3), strict=True) if rng.random() < 0.6}
        due = date(2026, 1, 31) + timedelta(days=rng.randrange(300)) if rng.random() < 0.6 else None
        said = (f"{due.month}月{due.day}日前完成," if due else "") + ("每月通报," if rng.random() < 0.3 else "")
        lines += [f"{title}。{said}第{number}项。", *(f"{ROLES[role]}:{unit}" for role, unit in roles.items())]
        items.append(make_item(
            title, lines[-1], f"{document:02x}{number:02x}abcdef", kind=rng.choice(list(TaskKind)),
            units=[(unit, role) for role, unit in roles.items()],
            dates=[(f"{due.month}月{due.day}日前", due)] if due else (),
            rhythms=[("每月", "month", "FREQ=MONTHLY", None)] if "每月" in said else (),
        ))  # fmt: skip
    return "\n".join(lines), items


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"store {seed}")
def random_store(request, tmp_path_factory, make_plan, make_item) -> Path:
    rng, data_dir = random.Random(request.param), tmp_path_factory.mktemp("data")
    with open_store(data_dir) as store:
        for document in range(3):
            text, items = _random_items(rng, make_item, document)
            sample = make_plan(text, items, key=f"青政发〔2026〕{document}号", title=f"青山县第{document}号计划")
            doc = replace(sample.doc, meta=replace(sample.doc.meta, year=rng.choice([2025, 2026])))
            load_document(store, doc, sample.extraction, sample.data, now=NOW)
    return data_dir


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "--unit": st.sampled_from([*UNITS, "没有这个单位"]),
        "--role": st.sampled_from(list(Role)),
        "--doc": st.sampled_from([f"青政发〔2026〕{number}号" for number in range(3)]),
        "--year": st.sampled_from([2025, 2026]),
        "--kind": st.sampled_from(list(TaskKind)),
        "--due-before": DAYS,
        "--due-after": DAYS,
        "--text": st.sampled_from(["第1项", "通报", "=1+1", "🌳", "教育局", "没有的字"]),
    },
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=FILTERS)
def test_the_same_filters_give_the_same_rows_in_every_format(random_store: Path, filters: dict[str, object]) -> None:
    asked = [part for option in filters.items() for part in option]
    at = ("--data-dir", random_store)
    listed = run(*at, "tasks", "--json", *asked)
    files = {ending: random_store / f"out.{ending}" for ending in ("csv", "jsonl", "xlsx", "ics")}
    for ending, path in files.items():
        what = "calendar" if ending == "ics" else "ledger"
        assert run(*at, "export", what, *asked, "-o", path).exit_code == listed.exit_code
    if listed.exit_code == 0:
        _assert_same_rows([json.loads(line) for line in listed.stdout.splitlines()], files)


def _assert_same_rows(rows: list[dict], files: dict[str, Path]) -> None:
    ids = [row["task"] for row in rows]
    heads, *cells = _read_xlsx(files["xlsx"])
    assert [line[0] for line in cells] == ids
    assert [json.loads(line)["task"] for line in files["jsonl"].read_text("utf-8").splitlines()] == ids
    with files["csv"].open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [[neutralise(cell) for cell in line[1:]] for line in (heads, *cells)]
    dated = {row["task"] for row in rows if row["deadlines"]}  # all of them have a day or a rhythm
    events = Calendar.from_ical(files["ics"].read_bytes()).walk("VEVENT")
    assert {str(event["UID"]).partition("-")[0] for event in events} == dated


def _read_xlsx(path: Path) -> list[list[str]]:
    page = openpyxl.load_workbook(path).active
    lines = page.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return [[_as_text(cell) for cell in line] for line in lines]


def _as_text(cell: object) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else "" if cell is None else str(cell)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_the_same_data_give_the_same_bytes(random_store: Path, tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
    for path in (first, second):
        assert run("--data-dir", random_store, "export", "ledger", "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


# ---- the command


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
    assert "含有文字：没有的字；共0项任务" in page["B2"].value
