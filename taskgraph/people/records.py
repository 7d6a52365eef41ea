"""What the store says of people and of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from taskgraph.people.model import Person, Scope

_NOTED = timedelta(minutes=10)  # how old the note of the last use may be: each new one is a write


def is_stale(noted: datetime | None, now: datetime) -> bool:
    """Whether the last use of a secret is to be noted anew."""
    return noted is None or now - noted >= _NOTED


@dataclass(frozen=True, slots=True)
class Known:
    """The person behind a secret; `used_at` is when its last use was noted."""

    person: Person
    used_at: datetime | None

    def is_stale(self, now: datetime) -> bool:
        return is_stale(self.used_at, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user as admins see it; `unit` is how the unit is called, `seen_at` the last use of a session that lasts."""

    person: Person
    unit: str
    added_at: datetime
    disabled_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows in the place of a password, as far as it is known after it was made."""

    number: int
    user: str
    name: str
    scope: Scope
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar to subscribe to by a secret address; `saved` names its search, None: all that its user sees."""

    number: int
    user: str
    name: str
    saved: str | None
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What goes on the log: who did what, from where, to what; `who` is empty where nobody of that name is known."""

    who: str
    address: str
    deed: str
    object: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDeed:
    number: int
    at: datetime
    deed: Deed
