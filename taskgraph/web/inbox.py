"""The load that the desk runs beside its pages: one at a time, with what it has come to so far."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import BinaryIO
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from ingest.names import clean_name
from ingest.pipeline import LARGEST_FILE
from taskgraph.disk import explain_refusal
from taskgraph.errors import LockedError, QueryError, TaskgraphError
from taskgraph.inputs import Input
from taskgraph.known import load_hashes
from taskgraph.loading import LoadRun, load_into
from taskgraph.review.matching import match_waiting
from taskgraph.review.model import Matched
from taskgraph.store import Store, open_store
from taskgraph.viewpoint import now
from taskgraph.web.person import name_object
from taskgraph.workers import Pool

logger = logging.getLogger("duban")
BROKEN_OFF = "导入中断了,已导入的文件都已保存。请再导入一次,会从中断处继续。"
MOST_BYTES = 1024**3  # of one upload
MOST_FILES = 1000
PATIENCE = 60.0  # seconds that a load waits for somebody else to have written
_AT_A_TIME = 1024 * 1024


class Inbox:
    """What is shown of a load; `total` grows while containers are opened, `problem` is why it broke off.

    `job` names it for programs; `done` is called when it has ended.
    """

    def __init__(self, data_dir: Path, done: Callable[[], None]) -> None:
        self.data_dir = data_dir
        self._done = done
        self.run = LoadRun()
        self.matched: tuple[Matched, ...] = ()
        self.total = 0
        self.problem = ""
        self.job = ""
        self._thread: Thread | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, inputs: tuple[Input, ...], spool: TemporaryDirectory[str] | None = None) -> None:
        """Load inputs beside the pages; `spool` holds uploaded files and goes with the load."""
        if self.running:
            raise LockedError("上一批文件还在导入,请等它结束后再试")
        self.run, self.matched, self.total, self.problem = LoadRun(), (), len(inputs), BROKEN_OFF
        self.job = uuid4().hex
        name_object("、".join(one.source for one in inputs))
        self._thread = Thread(target=self._load, args=(inputs, spool), name="inbox")
        self._thread.start()

    def wait(self) -> None:
        """Wait for the end of the load."""
        if self._thread:
            self._thread.join()

    def _load(self, inputs: tuple[Input, ...], spool: TemporaryDirectory[str] | None) -> None:
        try:
            self._load_all(inputs)
            self.problem = ""
        except TaskgraphError as error:
            self.problem = str(error)
        except (sqlite3.DatabaseError, OSError) as error:
            self.problem = str(explain_refusal(error) or BROKEN_OFF)
            logger.error("a load broke off: %s", error)
        finally:
            self._done()
            if spool:
                spool.cleanup()

    def _load_all(self, inputs: tuple[Input, ...]) -> None:
        """Load file by file: between two of them people can write at the desk."""
        with open_store(self.data_dir) as store:
            known = load_hashes(store.db)
        with Pool(known) as pool:
            for result in pool.read(inputs):
                with self._writing() as store:
                    for loaded in load_into(store, [result]):
                        self.run.add(loaded)
                self.total = pool.total
        with self._writing() as store:
            self.matched = match_waiting(store.db, now())

    def _writing(self) -> AbstractContextManager[Store]:
        return open_store(self.data_dir, patience=PATIENCE)


async def spool_uploads(request: Request) -> tuple[tuple[Input, ...], TemporaryDirectory[str]]:
    """Keep the files of a form in a folder, which goes with the load; raise QueryError for none or too much."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise QueryError("一次最多导入 1 GB。请分几次导入")
    async with request.form(max_files=MOST_FILES) as form:
        sent = [field for field in form.getlist("files") if isinstance(field, UploadFile)]
        uploads = [(file.filename, file.file) for file in sent if file.filename]
        if not uploads:
            raise QueryError("没有选择文件。请先选择或拖入文件,再点“导入”")
        spool = TemporaryDirectory(prefix="duban-inbox-")
        return await run_in_threadpool(keep_uploads, uploads, Path(spool.name)), spool


def find_samples() -> tuple[Input, ...]:
    """Return the small samples that come with Duban."""
    folder = files("taskgraph.web") / "samples"
    named = sorted((file.name, str(file)) for file in folder.iterdir() if not file.name.startswith("."))
    return tuple(Input(source=name, path=path) for name, path in named)


def inbox_of(request: Request) -> Inbox:
    inbox: Inbox = request.app.state.inbox
    return inbox


def keep_uploads(sent: Iterable[tuple[str, BinaryIO]], folder: Path) -> tuple[Input, ...]:
    """Write uploaded files, by name and content, to a folder, each as far as it may be read."""
    return tuple(_iter_kept(sent, folder))


def _iter_kept(sent: Iterable[tuple[str, BinaryIO]], folder: Path) -> Iterator[Input]:
    for number, (name, content) in enumerate(sent):
        path = folder / str(number)
        with path.open("wb") as kept:
            while kept.tell() <= LARGEST_FILE and (part := content.read(_AT_A_TIME)):
                kept.write(part)
        yield Input(source=clean_name(name), path=str(path))
