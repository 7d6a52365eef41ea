"""A ledger that goes out, is filled in and comes back: exactly what people changed is recorded, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import operator
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskgraph.cli import main
from taskgraph.ledger_base import settle_cell
from taskgraph.ledger_xlsx import HEAD_ROW
from taskgraph.store import load_document, open_store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FIRST, SECOND, THIRD = "aa11bb22cc", "aa77dd88ee", "cc33dd44ee"
Edits = Mapping[tuple[str, str], object]


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture
def office(data_dir: Path, plan) -> Path:
    """A data directory with the plan, and a folder beside it for files."""
    _fill(data_dir, plan)
    return data_dir.parent


def _fill(data_dir: Path, plan) -> None:
    with open_store(data_dir) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=NOW)


def _export(path: Path, *args: object) -> Path:
    result = run("export", "ledger", "-o", path, *args)
    assert result.exit_code == 0, result.output
    return path


def _edit(path: Path, edits: Edits) -> Path:
    """Write into the cells named by (task, head); a head that is not there yet becomes a column at the end."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[HEAD_ROW + 1] if cell.value}
    rows = {page.cell(row, 1).value: row for row in range(HEAD_ROW + 2, page.max_row + 1)}
    for (task, head), value in edits.items():
        if head not in heads:
            heads[head] = max(heads.values()) + 1
            page.cell(HEAD_ROW + 1, heads[head]).value = head
        cell = page.cell(rows[task], heads[head])
        cell.value = value
        cell.data_type = "s" if isinstance(value, str) else cell.data_type  # people's words are no formulas
    book.save(path)
    return path


def _take(path: Path, *args: object) -> list[dict]:
    result = run("import", "ledger", path, "--json", *args)
    assert result.exit_code in {0, 4}, result.output
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def _ledger(folder: Path) -> dict[str, dict[str, str]]:
    """Return what the ledger shows now: its cells by task and head."""
    result = run("export", "ledger", "--format", "csv")
    rows = csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline=""))
    return {row["任务编号"]: {head: settle_cell(cell) for head, cell in row.items()} for row in rows}


def _history(task: str) -> list[dict]:
    return [json.loads(line) for line in run("report", task, "history", "--json").stdout.splitlines()]


# ---- what a cell becomes


@pytest.mark.parametrize(
    ("head", "value", "shown", "kinds"),
    [
        ("状态", "已办结", "已办结", ["closed"]),
        ("状态", "销号", "已办结", ["closed"]),
        ("状态", "推进中", "办理中", ["progress"]),
        ("当前进展", "已改造26户", "已改造26户", ["progress"]),
        ("完成时限", "2027年3月31日\n每季度", "2027年3月31日\n每季度", ["extended"]),
        ("完成时限", "2027年3月底前\n每季度", "2027年3月31日\n每季度", ["extended"]),
        ("存在问题", "=资金\n不足😀", "'=资金\n不足😀", []),
        ("分管领导", "李“四”", "李“四”", []),
    ],
    ids=[
        "state",
        "an office's word",
        "how far",
        "progress",
        "extension",
        "extension in words",
        "problems",
        "own column",
    ],
)
def test_a_changed_cell_becomes_what_it_means(
    office: Path, head: str, value: object, shown: str, kinds: list[str]
) -> None:
    (line,) = _take(_edit(_export(office / "l.xlsx"), {(SECOND, head): value}))
    assert (line["column"], line["new"], line["why_not"]) == (head, settle_cell(value), None)
    assert _ledger(office)[SECOND][head] == shown
    assert [event["kind"] for event in _history(SECOND)] == kinds


def test_a_number_speaks_of_its_target_and_sets_the_pace(office: Path) -> None:
    _take(_edit(_export(office / "l.xlsx"), {(SECOND, "当前进展"): "截至目前已改造26户,占65%"}))
    (event,) = _history(SECOND)
    assert (event["value"], event["unit"], event["quote"]) == (26, "户", "截至目前已改造26户,占65%")
    assert _ledger(office)[SECOND]["序时进度差"]


