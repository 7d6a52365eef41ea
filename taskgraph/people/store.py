"""Writing people: users, sessions, tokens and the log.

It does not wait for the right to write documents: people are let in and shut out while files are loaded, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from taskgraph.errors import NotFoundError, PeopleError
from taskgraph.people.model import LOCAL, Person, Scope, UserRole
from taskgraph.people.query import SESSION_IDLE, SESSION_LONGEST, find_accounts, has_users
from taskgraph.people.records import Deed
from taskgraph.people.secret import digest, make_secret
from taskgraph.reader import connect
from taskgraph.viewpoint import write_moment

LONGEST_NAME = 32
_ADD = "INSERT INTO user (name, role, region, unit, password, added_at) VALUES (?, ?, ?, ?, ?, ?)"
_SET_ROLE = "UPDATE user SET role = ?, region = ?, unit = ? WHERE name = ?"
_ADMINS = "SELECT name FROM user WHERE role = 'admin' AND disabled_at IS NULL"
_END_OLD = "DELETE FROM session WHERE used_at <= ? OR begun_at <= ?"
_BEGIN = "INSERT INTO session (hash, user, begun_at, used_at) VALUES (?, ?, ?, ?)"
_NOTE_SESSION = "UPDATE session SET used_at = ? WHERE hash = ?"
_NOTE_TOKENS = "UPDATE token SET used_at = ? WHERE hash = ?"
_ADD_TOKENS = "INSERT INTO token (hash, user, name, scope, made_at) VALUES (?, ?, ?, ?, ?)"
_REVOKE = "UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE number = ?"
_ADD_FEED = "INSERT INTO feed (hash, user, name, saved, made_at) VALUES (?, ?, ?, ?, ?)"
_REVOKE_FEED = "UPDATE feed SET revoked_at = coalesce(revoked_at, ?) WHERE number = ? AND user = coalesce(?, user)"
_RECORD = "INSERT INTO audit (at, who, address, deed, object) VALUES (?, ?, ?, ?, ?)"


@contextmanager
def open_people(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """Open the store for what is written of people, all of it or nothing."""
    db = connect(data_dir, "rw")
    db.row_factory = sqlite3.Row
    for pragma in ("busy_timeout = 30000", "foreign_keys = ON"):
        db.execute(f"PRAGMA {pragma}")
    try:
        with db:
            db.execute("BEGIN IMMEDIATE")
            yield db
    finally:
        db.close()


def add_user(db: sqlite3.Connection, person: Person, kept: str, now: datetime) -> None:
    """Add a user with what is kept of the password; raise PeopleError for a name that cannot be one or is taken."""
    name = person.name
    if not (name.strip() == name and len(name) <= LONGEST_NAME and name.isprintable() and any(map(str.isalnum, name))):
        raise PeopleError(f"姓名应为 1 到 {LONGEST_NAME} 个字,前后没有空格")
    if "/" in name:
        raise PeopleError("姓名不能含有斜线")
    if name == LOCAL.name:
        raise PeopleError(f"“{name}”指没有登录的人,请另取一个姓名")
    if name.casefold() in (account.person.name.casefold() for account in find_accounts(db)):
        raise PeopleError(f"已有名为“{name}”的用户。同名的人请加上科室,如:{name}(综合科)")
    if person.role is not UserRole.ADMIN and not has_users(db):
        raise PeopleError("第一个用户应是管理员,之后由管理员添加其他人")
    db.execute(_ADD, [name, person.role, *_unit_of(person), kept, write_moment(now)])


def set_role(db: sqlite3.Connection, person: Person) -> None:
    """Give a user another role, and unit; raise PeopleError where no admin would be left."""
    if person.role is not UserRole.ADMIN:
        _refuse_last_admin(db, person.name)
    db.execute(_SET_ROLE, [person.role, *_unit_of(person), person.name])


def set_password(db: sqlite3.Connection, name: str, kept: str) -> None:
    """Put another password in the place of the old one, and end all sessions of the user."""
    db.execute("UPDATE user SET password = ? WHERE name = ?", [kept, name])
    _end_sessions(db, name)


def disable_user(db: sqlite3.Connection, name: str, now: datetime) -> None:
    """Shut a user out, sessions, tokens and feeds at once; raise PeopleError where no admin would be left."""
    _refuse_last_admin(db, name)
    db.execute("UPDATE user SET disabled_at = ? WHERE name = ? AND disabled_at IS NULL", [write_moment(now), name])
    _end_sessions(db, name)


def enable_user(db: sqlite3.Connection, name: str) -> None:
    db.execute("UPDATE user SET disabled_at = NULL WHERE name = ?", [name])


def begin_session(db: sqlite3.Connection, name: str, now: datetime) -> str:
    """Return the secret of a new session, and forget sessions that are over."""
    secret, moment = make_secret(), write_moment(now)
    db.execute(_END_OLD, [write_moment(now - SESSION_IDLE), write_moment(now - SESSION_LONGEST)])
    db.execute(_BEGIN, [digest(secret), name, moment, moment])
    return secret


def end_session(db: sqlite3.Connection, secret: str) -> None:
    db.execute("DELETE FROM session WHERE hash = ?", [digest(secret)])


def add_token(db: sqlite3.Connection, user: str, name: str, scope: Scope, now: datetime) -> str:
    """Return the secret of a new token; nobody can read it again."""
    _refuse_label(name)
    secret = make_secret()
    db.execute(_ADD_TOKENS, [digest(secret), user, name, scope, write_moment(now)])
    return secret


def revoke_token(db: sqlite3.Connection, number: int, now: datetime) -> None:
    """End a token for good; raise NotFoundError where there is none of that number."""
    if db.execute(_REVOKE, [write_moment(now), number]).rowcount == 0:
        raise NotFoundError(f"没有编号为 {number} 的令牌")


def add_feed(db: sqlite3.Connection, user: str, name: str, saved: str | None, now: datetime) -> tuple[int, str]:
    """Return the number and the secret of a new feed; nobody can read the secret again."""
    _refuse_label(name)
    secret = make_secret()
    made = db.execute(_ADD_FEED, [digest(secret), user, name, saved, write_moment(now)])
    return made.lastrowid or 0, secret


def revoke_feed(db: sqlite3.Connection, number: int, now: datetime, *, user: str | None) -> None:
    """End a feed of a user (None: of anybody) for good; raise NotFoundError where there is none of that number."""
    if db.execute(_REVOKE_FEED, [write_moment(now), number, user]).rowcount == 0:
        raise NotFoundError(f"没有编号为 {number} 的日历订阅")


def note_feed_use(db: sqlite3.Connection, number: int, now: datetime) -> None:
    db.execute("UPDATE feed SET used_at = ? WHERE number = ?", [write_moment(now), number])


def note_session_use(db: sqlite3.Connection, secret: str, now: datetime) -> None:
    db.execute(_NOTE_SESSION, [write_moment(now), digest(secret)])


def note_token_use(db: sqlite3.Connection, secret: str, now: datetime) -> None:
    db.execute(_NOTE_TOKENS, [write_moment(now), digest(secret)])


def record_deed(db: sqlite3.Connection, deed: Deed, now: datetime) -> None:
    """Add to the log, which only grows."""
    db.execute(_RECORD, [write_moment(now), deed.who, deed.address, deed.deed, deed.object])


def _refuse_label(name: str) -> None:
    if not (0 < len(name) <= LONGEST_NAME and name.isprintable()):
        raise PeopleError(f"请起一个 1 到 {LONGEST_NAME} 个字的名称,写明用在哪里,如:手机")


def _unit_of(person: Person) -> tuple[str | None, str | None]:
    return (person.unit.region, person.unit.name) if person.unit else (None, None)


def _refuse_last_admin(db: sqlite3.Connection, name: str) -> None:
    if [row["name"] for row in db.execute(_ADMINS)] == [name]:
        raise PeopleError(f"“{name}”是唯一的管理员。请先添加另一个管理员")


def _end_sessions(db: sqlite3.Connection, name: str) -> None:
    db.execute("DELETE FROM session WHERE user = ?", [name])
