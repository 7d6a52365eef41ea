from __future__ import annotations

import pytest
from starlette.testclient import TestClient


class Api:
    """The API of a desk, as a program asks it; an answer that is not `status` fails the test."""

    def __init__(self, desk: TestClient) -> None:
        self.desk = desk

    def get(self, path: str, status: int = 200, /, **asked: object):
        return self._ask("GET", path, status, params=asked)

    def post(self, path: str, status: int = 200, /, **said: object):
        return self._ask("POST", path, status, json=said)

    def delete(self, path: str, status: int = 204, /, **asked: object):
        return self._ask("DELETE", path, status, params=asked)

    def _ask(self, method: str, path: str, status: int, **given: object):
        answer = self.desk.request(method, f"/api/v1{path}", **given)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer


@pytest.fixture
def api(desk: TestClient) -> Api:
    return Api(desk)
