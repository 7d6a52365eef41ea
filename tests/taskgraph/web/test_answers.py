"""Whatever is answered carries the safety headers, and no request may be larger than its address needs."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest
from starlette.testclient import TestClient

from taskgraph.web.guards import HEADERS
from taskgraph.web.pages import help_page
from taskgraph.web.rights import RULES

LOGIN = {"name": "李二", "password": "山高水长路远2026年"}
MOST_BYTES = RULES["POST /login"].most
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Ask = Callable[[TestClient], httpx2.Response]


def broken(*_given: object, **_named: object) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda desk: desk.get("/login"), 200),
        (lambda desk: desk.get("/static/desk.css"), 200),
        (lambda desk: desk.get("/tasks", follow_redirects=False), 303),
        (lambda desk: desk.get("/api/v1/tasks"), 401),
        (lambda desk: desk.post("/login", data={"name": "李二", "password": "x"}), 401),
        (lambda desk: desk.post("/login", data=LOGIN) and desk.get("/users"), 403),
        (lambda desk: desk.post("/login", headers={"Origin": "http://evil.example"}), 403),
        (lambda desk: desk.get("/calendar/1/x.ics"), 404),
        (lambda desk: desk.post("/login", data=LOGIN) and desk.get("/nowhere"), 404),
        (lambda desk: desk.post("/login", data=LOGIN) and desk.delete("/tasks"), 405),
        (lambda desk: desk.post("/login", content=b"x" * (MOST_BYTES + 1)), 413),
        (lambda desk: desk.post("/login", content=iter([b"x" * MOST_BYTES, b"x"]), headers=FORM), 413),
        (lambda desk: desk.get("/login", headers={"Host": "evil.example"}), 400),
        (lambda desk: desk.post("/login", data=LOGIN) and desk.get("/help"), 500),
    ],
    ids=[
        "page", "file", "to the login", "no login", "wrong password", "no right", "another site", "wrong feed", "nowhere",
        "wrong verb", "too large", "too large and untold", "another host", "broken",
    ],
)  # fmt: skip
def test_every_answer_carries_the_safety_headers(
    office: TestClient, monkeypatch: pytest.MonkeyPatch, ask: Ask, status: int
) -> None:
    monkeypatch.setattr(help_page, "show_page", broken)
    answer = ask(office)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "Traceback" not in answer.text
    assert "server" not in answer.headers
