"""The clock of slow work: readers that recognise pictures report each page, so that whoever limits time can go on.

A file of text has one limit of time; a scan has one for each page. Nobody listens unless he says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LISTENER: ContextVar[Callable[[], None] | None] = ContextVar("listener", default=None)


def page_done() -> None:
    """Report that one page has been recognised."""
    if listener := _LISTENER.get():
        listener()


@contextmanager
def listen(listener: Callable[[], None]) -> Iterator[None]:
    """Call `listener` for every page that is recognised inside the with-block."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
