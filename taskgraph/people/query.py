"""Reading people: who a session or token stands for, who there is, and what was done."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from taskgraph.errors import NotFoundError
from taskgraph.model import UnitRef
from taskgraph.people.model import Person, Scope, UserRole
from taskgraph.people.records import Account, Deed, Feed, Known, RecordedDeed, Token
from taskgraph.people.secret import digest
from taskgraph.registry import UnitKey
from taskgraph.unit_query import load_registry
from taskgraph.viewpoint import write_moment
from taskgraph.who_query import find_collectives

SESSION_IDLE = timedelta(hours=8)  # a session ends after so long without a request
SESSION_LONGEST = timedelta(days=7)  # … and after so long in any case
_ADMIN = "SELECT 1 FROM user WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1"
_OF_SESSION = """
SELECT name, role, region, unit, used_at FROM session JOIN user ON user.name = session.user
WHERE hash = :hash AND used_at > :idle AND begun_at > :oldest AND disabled_at IS NULL
"""
_OF_TOKENS = """
SELECT user.name, role, region, unit, scope, used_at FROM token JOIN user ON user.name = token.user
WHERE hash = ? AND revoked_at IS NULL AND disabled_at IS NULL
"""
_PASSWORD = "SELECT password FROM user WHERE name = ? AND disabled_at IS NULL"  # noqa: S105 - a query
_ACCOUNTS = """
SELECT user.name, role, user.region, unit, added_at, disabled_at, unit.label,
  (SELECT max(used_at) FROM session WHERE session.user = user.name) AS seen_at
FROM user LEFT JOIN unit ON unit.region = user.region AND unit.name = user.unit ORDER BY user.rowid
"""
_ALL_TOKENS = "SELECT number, user, name, scope, made_at, used_at, revoked_at FROM token ORDER BY number"
_FEED_COLUMNS = "SELECT number, feed.user, feed.name AS label, saved, made_at, used_at, revoked_at "
_OF_USER = "FROM feed WHERE feed.user = coalesce(?, feed.user) ORDER BY number"
_KNOWN_FEED = """, user.name, role, region, unit FROM feed JOIN user ON user.name = feed.user
WHERE number = ? AND hash = ? AND revoked_at IS NULL AND disabled_at IS NULL
"""
_LOG = """
SELECT number, at, who, address, deed, object FROM audit WHERE who = coalesce(?, who)
ORDER BY number DESC LIMIT ?
"""
_UNIT = "SELECT id, label, region FROM unit WHERE region = ? AND name = ?"


def has_users(db: sqlite3.Connection) -> bool:
    """Whether anybody has to log in."""
    return db.execute("SELECT 1 FROM user LIMIT 1").fetchone() is not None


def has_admin(db: sqlite3.Connection) -> bool:
    return db.execute(_ADMIN).fetchone() is not None


def find_session(db: sqlite3.Connection, secret: str, now: datetime) -> Known | None:
    """Return whose session it is, unless it has ended or the user is disabled."""
    idle, oldest = write_moment(now - SESSION_IDLE), write_moment(now - SESSION_LONGEST)
    row = db.execute(_OF_SESSION, {"hash": digest(secret), "idle": idle, "oldest": oldest}).fetchone()
    return Known(_person(row), _moment(row["used_at"])) if row else None


def find_token(db: sqlite3.Connection, secret: str) -> Known | None:
    """Return whose token it is, and what it is good for, unless it is revoked or the user is disabled."""
    row = db.execute(_OF_TOKENS, [digest(secret)]).fetchone()
    return Known(_person(row, Scope(row["scope"])), _moment(row["used_at"])) if row else None


def find_password(db: sqlite3.Connection, name: str) -> str | None:
    """Return what is kept of a user's password; None where nobody of that name may log in."""
    row = db.execute(_PASSWORD, [name]).fetchone()
    return row["password"] if row else None