def test_a_region_is_no_unit(office: Path) -> None:
    (line,) = _take(_edit(_export(office / "l.xlsx"), {(SECOND, "牵头单位"): "青山县"}))
    assert "只是地区" in line["why_not"]


def test_a_real_date_and_a_reason_make_an_extension_on_the_day_that_was_told(office: Path) -> None:
    path = _export(office / "l.xlsx", "--columns", "任务内容,完成时限,延期理由,当前进展,最近反馈日期")
    edits = {"完成时限": "2027-01-31;每季度", "延期理由": "汛期", "当前进展": "停工", "最近反馈日期": date(2026, 9, 1)}
    _take(_edit(path, {(SECOND, head): value for head, value in edits.items()}))
    events = {event["kind"]: event for event in _history(SECOND)}
    assert (events["extended"]["due"], events["extended"]["reason"]) == ("2027-01-31", "汛期")
    assert {event["happened_on"] for event in events.values()} == {"2026-09-01"}


@pytest.mark.parametrize(
    ("head", "value", "shown"),
    [
        ("牵头单位", "县水利局", "县水利局"),
        ("牵头单位", "县水利局,县住建局", "县住建局、县水利局"),
        ("责任单位", "县交通局;县教育局", "县交通局、县教育局"),
        ("配合单位", None, ""),
        ("完成时限", "2026年5月31日\n每季度", "2026年5月31日\n每季度"),
    ],
    ids=["another unit", "one more", "units where none were read", "no unit", "an earlier day"],
)
def test_what_was_read_wrongly_is_corrected(office: Path, head: str, value: str | None, shown: str) -> None:
    path = _edit(_export(office / "l.xlsx"), {(SECOND, head): value})
    (line,) = _take(path)
    assert line["becomes"].startswith("更正")
    assert _ledger(office)[SECOND][head] == shown
    assert not _history(SECOND)
    assert _take(path) == []


def test_the_first_day_of_a_task_is_no_extension(office: Path) -> None:
    path = _edit(_export(office / "l.xlsx"), {(THIRD, "完成时限"): "2026-10-31"})
    (line,) = _take(path)
    assert line["becomes"] == "补上时限:2026-10-31"
    assert (_ledger(office)[THIRD]["完成时限"], _history(THIRD)) == ("2026-10-31", [])
    assert _take(path) == []


def test_the_first_day_with_a_reason_is_one(office: Path) -> None:
    path = _export(office / "l.xlsx", "--columns", "任务内容,完成时限,延期理由")
    _take(_edit(path, {(THIRD, "完成时限"): "2026-10-31", (THIRD, "延期理由"): "会议定的"}))
    assert [event["kind"] for event in _history(THIRD)] == ["extended"]


@pytest.mark.parametrize("state", ["已申请办结", "已办结"])
def test_what_is_done_does_not_go_back_to_work_by_a_word(office: Path, state: str) -> None:
    _take(_edit(_export(office / "l.xlsx"), {(SECOND, "状态"): state}))
    path = _edit(_export(office / "m.xlsx"), {(SECOND, "状态"): "办理中", (SECOND, "当前进展"): "又有新情况"})
    told = {line["column"]: line["why_not"] for line in _take(path)}
    assert "退回" in told["状态"]
    assert told["当前进展"] is None


def test_an_exported_ledger_is_not_loaded_as_a_document(office: Path) -> None:
    for name in ("l.xlsx", "l.csv"):
        result = run("load", _export(office / name))
        assert (result.exit_code, "duban import ledger" in result.output) == (4, True), result.output
    assert run("docs", "--json").stdout.count("\n") == 1


def test_a_line_separator_inside_a_csv_cell_ends_no_row(office: Path) -> None:
    path = _export(office / "l.csv")
    text = path.read_text("utf-8-sig").replace("改造农村危房", "改造\u2028农村危房")
    path.write_text(text, "utf-8-sig")
    assert {line["task"] for line in _take(path)} == {SECOND}


