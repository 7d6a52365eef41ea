from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.config import Settings
from taskgraph.store import load_document, open_store
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
