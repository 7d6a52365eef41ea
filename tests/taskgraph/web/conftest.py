from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0  # seconds for a server to start


class Duban:
    """The command as a process of its own, for tests that need a server."""

    command = (sys.executable, "-c", "from taskgraph.cli import main; main(prog_name='duban')")

    def load_samples(self, data_dir: Path) -> None:
        docs = os.environ.get("DUBAN_E2E_DOCS", "corpus/documents").split()
        load = [*self.command, "--data-dir", str(data_dir), "load", *docs]
        loaded = subprocess.run(load, cwd=ROOT, capture_output=True, text=True, check=False)
        assert loaded.returncode in {0, 4}, loaded.stderr  # a broken sample is none of our concern here

    @contextmanager
    def serve(self, data_dir: Path) -> Iterator[str]:
        """Give the address of a desk over a data directory."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen([*self.command, "--data-dir", str(data_dir), "serve", "--port", str(port)])
        try:
            self._wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def _wait(self, port: int) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
        pytest.fail("the desk does not answer")


@pytest.fixture(scope="session")
def duban() -> Duban:
    return Duban()


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