def test_a_later_day_corrects_the_reading_if_asked(office: Path) -> None:
    path = _edit(_export(office / "l.xlsx"), {(FIRST, "完成时限"): "2026年7月31日\n每月25日前"})
    _take(path, "--misread")
    assert (_ledger(office)[FIRST]["完成时限"], _history(FIRST)) == ("2026年7月31日\n每月25日前", [])


@pytest.mark.parametrize(
    ("head", "value", "why"),
    [
        ("状态", "不知道", "不认识的状态"),
        ("状态", "已立项", "没有改变"),
        ("完成时限", "尽快", "看不出"),
        ("延期理由", "汛期", "一并填写"),
        ("亮灯", "绿", "程序计算"),
        ("最近反馈日期", "2026-05-01", "一并填写"),
    ],
    ids=["an unknown word", "no change", "no day", "a reason alone", "a light", "a day alone"],
)
def test_what_cannot_be_taken_is_told_with_its_cell(office: Path, head: str, value: str, why: str) -> None:
    lines = _take(_edit(_export(office / "l.xlsx"), {(SECOND, head): value}))
    if why == "没有改变":
        assert lines == []
        return
    assert why in lines[0]["why_not"]
    assert lines[0]["cell"].startswith("台账!")
    assert not _history(SECOND)


def test_an_impossible_step_is_refused_and_the_others_are_taken(office: Path) -> None:
    run("report", SECOND, "cancel")
    path = _export(office / "l.xlsx")
    lines = _take(_edit(path, {(SECOND, "状态"): "已办结", (FIRST, "状态"): "已办结"}))
    assert {line["task"]: bool(line["why_not"]) for line in lines} == {FIRST: False, SECOND: True}
    assert "不能成立" in next(line["why_not"] for line in lines if line["why_not"])


@pytest.mark.parametrize("word", ["明天见", "2099-01-01", "2026-02-30"], ids=["no day", "a day to come", "a false day"])
def test_progress_with_a_mistyped_day_waits_for_the_right_one(office: Path, word: str) -> None:
    path = _export(office / "l.xlsx")
    wrong = {"当前进展": "已启动", "状态": "已签收", "最近反馈日期": word, "存在问题": "缺钱"}
    lines = {
        line["column"]: line for line in _take(_edit(path, {(SECOND, head): text for head, text in wrong.items()}))
    }
    assert {head for head, line in lines.items() if line["why_not"]} == {"当前进展", "状态", "最近反馈日期"}
    assert word in lines["当前进展"]["why_not"]
    assert not _history(SECOND)
    assert not [line for line in _take(_edit(path, {(SECOND, "最近反馈日期"): "2026-03-05"})) if line["why_not"]]
    assert {event["happened_on"] for event in _history(SECOND)} == {"2026-03-05"}


def test_a_state_that_the_progress_beside_it_outdates_is_no_conflict_with_itself(office: Path) -> None:
    path = _edit(_export(office / "l.xlsx"), {(SECOND, "状态"): "已签收", (SECOND, "当前进展"): "已启动"})
    assert [line["why_not"] for line in _take(path)] == [None, None]
    before = _history(SECOND)
    assert _take(path) == []
    assert _history(SECOND) == before


def test_quotes_before_formulas_come_back_in_csv(office: Path) -> None:
    _take(_edit(_export(office / "l.xlsx"), {(SECOND, "存在问题"): "'=引号", (FIRST, "存在问题"): "''+1"}))
    path = _export(office / "l.csv")
    assert "''=引号" in path.read_text("utf-8-sig")
    assert _take(path) == []


# ---- the file


def test_rows_find_home_however_they_are_sorted_filtered_and_shortened(office: Path) -> None:
    path = _edit(_export(office / "l.xlsx"), {(THIRD, "存在问题"): "缺人", (FIRST, "存在问题"): "缺钱"})
    book = openpyxl.load_workbook(path)
    page = book.active
    first = HEAD_ROW + 2
    rows = [[cell.value for cell in page[row]] for row in range(first, first + 3)]
    page.delete_rows(first, 3)
    for row in (rows[2], rows[0]):  # sorted otherwise, and one deleted
        page.append(row)
    page.move_range(f"E{HEAD_ROW + 1}:E{first + 1}", cols=30)  # a column moved
    book.save(path)
    assert {line["task"] for line in _take(path)} == {FIRST, THIRD}
    shown = _ledger(office)
    assert (shown[THIRD]["存在问题"], shown[FIRST]["存在问题"], set(shown)) == ("缺人", "缺钱", {FIRST, SECOND, THIRD})


