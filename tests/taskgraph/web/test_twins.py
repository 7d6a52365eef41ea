"""Every list has its files at its own address: the same filters, the same rows."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from taskgraph.review.matching import match_waiting
from taskgraph.store import open_store

pytestmark = pytest.mark.e2e  # quick one by one, long together

LISTS = ("/tasks", "/units", "/units/县住建局/tasks", "/documents", "/calendar", "/overview", "/review")
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["县住建局", "县发改局", "各乡镇"]),
        "role": st.sampled_from(["lead", "responsible"]),
        "kind": st.sampled_from(["task", "safeguard"]),
        "light": st.sampled_from(["unknown", "red"]),
        "due_before": st.sampled_from(["2026-06-30", "2026-12-31"]),
        "no_lead": st.sampled_from(["yes", "no"]),
        "text": st.sampled_from(["完成", "农村", "没有的字"]),
        "year": st.sampled_from(["2025", "2026"]),
        "as_of": st.sampled_from(["2026-04-01", "2027-01-31"]),
    },
)


def read_rows(desk, path: str, ending: str, **asked: str) -> list:
    """Return the rows of a file without its heads; as JSON the objects."""
    answer = desk.get(f"{path}.{ending}", params=asked)
    assert answer.status_code == 200, answer.text
    if ending == "json":
        return [json.loads(line) for line in answer.text.splitlines()]
    if ending == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))


def show_cell(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


@pytest.fixture
def reviewed(desk, tmp_path, now):
    with open_store(tmp_path) as store:
        match_waiting(store.db, now)
    return desk


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_the_same_rows_in_each_of_its_files(reviewed, path: str) -> None:
    asked = {"month": "2026-06"} if path == "/calendar" else {}
    rows = {ending: read_rows(reviewed, path, ending, **asked) for ending in ("json", "csv", "xlsx")}
    assert rows["json"] or path == "/review"
    assert len({len(found) for found in rows.values()}) == 1
    assert [list(map(show_cell, row)) for row in rows["xlsx"]] == rows["csv"]


@pytest.mark.parametrize("path", ["/units", "/documents", "/overview", "/review"])
def test_what_has_no_days_makes_no_calendar(desk, path: str) -> None:
    assert desk.get(f"{path}.ics").status_code == desk.get(f"{path}.table").status_code == 404


@pytest.mark.parametrize("path", ["/units/县住建局/tasks", "/calendar"])
def test_what_has_days_makes_a_calendar(desk, path: str) -> None:
    assert Calendar.from_ical(desk.get(f"{path}.ics", params={"month": "2026-12"}).content).walk("VEVENT")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=FILTERS)
def test_a_page_counts_the_rows_that_its_files_have(desk, asked: dict[str, str]) -> None:
    page = desk.get("/tasks", params=asked).text
    rows = read_rows(desk, "/tasks", "csv", **asked)
    assert page.count('data-head="任务"') == len(rows) == len(read_rows(desk, "/tasks", "json", **asked))
    month = asked | {"month": "2026-06"}
    due = desk.get("/calendar", params=month).text
    assert due.count('data-head="时限"') == len(read_rows(desk, "/calendar", "csv", **month))
    documents = desk.get("/documents", params=asked).text
    assert documents.count('data-head="标题"') == len(read_rows(desk, "/documents", "json", **asked))


def test_a_file_that_is_known_is_not_made_again(desk) -> None:
    first = desk.get("/documents.xlsx")
    known = {"if-none-match": first.headers["etag"]}
    assert desk.get("/documents.xlsx", headers=known).status_code == 304
