"""What a request leaves for the next ones of the same person, in the memory of the server: found by a token."""

from __future__ import annotations

from typing import TypeVar
from uuid import uuid4

from taskgraph.people.model import Person

Value = TypeVar("Value")


class Shelf:
    """Values by whose they are and their tokens; of each kind a person has only some, the oldest go."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], object] = {}

    def keep(self, person: Person | None, value: object, most: int, token: str = "") -> str:
        """Return the token of a value, a new one where none is given; `most` values of its kind stay."""
        whose, token = _name(person), token or uuid4().hex
        self._kept[whose, token] = value
        alike = [key for key, kept in tuple(self._kept.items()) if key[0] == whose and isinstance(kept, type(value))]
        for key in alike[:-most]:
            self._kept.pop(key, None)
        return token

    def find(self, person: Person | None, token: str, kind: type[Value]) -> Value | None:
        """Return what a person left under a token, None where that is nothing of this kind."""
        kept = self._kept.get((_name(person), token))
        return kept if isinstance(kept, kind) else None


def _name(person: Person | None) -> str:
    return person.name if person else ""
