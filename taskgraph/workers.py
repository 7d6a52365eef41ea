"""Reading many inputs on all cores: each in a worker process, which may hang, crash or run out of memory alone.

A worker is replaced when it dies or takes too long; its input becomes a Failure, the others are read. Results come
in the order of the inputs, the members of a container in its place. A worker costs 0.04 s more than reading in this
process (measured), so single files are read in one, too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any

from ingest.archives import LARGEST_TOTAL, MOST_MEMBERS
from taskgraph.errors import WorkerStartError
from taskgraph.inputs import Failure, Input, Opened, Result
from taskgraph.serving import ALIVE, Handle, serve

TIME_LIMIT = 60.0  # seconds for a file, and for each page that is recognised in it
START_LIMIT = 60.0  # seconds that a process may take to start
AHEAD = 4  # inputs a worker that may be read before the first of them is stored


@dataclass(slots=True)
class _Slot:
    """A place in the order of results."""

    item: Input
    begun: bool = False
    result: Result | None = None


class _Worker:
    """A process with a pipe, and what it is working on until when."""

    def __init__(self, handle: Handle | None, known: Set[str]) -> None:
        context = multiprocessing.get_context("spawn")  # forked ones would hold the store's lock and files
        self.conn, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, handle, known), daemon=True)
        _start_without_interrupts(self.process)
        other.close()
        self.slot: _Slot | None = None
        self.deadline = 0.0
        self.ready = False

    def begin(self, slot: _Slot, limit: float) -> None:
        slot.begun = True
        self.slot = slot
        self.deadline = time.monotonic() + (limit if self.ready else max(limit, START_LIMIT))
        self.conn.send(slot.item)

    def keep_going(self, limit: float) -> None:
        """Note that the process has started, or has done a page: its time begins anew."""
        self.ready = True
        self.deadline = time.monotonic() + limit

    def stop(self) -> int:
        """End the process and return its exit code, negative for a signal."""
        self.conn.close()
        self.process.join(0.1)
        self.process.kill()
        self.process.join()
        return self.process.exitcode or 0


def _start_without_interrupts(process: Any) -> None:
    """Start a process that Ctrl-C at the terminal does not reach: the run decides when it ends."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not in the main thread, which alone may change this
        process.start()
        return
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)


class Pool:
    """Workers for one run. `total` is the number of results to be expected, as far as it is known."""

    def __init__(
        self,
        known: Set[str] = frozenset(),
        *,
        size: int | None = None,
        limit: float = TIME_LIMIT,
        handle: Handle | None = None,
    ) -> None:
        self.known, self.limit, self.handle = known, limit, handle
        self.size = size or count_cores()
        self.total = 0
        self._workers: list[_Worker] = []
        self._line: list[_Slot] = []
        self._budgets: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def read(self, inputs: Iterable[Input]) -> Iterator[Result]:
        """Yield one result for every input, in order; containers yield the results of their members."""
        items = tuple(inputs)
        self.total += len(items)
        self._line, waiting = [], iter(items)
        while True:
            self._hand_out(waiting)
            if self._line and self._line[0].result:
                yield self._line.pop(0).result  # type: ignore[misc]  # just checked
                self._collect(timeout=0)
            elif self._line:
                self._collect(timeout=self._time_left())
            else:
                return

    def _hand_out(self, waiting: Iterator[Input]) -> None:
        window = AHEAD * self.size
        idle = [worker for worker in self._workers if worker.slot is None]
        while idle or len(self._workers) < self.size:
            slot = next((slot for slot in self._line[:window] if not slot.begun), None)
            if slot is None:
                item = next(waiting, None) if len(self._line) < window else None
                if item is None:
                    return
                slot = _Slot(item)
                self._line.append(slot)
            worker = idle.pop() if idle else self._hire()
            self._begin(worker, slot)

    def _hire(self) -> _Worker:
        worker = _Worker(self.handle, self.known)
        self._workers.append(worker)
        return worker

    def _begin(self, worker: _Worker, slot: _Slot) -> None:
        try:
            worker.begin(slot, self.limit)
        except OSError:  # it died while idle: the input is not to blame
            self._dismiss(worker)
            self._begin(self._hire(), slot)

    def _time_left(self) -> float:
        ends = [worker.deadline for worker in self._workers if worker.slot]
        return max(0.0, min(ends, default=0.0) - time.monotonic())

    def _collect(self, timeout: float) -> None:
        busy = {worker.conn: worker for worker in self._workers if worker.slot}
        for conn in wait(list(busy), timeout):
            worker = busy.pop(conn)  # type: ignore[call-overload]  # only connections were waited for
            self._receive(worker)
        for worker in busy.values():
            if time.monotonic() >= worker.deadline:
                self._fail(worker, "timeout", f"读取超过 {self.limit:.0f} 秒仍未完成,已跳过。{ADVICE}")

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.conn.recv()
        except (EOFError, OSError):
            self._fail(worker, "crashed", "")
            return
        if message == ALIVE:
            worker.keep_going(self.limit)
            return
        slot, worker.slot = worker.slot, None
        if slot and isinstance(message, Opened):
            self._put_members(slot, message)
        elif slot:
            slot.result = message

    def _put_members(self, slot: _Slot, opened: Opened) -> None:
        """Let the members of a container stand in its place, within what one file may unpack to."""
        count, size = self._budgets.get(slot.item.path, (0, 0))
        count, size = count + len(opened.members), size + opened.size
        if count > MOST_MEMBERS or size > LARGEST_TOTAL:
            message = f"各层压缩包合计有 {count} 个文件、{size / 1024**2:.0f} MB,超过上限。请解压后分批导入。"
            slot.result = Failure(source=slot.item.source, kind="too_large", message=message)
            return
        self._budgets[slot.item.path] = count, size
        at = self._line.index(slot)
        self._line[at : at + 1] = [_Slot(item) for item in opened.members]
        self.total += len(opened.members) - 1

    def _fail(self, worker: _Worker, kind: str, message: str) -> None:
        slot = worker.slot
        if kind == "timeout":
            worker.process.kill()
        code = self._dismiss(worker)
        if not worker.ready:
            raise WorkerStartError(
                f"读取文件的进程无法启动({describe_exit(code)})。请检查内存是否够用,或重新安装 Duban"
            )
        if slot:
            message = message or f"读取这份文件时程序异常退出({describe_exit(code)}),其他文件不受影响。{ADVICE}"
            slot.result = Failure(source=slot.item.source, kind=kind, message=message)

    def _dismiss(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        return worker.stop()


ADVICE = "请确认文件能正常打开,另存为 DOCX 或 PDF 后再导入;若仍如此,请把这份文件的情况报告给 Duban 的维护者。"


def describe_exit(code: int) -> str:
    """Return what an exit code says: 信号 SIGKILL,可能内存不足."""
    if code >= 0:
        return f"退出码 {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
    return f"信号 {name}" + (",可能内存不足" if name in ("SIGKILL", "SIGABRT") else "")


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
