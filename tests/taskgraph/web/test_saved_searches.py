"""Filters under a name: kept from the list that shows them, for desk and command line alike."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from extract.model import Role, TaskKind
from taskgraph.events import LifeState
from taskgraph.levels import IssuerLevel
from taskgraph.model import Filters
from taskgraph.options import parse_filters, write_options
from taskgraph.situation import Light, Need

SENT = {"origin": "http://127.0.0.1:8765"}
FULL = Filters(
    unit="县水利局", role=Role.LEAD, doc="青政发〔2026〕3号", issuer="青山县", level=IssuerLevel.COUNTY, year=2026,
    kind=TaskKind.TASK, status=LifeState.UNDER_WAY, light=Light.RED, overdue=False, need=Need.NO_REPORT,
    due_before=date(2026, 9, 30), due_after=date(2026, 1, 1), no_deadline=True, no_lead=True, has_target=True,
    as_of=date(2026, 8, 31), text="农田 -试点",
)  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(Filters)])
def test_each_filter_is_kept_as_the_command_line_has_it(name: str) -> None:
    one = Filters(**{name: getattr(FULL, name)})
    assert getattr(one, name) is not None
    assert parse_filters(write_options(one)) == one


def test_all_filters_together_come_back() -> None:
    assert parse_filters(write_options(FULL)) == FULL


def test_a_list_is_saved_found_again_and_removed(desk) -> None:
    fields = {"query": "unit=县住建局&role=lead", "name": "住建<局>牵头"}
    assert "住建&lt;局&gt;牵头" in desk.post("/saved", data=fields, headers=SENT).text
    assert desk.post("/saved", data=fields, headers=SENT).status_code == 400
    assert "住建&lt;局&gt;牵头" not in desk.post("/saved/remove", data={"name": fields["name"]}, headers=SENT).text


def test_nothing_is_not_saved(desk) -> None:
    assert desk.post("/saved", data={"query": "", "name": "全部"}, headers=SENT).status_code == 400
    assert desk.post("/saved", data={"query": "year=2026"}, headers=SENT).status_code == 400
    assert desk.post("/saved", data={"query": "year=2026", "name": "甲"}).status_code == 403
