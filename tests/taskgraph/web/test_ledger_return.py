"""A ledger comes back by way of the desk: shown first, recorded once, refused with words."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from starlette.testclient import TestClient

from taskgraph.ledger_xlsx import HEAD_ROW
from taskgraph.web.pages.ledger_return import MOST_BYTES

TASK = "aa77dd88ee"
HERE = {"Origin": "http://127.0.0.1:8765"}


def fill(workbook: bytes, head: str, value: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    page = book.worksheets[0]
    column = next(cell.column for cell in page[HEAD_ROW + 1] if cell.value == head)
    row = next(row for row in range(HEAD_ROW + 2, page.max_row + 1) if page.cell(row, 1).value == TASK)
    page.cell(row, column).value = value
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def send(desk: TestClient, data: bytes, name: str = "台账.xlsx", **fields: str):
    return desk.post("/ledger", files={"file": (name, data)}, data=fields, headers=HERE)


@pytest.fixture
def filled(desk: TestClient) -> bytes:
    return fill(desk.get("/ledger.xlsx").content, "当前进展", "已改造26户")


def test_what_would_change_is_shown_before_it_is_recorded(desk: TestClient, filled: bytes) -> None:
    shown = send(desk, filled)
    assert "将收回 1 处改动" in shown.text
    assert "还没有写入" in shown.text
    assert "已改造26户" not in desk.get(f"/tasks/{TASK}").text
    recorded = desk.post(re.search(r'action="(/ledger/\w+)"', shown.text)[1], data={}, headers=HERE)
    assert "已收回 1 处改动" in recorded.text
    assert "已改造26户" in desk.get(f"/tasks/{TASK}").text


def test_the_same_ledger_is_recorded_once(desk: TestClient, filled: bytes) -> None:
    address = re.search(r'action="(/ledger/\w+)"', send(desk, filled).text)[1]
    pages = [desk.post(address, data={}, headers=HERE).text for _ in range(2)]
    assert pages[0] == pages[1]
    assert "没有改动过的单元格" in send(desk, filled).text


def test_what_cannot_be_taken_is_told_with_its_cell(desk: TestClient) -> None:
    page = send(desk, fill(desk.get("/ledger.xlsx").content, "状态", "快好了")).text
    assert "不认识的状态“快好了”" in page
    assert "台账!" in page


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\x00\x01\x02" * 99, "x.bin", "x.bin"),
        (b"", "empty.xlsx", "empty.xlsx"),
        (b"a" * (MOST_BYTES + 1), "big.csv", "10 MB"),
    ],
    ids=["no table", "empty", "too large"],
)
def test_what_is_no_ledger_is_refused_with_words(desk: TestClient, data: bytes, name: str, said: str) -> None:
    answer = send(desk, data, name)
    assert answer.status_code == 400
    assert said in answer.text


def test_a_ledger_that_nobody_sent_is_not_there(desk: TestClient) -> None:
    assert desk.get("/ledger/unknown").status_code == 404
