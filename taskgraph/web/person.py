"""The person behind the request at hand: the gate (`gate.py`) tells who it is, pages and templates ask here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from taskgraph.people.model import Person, may
from taskgraph.web.rights import RULES

_ASKING: ContextVar[Person | None] = ContextVar("person", default=None)
_OBJECTS: ContextVar[list[str] | None] = ContextVar("objects", default=None)


@contextmanager
def serving(person: Person | None) -> Iterator[list[str]]:
    """Answer one request for a person (None: somebody who has not logged in); gives to what something is done."""
    objects: list[str] = []
    before = _ASKING.set(person), _OBJECTS.set(objects)
    try:
        yield objects
    finally:
        _ASKING.reset(before[0])
        _OBJECTS.reset(before[1])


def person_asking() -> Person | None:
    return _ASKING.get()


def may_ask(name: str) -> bool:
    """Whether the person may use an address, by its name in `RULES`: "POST /saved"."""
    return may(person_asking(), RULES[name].right)


def name_object(text: str) -> None:
    """Say for the log to what the request does something, beyond what its address says."""
    objects = _OBJECTS.get()
    if objects is not None:
        objects.append(text)