def test_new_rows_and_nameless_columns_are_told_not_lost_in_silence(office: Path) -> None:
    path = _export(office / "l.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.cell(book.active.max_row + 1, 6).value = "新任务"
    book.active.cell(HEAD_ROW + 2, 40).value = "随手一记"
    book.save(path)
    result = run("import", "ledger", path)
    assert result.exit_code == 4
    assert "没有任务编号" in result.stderr
    assert "没有表头" in result.stderr
    assert "随手一记" in result.stderr


def test_a_file_that_is_no_ledger_is_refused(office: Path) -> None:
    (office / "x.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    result = run("import", "ledger", office / "x.csv")
    assert result.exit_code == 1
    assert "姓名、电话" in result.stderr
    assert "--map 任务内容=" in result.stderr


def test_csv_comes_back_as_well(office: Path) -> None:
    path = _export(office / "l.csv")
    text = path.read_text("utf-8-sig").replace("加强组织领导", "加强组织领导", 1)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    rows[2][rows[0].index("存在问题")] = "'=缺口"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    (line,) = _take(path)
    assert (line["new"], line["cell"]) == ("=缺口", "l!O3")


# ---- two who change the same


def _clash(office: Path) -> Path:
    path = _export(office / "l.xlsx")
    run("report", SECOND, "progress", "--value", "10", "--unit", "户")
    return _edit(path, {(SECOND, "当前进展"): "已改造26户", (FIRST, "存在问题"): "缺钱"})


def test_what_both_changed_is_a_conflict_with_both_values(office: Path) -> None:
    lines = {line["task"]: line for line in _take(_clash(office))}
    assert "--mine" in lines[SECOND]["why_not"]
    assert (lines[SECOND]["old"], lines[SECOND]["new"]) == ("10户", "已改造26户")
    assert lines[FIRST]["why_not"] is None
    assert _ledger(office)[SECOND]["当前进展"] == "10户"


@pytest.mark.parametrize(("choice", "shown"), [("--mine", "已改造26户"), ("--theirs", "10户")])
def test_a_person_decides_a_conflict(office: Path, choice: str, shown: str) -> None:
    result = run("import", "ledger", _clash(office), choice)
    assert result.exit_code == 0
    assert _ledger(office)[SECOND]["当前进展"] == shown


def test_what_only_the_store_changed_stays(office: Path) -> None:
    path = _export(office / "l.xlsx")
    run("report", SECOND, "progress", "--value", "10", "--unit", "户")
    assert _take(path) == []
    assert _ledger(office)[SECOND]["当前进展"] == "10户"


def test_two_sheets_that_disagree_are_a_conflict(office: Path) -> None:
    path = _export(office / "l.xlsx", "--by-unit")
    book = openpyxl.load_workbook(path)
    for number, name in enumerate(["台账", "青山县住房和城乡建设局"]):
        page = book[name]
        column = next(cell.column for cell in page[HEAD_ROW + 1] if cell.value == "存在问题")
        row = next(cell.row for cell in page["A"] if cell.value == SECOND)
        page.cell(row, column).value = f"缺{number}"
    book.save(path)
    (line,) = _take(path)
    assert "青山县住房和城乡建设局!" in line["why_not"]


@pytest.mark.parametrize(
    ("households", "sign"), [(1, "-"), (41, ""), (40, "")], ids=["far behind", "ahead", "at the goal"]
)
def test_a_ledger_that_nobody_changed_changes_nothing(office: Path, households: int, sign: str) -> None:
    run("report", SECOND, "progress", "--value", households, "--unit", "户", "--on", "2026-01-02")
    gap = _ledger(office)[SECOND]["序时进度差"]
    assert gap.removeprefix("'").startswith("-") == bool(sign)
    assert gap
    assert _take(_export(office / "l.xlsx")) == []


def test_a_later_report_is_shown_after_what_was_written(office: Path) -> None:
    _take(_edit(_export(office / "l.xlsx"), {(SECOND, "当前进展"): "准备中"}))
    run("report", SECOND, "progress", "--value", "10", "--unit", "户")
    assert _ledger(office)[SECOND]["当前进展"] == "准备中\n10户"


def test_a_dry_run_tells_the_same_and_writes_nothing(office: Path) -> None:
    path = _edit(_export(office / "l.xlsx"), {(SECOND, "状态"): "已办结", (SECOND, "督查单位"): "县督查室"})
    before = _ledger(office)
    foreseen = _take(path, "--dry-run")
    assert _ledger(office) == before
    assert _take(path) == foreseen


# ---- the round trip

TEXTS = st.text(st.sampled_from("县资金不足=+-@'\"“”,;。\n 5G😀ａ<>&_x0041_\t"), min_size=1, max_size=12).map(str.strip)
WORDS = TEXTS.filter(lambda text: bool(settle_cell(text)) and "\t" not in text)
EDITS = st.dictionaries(
    st.tuples(
        st.sampled_from([FIRST, SECOND, THIRD]),
        st.sampled_from(["当前进展", "存在问题", "下步措施", "督查单位", "备注 甲"]),
    ),
    WORDS,
    max_size=6,
)
STATES = st.dictionaries(
    st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), st.just("状态")),
    st.sampled_from(["已交办", "已签收", "已申请办结", "已办结", "已中止", "已撤销"]),
)
DUES = st.dictionaries(st.just((FIRST, "完成时限")), st.dates(date(2026, 7, 1), date(2030, 1, 1)).map(
    lambda day: f"{day.year}年{day.month}月{day.day}日\n每月25日前"))  # fmt: skip
