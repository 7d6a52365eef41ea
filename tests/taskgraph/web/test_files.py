"""Files that a browser keeps are called by what they hold."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest

from extract.model import Role
from taskgraph.model import Filters
from taskgraph.web.files import name_file, send_file

DAY = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        pytest.param(Filters(), "台账-2026-09-30.xlsx", id="everything"),
        pytest.param(Filters(unit="县应急局", as_of=DAY), "台账-县应急局-2026-09-30.xlsx", id="unit"),
        pytest.param(Filters(unit="县应急局", role=Role.LEAD), "台账-县应急局-牵头-2026-09-30.xlsx", id="role"),
        pytest.param(Filters(overdue=True), "台账-已逾期是-2026-09-30.xlsx", id="yes needs its filter"),
        pytest.param(
            Filters(text='../a"b\r\n:c'), "台账-..abc-2026-09-30.xlsx", id="nothing that makes a path or a header"
        ),
        pytest.param(Filters(text="长" * 99), f"台账-{'长' * 30}-2026-09-30.xlsx", id="long"),
    ],
)
def test_a_file_is_called_by_its_filters_and_day(filters: Filters, name: str) -> None:
    assert name_file("台账", filters, DAY, "xlsx") == name


def test_a_name_is_sent_to_old_and_new_browsers() -> None:
    sent = send_file(b"", "台账-县应急局-2026-09-30.xlsx", "text/plain").headers["content-disposition"]
    plain, encoded = sent.removeprefix("attachment; ").split("; ")
    assert plain == 'filename="2026-09-30.xlsx"'
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == "台账-县应急局-2026-09-30.xlsx"


@pytest.mark.parametrize("address", ["/ledger.xlsx", "/tasks.csv"])
def test_a_download_carries_the_unit(desk, address: str) -> None:
    sent = desk.get(f"{address}?unit=县住建局&as_of=2026-09-30").headers["content-disposition"]
    assert "-县住建局-2026-09-30." in unquote(sent)
