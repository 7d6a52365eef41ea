"""The person behind the request at hand: the gate (`gate.py`) tells who it is, pages and templates ask here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from taskgraph.people.model import Person

_ASKING: ContextVar[Person | None] = ContextVar("person", default=None)


@contextmanager
def serving(person: Person | None) -> Iterator[None]:
    """Answer one request for a person; None: somebody who has not logged in."""
    before = _ASKING.set(person)
    try:
        yield
    finally:
        _ASKING.reset(before)


def person_asking() -> Person | None:
    return _ASKING.get()
