"""Who a request comes from: by the token that it carries, else by the session that a browser keeps."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request

from taskgraph.datadir import DATABASE
from taskgraph.people.model import LOCAL, Person
from taskgraph.people.query import find_session, find_token, has_users
from taskgraph.people.store import note_session_use, note_token_use, open_people
from taskgraph.people.throttle import Door, Throttle, name_address
from taskgraph.reader import open_reader

SESSION = "duban"  # the cookie
WRONG_TOKEN = "访问令牌不对,或已停用、已吊销。请向管理员要一个新的。"  # noqa: S105 - a message
TOO_OFTEN = "试得太频繁了,请过一会儿再试。"
logger = logging.getLogger("duban")


class Refusal(NamedTuple):
    """Why a request may not pass; `wait`: in how many seconds it may be tried again."""

    status: int
    why: str
    wait: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.wait)} if self.wait else {}


def address_of(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client else ""


def identify(data_dir: Path, request: Request, throttle: Throttle, now: datetime) -> Person | Refusal | None:
    """Return who asks: without any users whoever sits at the machine, None where nobody has logged in, and a refusal
    where the token is wrong.
    """
    if not (data_dir / DATABASE).exists():
        return LOCAL
    token, session = request.headers.get("authorization"), request.cookies.get(SESSION, "")
    with open_reader(data_dir) as db:
        if not has_users(db):
            return LOCAL
        known = find_session(db, session, now) if token is None else find_token(db, read_bearer(token))
    if known is None and token is not None:
        wait = throttle.try_door(Door.TOKEN, name_address(address_of(request)))
        return Refusal(429, TOO_OFTEN, wait) if wait else Refusal(401, WRONG_TOKEN)
    if known and known.is_stale(now):
        _note_use(data_dir, session if token is None else "", read_bearer(token or ""), now)
    return known.person if known else None


def read_bearer(given: str) -> str:
    """Return the token of an Authorization header; empty where it has none."""
    kind, _, token = given.partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _note_use(data_dir: Path, session: str, token: str, now: datetime) -> None:
    """Note that a secret is in use. Nobody is kept from reading because that cannot be written just now."""
    try:
        with open_people(data_dir) as db:
            if session:
                note_session_use(db, session, now)
            else:
                note_token_use(db, token, now)
    except sqlite3.OperationalError as error:
        logger.warning("the use of a session or token could not be noted: %s", error)
