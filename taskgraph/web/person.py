"""The person behind the request at hand: the gate (`gate.py`) tells who it is, pages and templates ask here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from starlette.requests import Request

from taskgraph.people.model import Person, may
from taskgraph.web.rights import RULES

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


def may_ask(name: str) -> bool:
    """Whether the person may use an address, by its name in `RULES`: "POST /saved"."""
    return may(person_asking(), RULES[name].right)


def name_object(request: Request, text: str) -> None:
    """Say for the log to what a request does something, where the address does not say it."""
    request.state.object = text
