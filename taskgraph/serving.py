"""What a worker process does: read what it is sent, within its memory, and answer; nothing else."""

from __future__ import annotations

import logging
import signal
import traceback
from collections.abc import Callable, Set
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from ingest.pace import listen
from taskgraph.inputs import Failure, Input

Handle: TypeAlias = Callable[[Input, Set[str]], Any]

ALIVE = "alive"  # sent when a worker is ready, and after each page that it recognises
MEMORY = 4 * 1024**3  # bytes of address space


def serve(conn: Connection, handle: Handle | None, known: Set[str]) -> None:
    """Be a worker process: read every input that comes over the pipe, or do what `handle` does with it."""
    from taskgraph.reading import read_input  # noqa: PLC0415 - the process that starts workers needs no readers

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable()  # libraries' warnings on broken files are not for the terminal
    limit_memory(MEMORY)
    answer(conn, handle or read_input, known)


def answer(conn: Connection, handle: Handle, known: Set[str]) -> None:
    """Say that the worker is ready, then answer every input until the pipe closes."""
    with listen(lambda: conn.send(ALIVE)):
        try:
            conn.send(ALIVE)
            while True:
                conn.send(handle_safely(conn.recv(), handle, known))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def limit_memory(size: int) -> None:
    """Let allocations beyond `size` bytes fail, where the platform knows such a limit."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def handle_safely(item: Input, handle: Handle, known: Set[str]) -> Any:
    """Return the answer of `handle`; what it did not foresee becomes the failure of this input."""
    try:
        return handle(item, known)
    except MemoryError:
        message = "读取这份文件需要的内存超过上限,已跳过。请拆分文件,或另存为 DOCX、PDF 后再导入。"
        return Failure(source=item.source, kind="crashed", message=message)
    except Exception as error:  # noqa: BLE001 - one file must never end the run; the failure carries what to report
        return Failure(source=item.source, kind="internal", message=describe_error(error))


def describe_error(error: Exception) -> str:
    """Return what a user may report without showing the document: the kind of error and where in the code it rose."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " ← ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-3:]))
    return f"程序内部错误:{type(error).__name__}({where})。其他文件不受影响。请把这一行报告给 Duban 的维护者。"
