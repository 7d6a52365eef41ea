"""Tasks that come and go between two looks: a page counts what it knows, and never fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from taskgraph.config import Settings
from taskgraph.store import forget_document, load_document, open_store
from taskgraph.web.app import create_app

FIRST = ("/", "/tasks", "/units")
THEN = (
    "/",
    "/tasks?kind=task",
    "/tasks?order=urgency",
    "/tasks?light=unknown&kind=task",
    "/units.csv",
    "/calendar?month=2026-06",
    "/graph",
    "/gantt?year=2026",
)


@pytest.fixture
def patient(tmp_path: Path, plan, now) -> TestClient:
    """A desk that shows its counts for a while longer, after a first look at them."""
    with open_store(tmp_path) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=now)
    desk = TestClient(create_app(Settings(tmp_path), patience=1e9), base_url="http://127.0.0.1:8765")
    assert [desk.get(page).status_code for page in FIRST] == [200] * len(FIRST)
    return desk


@pytest.mark.parametrize("page", THEN)
def test_a_document_that_comes_meanwhile_disturbs_no_page(patient, tmp_path, make_plan, now, page: str) -> None:
    another = make_plan(key="plan-2", source="2.txt", title="另一份工作要点")
    with open_store(tmp_path) as store:
        load_document(store, another.doc, another.extraction, another.data, now=now)
    assert patient.get(page).status_code == 200


@pytest.mark.parametrize("page", THEN)
def test_a_document_that_goes_meanwhile_disturbs_no_page(patient, tmp_path, page: str) -> None:
    with open_store(tmp_path) as store:
        forget_document(store, store.db.execute("SELECT id FROM document").fetchone()[0])
    assert patient.get(page).status_code == 200
