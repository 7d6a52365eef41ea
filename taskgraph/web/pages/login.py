from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.people.model import LOCAL
from taskgraph.people.passwords import is_right
from taskgraph.people.query import find_account, find_password
from taskgraph.people.records import Deed
from taskgraph.people.store import LONGEST_NAME, begin_session, end_session, open_people, record_deed
from taskgraph.people.throttle import Door, Throttle, name_address
from taskgraph.viewpoint import now
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Given
from taskgraph.web.identity import SESSION, TOO_OFTEN, Refusal, address_of
from taskgraph.web.person import person_asking

router = APIRouter()
WRONG = "姓名或密码不对。"
_OWN = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]*")  # an address of the desk; browsers take // and /\ for another host's


@router.get("/login")
def show_login(next: str = "/") -> Response:  # noqa: A002 - the address's word
    """Where one says who one is; without users, and once it is said, there is nothing to say."""
    if person_asking():
        return RedirectResponse(read_next(next), status_code=303)
    return show_page("login", who="", next=read_next(next), problem="")


@router.post("/login")
def log_in(request: Request, given: Given) -> Response:
    """Begin a session for who knows the password; it takes as long for a name that nobody has."""
    name, onward = given.get("name", ""), read_next(given.get("next", "/"))
    if person_asking() is LOCAL:
        return RedirectResponse(onward, status_code=303)
    found = _open_session(request, name, given.get("password", ""))
    if isinstance(found, Refusal):
        page = show_page("login", status=found.status, who=name, next=onward, problem=found.why)
        page.headers.update(found.headers)
        return page
    return keep_session(RedirectResponse(onward, status_code=303), request, found)


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    if secret := request.cookies.get(SESSION):
        with open_people(desk_of(request).settings.data_dir) as db:
            end_session(db, secret)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION)
    return answer


def keep_session(answer: Response, request: Request, secret: str) -> Response:
    """Return an answer that has the browser keep a session, until the browser is closed.

    Lax, not strict: whoever opens a page from a mail is logged in there, too. Writes are guarded by themselves.
    """
    answer.set_cookie(SESSION, secret, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


def read_next(address: str) -> str:
    """Return an address of the desk to go on to; what would lead elsewhere leads to the overview."""
    return address if _OWN.fullmatch(address) else "/"


def count_attempt(throttle: Throttle, request: Request, name: str) -> Refusal | None:
    """Return why a password may not be tried just now, if so."""
    wait = throttle.try_door(Door.LOGIN, name_address(address_of(request)))
    wait = wait or throttle.try_door(Door.ACCOUNT, _account_of(name))
    return Refusal(429, TOO_OFTEN, wait) if wait else None


def _account_of(name: str) -> str:
    """Return by which word the attempts for a name are counted."""
    return name.casefold()[:LONGEST_NAME]


def _open_session(request: Request, name: str, password: str) -> str | Refusal:
    """Return the secret of a new session in the place of the old one, or why there is none."""
    throttle: Throttle = request.app.state.throttle
    if refusal := count_attempt(throttle, request, name):
        return refusal
    desk = desk_of(request)
    with desk.reading() as db:
        kept = find_password(db, name)
        known = find_account(db, name).person.name if kept else ""
    right = is_right(kept, password)
    deed = Deed(who=known, address=address_of(request), deed="登录" if right else "登录失败")
    with open_people(desk.settings.data_dir) as db:
        record_deed(db, deed, now())
        if not right:
            return Refusal(401, WRONG)
        end_session(db, request.cookies.get(SESSION, ""))
        throttle.forgive(Door.ACCOUNT, _account_of(name))
        return begin_session(db, known, now())