UNITS = st.dictionaries(
    st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from(["牵头单位", "责任单位", "配合单位"])),
    st.lists(st.sampled_from(["县水利局", "县住建局", "各乡镇", "县“数”局"]), unique=True, max_size=3).map("、".join),
    max_size=4,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=EDITS, states=STATES, read=st.builds(operator.or_, DUES, UNITS))
def test_random_edits_come_back_exactly_and_twice_is_once(
    tmp_path_factory, monkeypatch, plan, written: Edits, states: Edits, read: Edits
) -> None:
    folder = tmp_path_factory.mktemp("office")
    monkeypatch.setenv("DUBAN_DATA_DIR", str(folder / "data"))
    _fill(folder / "data", plan)
    before = _ledger(folder)
    read = {(task, head): value for (task, head), value in read.items() if not _same(head, before[task][head], value)}
    edits = {
        **written,
        **{at: "已办结" if (at[0], "当前进展") in written else state for at, state in states.items()},
        **read,
    }
    path = _edit(_export(folder / "l.xlsx"), edits)
    assert [line["why_not"] for line in _take(path)] == [None] * len(edits)
    _assert_only(before, _ledger(folder), edits)
    assert _take(path) == []
    assert _take(_export(folder / "again.xlsx")) == []


FOLLOW = {"状态": {"亮灯", "最近反馈日期"}, "当前进展": {"状态", "最近反馈日期", "亮灯", "序时进度差"},
          "完成时限": {"延期理由", "亮灯", "序时进度差"}}  # fmt: skip


def _same(head: str, cell: str, wanted: str) -> bool:
    """Units stand in the order of the text; what CSV guards with an apostrophe is the text behind it."""
    if head.endswith("单位") and head != "督查单位":
        return sorted(cell.split("、")) == sorted(wanted.split("、"))
    return wanted in {cell, cell.removeprefix("'")}


def _assert_only(before: dict, after: dict, edits: Edits) -> None:
    for task, cells in after.items():
        mine = {head: settle_cell(value) for (other, head), value in edits.items() if other == task}
        follow = set().union(*(FOLLOW.get(head, set()) for head in mine))
        for head, cell in cells.items():
            if head in mine:
                assert _same(head, cell, mine[head])
            elif head not in follow:
                assert cell == before[task].get(head, "")
