"""What a worker may be given to do in tests: the source of the input names it. Imported by worker processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Set

from taskgraph.inputs import Failure, Input, Known, Opened


def misbehave(item: Input, known: Set[str]) -> object:
    """Do what the source says: `good`, `die`, `hang`, `raise`, `hoard`, or open a container.

    `10+good+5~die` is a container of 10 bytes with a good file and a container of 5 bytes.
    """
    first, *rest = item.source.split("+")
    if rest:
        members = tuple(
            Input(source=source.replace("~", "+"), path=item.path, inside=(*item.inside, i))
            for i, source in enumerate(rest)
        )
        return Opened(source=item.source, members=members, size=int(first))
    return ACTS[first](item)


def _good(item: Input) -> Known:
    return Known(source=item.source, sha256=str(os.getpid()))


def _die(item: Input) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(item: Input) -> None:
    time.sleep(600)


def _raise(item: Input) -> None:
    raise ZeroDivisionError


def _hoard(item: Input) -> object:
    return bytearray(1 << 45)


def _fail(item: Input) -> Failure:
    return Failure(source=item.source, kind="broken", message="broken")


ACTS = {"good": _good, "die": _die, "hang": _hang, "raise": _raise, "hoard": _hoard, "fail": _fail}
