"""Who asks, and what becomes of those who may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.config import Settings
from taskgraph.people.model import may
from taskgraph.web.app import create_app
from taskgraph.web.rights import NOWHERE, RULES, UndeclaredAddressError, declare_addresses, find_rule


def test_an_address_whose_right_is_not_declared_is_not_served(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path))
    app.add_api_route("/secret", lambda: None)
    with pytest.raises(UndeclaredAddressError, match="GET /secret"):
        declare_addresses(app)


def test_a_right_of_an_address_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path))
    with pytest.raises(UndeclaredAddressError, match="GET /gone"):
        declare_addresses(app, {**RULES, "GET /gone": RULES["GET /"]})


def test_an_address_that_changes_something_says_how_the_log_calls_it(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path))
    with pytest.raises(UndeclaredAddressError, match=re.escape("POST /steps")):
        declare_addresses(app, {**RULES, "POST /steps": RULES["POST /steps"]._replace(deed=None)})


def test_a_request_is_held_against_the_address_that_answers_it(tmp_path: Path) -> None:
    addresses = declare_addresses(create_app(Settings(tmp_path)))
    assert find_rule(addresses, "GET", "/tasks.csv") == (RULES["GET /tasks.{form}"], {"form": "csv"})
    assert find_rule(addresses, "GET", "/documents/a")[0] == RULES["GET /documents/{name}"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("DELETE", "/tasks")])
def test_what_is_not_there_is_told_to_those_only_who_may_look(tmp_path: Path, method: str, path: str) -> None:
    addresses = declare_addresses(create_app(Settings(tmp_path)))
    assert find_rule(addresses, method, path) == (NOWHERE, {})
    assert not may(None, NOWHERE.right)


def test_without_users_whoever_sits_at_the_machine_may_do_all(desk: TestClient) -> None:
    assert desk.get("/tasks").status_code == 200
    assert desk.get("/inbox").status_code == 200


def test_without_users_no_other_machine_is_answered(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path), hosts=frozenset({"duban.example"}), local=False)
    answer = TestClient(app, base_url="http://duban.example").get("/tasks")
    assert answer.status_code == 503
    assert "管理员" in answer.text
