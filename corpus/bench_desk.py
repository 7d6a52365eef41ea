"""How long the desk's pages take among 100,000 tasks: the first view after a change, and those that follow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.bench import best_time
from corpus.bench_store import fill_store
from taskgraph.config import Settings
from taskgraph.store import open_store

PAGES = ("/help", "/", "/tasks", "/tasks?light=red", "/units", "/calendar", "/gantt", "/tasks/0000000007")
AIM = "aim < 200 ms"


def iter_desk_lines() -> Iterator[str]:
    """Yield the milliseconds of each page, the help page, which asks nothing of the store, first."""
    from starlette.testclient import TestClient  # noqa: PLC0415 -- slow to load

    from taskgraph.web.app import create_app  # noqa: PLC0415 -- the same

    with TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store, store.db.atomic():
            fill_store(store.db)
        client = TestClient(create_app(Settings(Path(folder))), base_url="http://127.0.0.1:8765")
        for page in PAGES:
            start = time.perf_counter()
            status = client.get(page).status_code
            first = time.perf_counter() - start
            again = best_time(lambda page=page: client.get(page))
            yield f"desk {page:<22}{again * 1000:>9.1f} ms   first {first * 1000:>9.1f} ms   {status}, {AIM}"
