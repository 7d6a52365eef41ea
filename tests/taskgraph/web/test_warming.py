"""How all tasks stand is known before the first visitor comes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.config import Settings
from taskgraph.people.model import LOCAL
from taskgraph.web import finding
from taskgraph.web.app import create_app
from taskgraph.web.warming import seconds_to_tomorrow, warm


def test_the_first_visitor_finds_all_tasks_looked_at(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(desk.app.state.desk.of(LOCAL))
    monkeypatch.setattr(finding, "load_board", lambda *_: pytest.fail("looked at all tasks once more"))
    assert desk.get("/").status_code == 200


def test_an_empty_place_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    warm(create_app(Settings(tmp_path)).state.desk.of(LOCAL))
    assert "还没有数据" in caplog.text


@pytest.mark.parametrize(
    ("moment", "hours"),
    [(datetime(2026, 8, 31, 10, tzinfo=UTC), 6), (datetime(2026, 8, 31, 16, tzinfo=UTC), 24)],
    ids=["evening", "midnight in Beijing"],
)
def test_the_day_begins_at_midnight_in_beijing(moment: datetime, hours: int) -> None:
    assert seconds_to_tomorrow(moment) == hours * 3600 + 1