def find_accounts(db: sqlite3.Connection) -> tuple[Account, ...]:
    """Return all users, disabled ones too, in the order in which they were added."""
    return tuple(
        Account(
            person=_person(row),
            unit=row["label"] or row["unit"] or "",
            added_at=datetime.fromisoformat(row["added_at"]),
            disabled_at=_moment(row["disabled_at"]),
            seen_at=_moment(row["seen_at"]),
        )
        for row in db.execute(_ACCOUNTS)
    )


def find_account(db: sqlite3.Connection, name: str) -> Account:
    """Return the user of that name; raise NotFoundError, which lists those that there are."""
    accounts = find_accounts(db)
    for account in accounts:
        if account.person.name.casefold() == name.casefold():
            return account
    there = f"现有的用户:{'、'.join(account.person.name for account in accounts)}" if accounts else "还没有用户"
    raise NotFoundError(f"没有名为“{name}”的用户。{there}")


def find_unit_key(db: sqlite3.Connection, unit: UnitRef) -> UnitKey:
    """Return the key by which a unit stays known while its texts come and go."""
    return UnitKey(*db.execute("SELECT region, name FROM unit WHERE id = ?", [unit.id]).fetchone())


def find_tokens(db: sqlite3.Connection) -> tuple[Token, ...]:
    """Return all tokens, revoked ones too."""
    return tuple(
        Token(
            number=row["number"],
            user=row["user"],
            name=row["name"],
            scope=Scope(row["scope"]),
            made_at=datetime.fromisoformat(row["made_at"]),
            used_at=_moment(row["used_at"]),
            revoked_at=_moment(row["revoked_at"]),
        )
        for row in db.execute(_ALL_TOKENS)
    )


def find_feeds(db: sqlite3.Connection, user: str | None = None) -> tuple[Feed, ...]:
    """Return the feeds of one user or of all, revoked ones too."""
    return tuple(_feed(row) for row in db.execute("".join((_FEED_COLUMNS, _OF_USER)), [user]))


def find_feed(db: sqlite3.Connection, number: int, secret: str) -> tuple[Feed, Person] | None:
    """Return a feed and whose it is, for who knows its secret; None once it is revoked or its user disabled."""
    row = db.execute("".join((_FEED_COLUMNS, _KNOWN_FEED)), [number, digest(secret)]).fetchone()
    return (_feed(row), _person(row)) if row else None


def find_deeds(db: sqlite3.Connection, most: int, who: str | None = None) -> tuple[RecordedDeed, ...]:
    """Return the log, of one user or of all, the newest first."""
    return tuple(
        RecordedDeed(
            number=row["number"],
            at=datetime.fromisoformat(row["at"]),
            deed=Deed(who=row["who"], address=row["address"], deed=row["deed"], object=row["object"]),
        )
        for row in db.execute(_LOG, [who, most])
    )


def find_within(db: sqlite3.Connection, unit: UnitKey) -> tuple[int, ...]:
    """Return the ids of a unit and of the collectives that cover it, as the office has it now; none where no text
    charges it.
    """
    key = load_registry(db).follow(unit)
    row = db.execute(_UNIT, [key.region, key.name]).fetchone()
    if row is None:
        return ()
    own = UnitRef(row["id"], row["label"], row["region"])
    return (own.id, *(collective.id for collective in find_collectives(db, own)))


def _feed(row: sqlite3.Row) -> Feed:
    return Feed(
        number=row["number"],
        user=row["user"],
        name=row["label"],
        saved=row["saved"],
        made_at=datetime.fromisoformat(row["made_at"]),
        used_at=_moment(row["used_at"]),
        revoked_at=_moment(row["revoked_at"]),
    )


def _person(row: sqlite3.Row, scope: Scope | None = None) -> Person:
    unit = UnitKey(row["region"], row["unit"]) if row["unit"] else None
    return Person(name=row["name"], role=UserRole(row["role"]), unit=unit, scope=scope)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
