from __future__ import annotations

import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from taskgraph.folding import fold
from taskgraph.ledger import Sheet, choose_columns, load_ledger_table, make_sheets
from taskgraph.ledger_base import read_base, sum_cell
from taskgraph.ledger_fields import Entry
from taskgraph.ledger_xlsx import (
    CUT,
    HEAD_ROW,
    LONGEST_TEXT,
    build_workbook,
    count_lines,
    cut_utf16,
    name_sheets,
    safe_text,
)
from taskgraph.model import Filters
from taskgraph.query import find_tasks

TABLE = load_ledger_table()
COLUMNS = choose_columns(TABLE.columns, ())
FIRST = HEAD_ROW + 2  # openpyxl counts from 1


@pytest.fixture
def tasks(store, load, plan):
    load(plan)
    return find_tasks(store.db.conn, Filters())


def build(tasks, columns=COLUMNS, *, by_unit: bool = False) -> bytes:
    entries = [Entry(number=number, task=task) for number, task in enumerate(tasks, start=1)]
    return build_workbook(make_sheets(entries, Filters(), by_unit=by_unit), columns, TABLE.lights)


def read(data: bytes):
    return openpyxl.load_workbook(BytesIO(data))


def _cell(page, head: str, row: int = FIRST):
    at = [cell.value for cell in page[HEAD_ROW + 1]].index(head) + 1
    return page.cell(row, at)


# ---- the page as people get it


def test_the_header_is_frozen_repeated_in_print_and_has_filters(tasks) -> None:
    page = read(build(tasks)).active
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:T6"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in {(1, 0), (None, 0)}
    assert page["C1"].value == "2026年督办任务台账"
    assert _cell(page, "任务内容").alignment.wrap_text


def test_a_single_day_is_a_real_date_and_several_are_words(tasks) -> None:
    single = replace(tasks[0], deadlines=tasks[0].deadlines[:1])
    page = read(build([single, tasks[1]])).active
    assert _cell(page, "完成时限").value == datetime(2026, 6, 30)
    assert _cell(page, "完成时限").number_format == "yyyy年m月d日"
    assert _cell(page, "完成时限", FIRST + 1).value == "2026年12月31日\n每季度"


def test_a_day_that_excel_does_not_know_is_words(tasks) -> None:
    old = replace(tasks[0].deadlines[0], end=date(1899, 12, 31))
    page = read(build([replace(tasks[0], deadlines=(old,))])).active
    assert _cell(page, "完成时限").value == "1899-12-31"


def test_what_nobody_told_is_empty(tasks) -> None:
    page = read(build(tasks)).active
    assert [_cell(page, head).value for head in ("当前进展", "序时进度差", "存在问题", "最近反馈日期")] == [None] * 4
    assert _cell(page, "状态").value == "已立项"


def test_hidden_columns_keep_ids_and_sums_of_the_cells_inside_the_filter(tasks) -> None:
    page = read(build(tasks, choose_columns(TABLE.columns, ["任务内容"]))).active
    assert page.column_dimensions["A"].hidden
    assert [page.cell(row, 1).value for row in range(FIRST - 1, FIRST + 3)] == [
        "duban:task", "aa11bb22cc", "aa77dd88ee", "cc33dd44ee",
    ]  # fmt: skip
    assert page.column_dimensions["B"].hidden or page.column_dimensions["A"].max == 2
    assert page.auto_filter.ref.startswith("A")
    heads, first = page.cell(FIRST - 1, 2).value, page.cell(FIRST, 2).value
    assert read_base(heads, first) == {"content": sum_cell(page.cell(FIRST, 3).value)}


def test_lights_are_coloured_by_their_words(tasks) -> None:
    page = read(build(tasks)).active
    (ranged,) = page.conditional_formatting
    assert str(ranged.sqref) == f"{_cell(page, '亮灯').coordinate}:{_cell(page, '亮灯', FIRST + 2).coordinate}"
    assert [rule.text for rule in ranged.rules] == [light.word for light in TABLE.lights]


def test_heights_are_guesses_that_programs_may_change(tasks) -> None:
    sheet = zipfile.ZipFile(BytesIO(build(tasks))).read("xl/worksheets/sheet1.xml").decode()
    assert "customHeight" not in sheet
    assert sheet.count(" ht=") == 3 + len(tasks)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("乡村", 5, 1), ("乡村振兴", 5, 2), ("a\n乡村振兴", 5, 3)], ids=repr
)
def test_lines_of_a_cell_are_counted_by_width(text: str, width: int, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_a_ledger_without_tasks_is_a_page_with_heads() -> None:
    page = read(build(())).active
    assert page.max_row == HEAD_ROW + 1


def test_each_lead_unit_has_a_sheet_besides_the_whole(tasks) -> None:
    book = read(build(tasks, by_unit=True))
    assert book.sheetnames == ["台账", "青山县乡村振兴局", "青山县住房和城乡建设局", "未明确牵头单位"]
    assert [_cell(page, "序号").value for page in book] == [1, 1, 1, 1]


# ---- what must never happen


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(\"http://example.test\")", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.test/", "0012",
        "县“😀”局\t甲", "<r>&</r>", " a ", "_x0041_", "\x07\x0b", "'a",
    ],
    ids=repr,
)  # fmt: skip
def test_text_stays_text(tasks, text: str) -> None:
    page = read(build([replace(tasks[0], quote=text)])).active
    cell = _cell(page, "任务内容")
    shown = unescape(cell.value)  # as Excel does, and openpyxl does not
    assert (shown.removesuffix(" ") if text.startswith("<r>") else shown, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_text_beyond_the_limit_of_a_cell_is_cut_and_says_so() -> None:
    cut = safe_text("😀" * LONGEST_TEXT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cut.endswith(CUT)
    assert safe_text("县" * LONGEST_TEXT) == "县" * LONGEST_TEXT


def test_the_same_tasks_give_the_same_bytes(tasks) -> None:
    assert build(tasks, by_unit=True) == build(tasks, by_unit=True)


def test_memory_does_not_grow_with_the_rows(tasks) -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        build([tasks[0]] * rows)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)  # imports and caches
    assert peak(600) < 2 * peak(150)


# ---- names of sheets


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["县教育局", "县教育局"], ["县教育局", "县教育局(2)"]),
        (["A局", "ａ局"], ["A局", "ａ局(2)"]),
        (["甲/乙[丙]:*?\\", "'甲'"], ["甲／乙［丙］：＊？＼", "’甲’"]),
        (["", "\n"], ["分表", "分表(2)"]),
        (["History"], ["History(2)"]),
        (["县" * 40, "县" * 40], ["县" * 31, "县" * 28 + "(2)"]),
    ],
    ids=["twice", "case and width", "forbidden", "empty", "reserved", "too long"],
)
def test_names_of_sheets_are_made_valid_and_unique(names: list[str], made: list[str]) -> None:
    assert list(name_sheets(names)) == made


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_make_sheets_that_excel_accepts(names: list[str]) -> None:
    made = name_sheets(names)
    assert len({fold(name) for name in made}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in made)
    build_workbook([Sheet(name=name, title="", note="", entries=()) for name in ["台账", *names]], COLUMNS[:1], ())


@given(st.text(max_size=20), st.integers(0, 20))
def test_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    cut = cut_utf16(text, limit)
    assert text.startswith(cut)
    assert len(cut.encode("utf-16-le")) <= 2 * limit
