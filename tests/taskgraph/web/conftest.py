from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from taskgraph.config import Settings
from taskgraph.people import passwords
from taskgraph.people.model import Person, UserRole
from taskgraph.people.store import add_user, open_people
from taskgraph.store import load_document, open_store
from taskgraph.viewpoint import now as this_moment
from taskgraph.web.app import create_app


@pytest.fixture
def desk(tmp_path: Path, plan, report, now) -> TestClient:
    """The desk over a store with a plan and a report."""
    with open_store(tmp_path) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return open_desk(tmp_path)


def open_desk(data_dir: Path) -> TestClient:
    return TestClient(create_app(Settings(data_dir)), base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


@pytest.fixture
def empty_desk(tmp_path: Path) -> TestClient:
    return open_desk(tmp_path)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that take no time to hash."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)


@pytest.fixture
def office(desk: TestClient, tmp_path: Path, quick_passwords) -> TestClient:
    """The desk with an admin, 王一, and a clerk, 李二; nobody has logged in."""
    kept = passwords.hash_password("山高水长路远2026年")
    with open_people(tmp_path) as db:
        for name, role in (("王一", UserRole.ADMIN), ("李二", UserRole.CLERK)):
            add_user(db, Person(name=name, role=role), kept, this_moment())
    desk.headers |= {"Origin": "http://127.0.0.1:8765"}
    return desk
