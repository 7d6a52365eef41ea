"""How long an office waits: fifty people who click every five seconds among 100,000 tasks while a folder is loaded."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import quote

from corpus.bench_store import fill_store
from corpus.command import DUBAN
from corpus.manifest import CARRIERS, DOCUMENTS
from taskgraph.store import open_store

USERS, SECONDS, BETWEEN_CLICKS = 50, 60.0, 5.0
IDLE = "/help"  # asks nothing of the store
PAGES = ("/", "/tasks", "/tasks?light=red", "/tasks?unit=青岚县第7局", "/units", "/calendar", "/tasks/0000000007")
AIM = "aim < 300 ms"


@dataclass(frozen=True, slots=True)
class Click:
    page: str
    seconds: float
    status: int  # 0: no answer


def iter_office_lines() -> Iterator[str]:
    """Yield what half and nineteen in twenty of all clicks take, by page, beside a page that asks nothing."""
    with TemporaryDirectory() as folder:
        data_dir = Path(folder)
        with open_store(data_dir) as store, store.db.atomic():
            fill_store(store.db)
        with _serving(data_dir) as port:
            idle = [_click(port, IDLE) for _ in range(100)]
            for page in PAGES:
                _click(port, page)  # as the first of the day has done
            with _loading(data_dir) as is_loading:
                clicks = _click_about(port)
                loaded = is_loading()
    yield _describe("one user, idle", IDLE, idle)
    for page in (*PAGES, IDLE):
        yield _describe(f"{USERS} users", page, [click for click in clicks if click.page == page])
    failed = sum(click.status != 200 for click in clicks)
    told = "" if loaded else "; THE LOAD ENDED BEFORE"
    yield f"{_describe(f'{USERS} users', 'all pages', clicks)}, {AIM}, {failed} errors{told}"


@contextmanager
def _serving(data_dir: Path) -> Iterator[int]:
    """Run the server in a process of its own, and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [*DUBAN, "--data-dir", str(data_dir), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        while _click(port, IDLE).status != 200 and server.poll() is None:
            time.sleep(0.2)
        yield port
        server.terminate()


@contextmanager
def _loading(data_dir: Path) -> Iterator[Callable[[], bool]]:
    """Load a folder over and over; give what tells whether that is still going on."""
    command = 'while "$@" || test $? = 4; do :; done'  # 4: one sample is broken
    load = [*DUBAN, "--data-dir", str(data_dir), "load", "--again", str(DOCUMENTS), str(CARRIERS)]
    with subprocess.Popen(
        ["sh", "-c", command, "sh", *load], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as loader:
        yield lambda: loader.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(loader.pid, signal.SIGTERM)


def _click_about(port: int) -> list[Click]:
    """Let all users click about at once; return all their clicks."""
    with ThreadPoolExecutor(USERS) as users:
        return [click for clicks in users.map(lambda user: _click_as(user, port), range(USERS)) for click in clicks]


def _click_as(user: int, port: int) -> list[Click]:
    choose, clicks, pause = random.Random(user), [], Event()
    end = time.monotonic() + SECONDS
    pause.wait(choose.uniform(0, BETWEEN_CLICKS))
    while time.monotonic() < end:
        clicks.append(_click(port, choose.choice((*PAGES, IDLE))))
        pause.wait(choose.uniform(0, 2 * BETWEEN_CLICKS))
    return clicks


def _click(port: int, page: str) -> Click:
    start, status = time.perf_counter(), 0
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    with suppress(OSError, HTTPException):
        connection.request("GET", quote(page, safe="/?=&"))
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    connection.close()
    return Click(page, time.perf_counter() - start, status)


def _describe(who: str, page: str, clicks: list[Click]) -> str:
    waits = sorted(click.seconds * 1000 for click in clicks)
    middle, late = (waits[int(part * (len(waits) - 1))] for part in (0.5, 0.95))
    return f"office, {who:<15}{page:<24}median {middle:>8.1f} ms   p95 {late:>8.1f} ms   {len(waits)} clicks"
