from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from taskgraph.event_store import record_event
from taskgraph.events import Event, EventKind
from taskgraph.store import load_document, open_store


@pytest.fixture
def filled(data_dir: Path, plan, report, now) -> Path:
    """A data directory with a plan, a report and the log of a task."""
    with open_store(data_dir) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
        for number, kind in enumerate((EventKind.ACCEPTED, EventKind.SUBMITTED), start=1):
            event = Event(
                task="aa11bb22cc", number=number, kind=kind, happened_on=date(2026, 3, number), recorded_at=now
            )
            with store.db.atomic():
                record_event(store.db, event)
    return data_dir
