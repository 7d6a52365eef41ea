"""Orders and bulletins as downloads of the desk: the same as the command writes."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.taskgraph.paper.conftest import read_lines


@pytest.mark.parametrize(
    ("address", "orders"),
    [
        ("/orders.docx?task=aa77&as_of=2026-06-01", 1),
        ("/orders.docx?as_of=2026-06-01", 3),
        ("/orders.docx?as_of=2026-06-01&by=unit", 2),
        ("/orders.docx?as_of=2026-06-01&by=unit&unit=县住建局", 1),
    ],
    ids=["one task", "a list", "each unit", "one unit"],
)
def test_orders_are_downloads(desk: TestClient, address: str, orders: int) -> None:
    answer = desk.get(address)
    assert answer.status_code == 200
    assert read_lines(answer.content).count("督 办 单") == orders
    assert answer.headers["content-type"].endswith("wordprocessingml.document")


def test_a_bulletin_is_a_download(desk: TestClient) -> None:
    lines = read_lines(desk.get("/bulletin.docx?from=2026-04-01&to=2026-06-30").content)
    assert "现将2026年4月1日至2026年6月30日督办任务的落实情况通报如下。" in lines


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/orders.docx?by=town", 400),
        ("/orders.docx?task=没有", 404),
        ("/orders.docx?text=没有的字", 404),
        ("/bulletin.docx?from=2026-04-01&to=2026-03-01", 400),
        ("/bulletin.docx?from=soon", 400),
    ],
)
def test_what_cannot_be_is_explained(desk: TestClient, address: str, status: int) -> None:
    assert desk.get(address).status_code == status


@pytest.mark.parametrize("page", ["/", "/tasks", "/tasks/aa77dd88ee", "/units/县住建局"])
def test_pages_lead_to_paper(desk: TestClient, page: str) -> None:
    assert ".docx" in desk.get(page).text


def test_a_template_that_cannot_be_filled_is_no_error_of_ours(desk: TestClient, tmp_path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "督办单.docx").write_bytes(b"no document")
    answer = desk.get("/orders.docx?as_of=2026-06-01")
    assert answer.status_code == 409
    assert "督办单.docx" in answer.text
