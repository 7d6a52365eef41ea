"""What a process does until it is killed, telling each step that it was told is done. Imported by those processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import jieba
from click.testing import CliRunner

from taskgraph.cli import main
from taskgraph.store import load_document, open_store

jieba.initialize()  # once, in the process that all others are forked off

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def work(conn: Connection, task: str, *given: Any) -> None:
    """Say that the process is ready, then do a task and say so after each step."""
    conn.send("ready")
    for step in TASKS[task](*given):
        conn.send(step)


def load(data_dir: Path, samples: list[Any]) -> Iterator[str]:
    """Store documents that were read before; a step is the key of one."""
    with open_store(data_dir) as store:
        for doc, extraction, data in samples:
            load_document(store, doc, extraction, data, now=NOW)
            yield doc.key


def command(data_dir: Path, *lines: str) -> Iterator[str]:
    """Run command lines one after the other; a step is one that ended well."""
    for line in lines:
        done = CliRunner().invoke(main, ["--data-dir", str(data_dir), *line.split()])
        if done.exit_code:
            raise RuntimeError(done.stderr)
        yield line


def migrate(data_dir: Path) -> Iterator[str]:
    with open_store(data_dir):
        yield "open"


TASKS: dict[str, Callable[..., Iterator[str]]] = {"load": load, "command": command, "migrate": migrate}
