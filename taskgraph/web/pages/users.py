"""For admins: who may log in and as what, what programs show instead of a password, and who did what."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.errors import NotFoundError, PeopleError, QueryError
from taskgraph.people.enrolling import make_person
from taskgraph.people.model import LOCAL, Person, Scope, UserRole
from taskgraph.people.passwords import find_fault, hash_password
from taskgraph.people.query import find_account, find_accounts, find_deeds, find_feeds, find_tokens
from taskgraph.people.records import Deed
from taskgraph.people.store import (
    add_token,
    add_user,
    disable_user,
    enable_user,
    open_people,
    record_deed,
    revoke_token,
    set_password,
    set_role,
)
from taskgraph.people.view import NOBODY
from taskgraph.people.wording import SCOPES, USER_ROLES
from taskgraph.viewpoint import now
from taskgraph.web.api.asking import Number
from taskgraph.web.asked import one_of
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Fields, Given
from taskgraph.web.identity import address_of
from taskgraph.web.person import name_object

router = APIRouter()
MOST = 200  # lines of the log on its page
_WORDS: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: word for role, word in USER_ROLES.items()},
    "scope": {scope.value: word for scope, word in SCOPES.items()},
}


@router.get("/users")
def list_users(request: Request) -> Response:
    """Users, tokens and feeds, with the forms to change them."""
    return _render(request)


@router.post("/users")
def add(request: Request, given: Given) -> Response:
    """Add a user; with the first one, an admin, everybody has to log in."""
    desk, name = desk_of(request), given.get("name", "")
    name_object(" ".join((name, *_say(given, "role", "unit"))))
    try:
        with desk.reading() as db:
            person = make_person(db, name, one_of(UserRole)(given.get("role", "")), given.get("unit"))
        kept = _keep(given.get("password", ""), name)
        with open_people(desk.settings.data_dir) as db:
            add_user(db, person, kept, now())
            if desk.person == LOCAL:  # the gate records what people do who have logged in
                record_deed(db, Deed(who=LOCAL.name, address=address_of(request), deed="添加用户", object=name), now())
    except (NotFoundError, PeopleError, QueryError) as error:
        return _render(request, problem=str(error), given=given)
    return RedirectResponse("/users", status_code=303)


@router.post("/users/{name}")
def change(request: Request, name: str, given: Given) -> Response:
    """Carry out what one of the forms beside a user asks for."""
    desk, verb = desk_of(request), given.get("verb", "")
    try:
        if verb not in _VERBS:
            raise QueryError("请选择:停用、启用、改变角色或重设密码")
        said, carry_out = _VERBS[verb]
        name_object(" ".join((said, *(_say(given, "role", "unit") if verb == "role" else ()))))
        with desk.reading() as db:
            person = find_account(db, name).person
        with open_people(desk.settings.data_dir) as db:
            carry_out(db, person, given)
    except (NotFoundError, PeopleError, QueryError) as error:
        return _render(request, problem=str(error))
    return RedirectResponse("/users", status_code=303)


@router.post("/tokens")
def make_token(request: Request, given: Given) -> Response:
    """Make a token and show it, this once."""
    desk, name = desk_of(request), given.get("name", "")
    name_object(" ".join((name, *_say(given, "user", "scope"))))
    try:
        scope = one_of(Scope)(given.get("scope", ""))
        with desk.reading() as db:
            owner = find_account(db, given.get("user", "")).person.name
        with open_people(desk.settings.data_dir) as db:
            made = add_token(db, owner, name, scope, now())
    except (NotFoundError, PeopleError, QueryError) as error:
        return _render(request, problem=str(error))
    return _render(request, made=made)


@router.post("/tokens/{number}/revoke")
def end_token(request: Request, number: Number) -> Response:
    """End a token."""
    with open_people(desk_of(request).settings.data_dir) as db:
        revoke_token(db, number, now())
    return RedirectResponse("/users", status_code=303)


@router.get("/log")
def show_log(request: Request, who: str = "") -> Response:
    """Who did what, the newest first."""
    with desk_of(request).reading() as db:
        deeds, users = find_deeds(db, MOST, who or None), find_accounts(db)
    names = [account.person.name for account in users]
    return show_page("log", section="users", deeds=deeds, who=who, names=names, most=MOST, nobody=NOBODY)


def _say(given: Fields, *names: str) -> list[str]:
    """Return what a form says in some of its fields, as the log has it."""
    return [_WORDS.get(name, {}).get(given[name], given[name]) for name in names if name in given]


def _keep(password: str, name: str) -> str:
    """Return what is kept of a password; raise PeopleError for one that is not taken."""
    if fault := find_fault(password, name):
        raise PeopleError(fault)
    return hash_password(password)


def _give_role(db: sqlite3.Connection, person: Person, given: Fields) -> None:
    set_role(db, make_person(db, person.name, one_of(UserRole)(given.get("role", "")), given.get("unit")))


def _give_password(db: sqlite3.Connection, person: Person, given: Fields) -> None:
    set_password(db, person.name, _keep(given.get("password", ""), person.name))


_VERBS: Mapping[str, tuple[str, Callable[[sqlite3.Connection, Person, Fields], None]]] = {
    "disable": ("停用", lambda db, person, _: disable_user(db, person.name, now())),
    "enable": ("启用", lambda db, person, _: enable_user(db, person.name)),
    "role": ("改变角色", _give_role),
    "password": ("重设密码", _give_password),
}


def _render(request: Request, *, problem: str = "", made: str = "", given: Fields | None = None) -> Response:
    with desk_of(request).reading() as db:
        accounts, tokens, feeds = find_accounts(db), find_tokens(db), find_feeds(db)
    return show_page(
        "users",
        status=400 if problem else 200,
        section="users",
        accounts=accounts,
        tokens=tokens,
        feeds=feeds,
        scopes=SCOPES,
        problem=problem,
        made=made,
        given=given or {},
    )
