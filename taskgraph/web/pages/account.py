from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.people.model import name_user
from taskgraph.people.passwords import find_fault, hash_password, is_right
from taskgraph.people.query import find_account, find_password
from taskgraph.people.records import Deed
from taskgraph.people.store import begin_session, open_people, record_deed, set_password
from taskgraph.viewpoint import now
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.forms import Fields, Given
from taskgraph.web.identity import Refusal, address_of
from taskgraph.web.pages.login import count_attempt, keep_session
from taskgraph.web.person import person_asking

router = APIRouter()
WRONG = "现在的密码不对。"
NOT_TWICE = "两次输入的新密码不一样。"


@router.get("/account")
def show_account(request: Request, changed: str = "") -> Response:
    """Who one is here, and the form for another password."""
    return _render(request, changed=changed == "yes")


@router.post("/account/password")
def change_password(request: Request, given: Given) -> Response:
    """Change one's own password; all sessions end but a new one at this browser."""
    name = name_user(person_asking())
    if name is None:
        return _render(request)
    if refusal := _find_refusal(request, name, given.get("old", ""), given):
        return _render(request, refusal)
    with open_people(desk_of(request).settings.data_dir) as db:
        set_password(db, name, hash_password(given["new"]))
        secret = begin_session(db, name, now())
    return keep_session(RedirectResponse("/account?changed=yes", status_code=303), request, secret)


def _find_refusal(request: Request, name: str, old: str, given: Fields) -> Refusal | None:
    new = given.get("new", "")
    if new != given.get("again", ""):
        return Refusal(400, NOT_TWICE)
    if fault := find_fault(new, name):
        return Refusal(400, fault)
    if refusal := count_attempt(request.app.state.throttle, request, name):
        return refusal
    with desk_of(request).reading() as db:
        kept = find_password(db, name)
    if is_right(kept, old):
        return None
    with open_people(desk_of(request).settings.data_dir) as db:
        record_deed(db, Deed(who=name, address=address_of(request), deed="修改密码失败"), now())
    return Refusal(403, WRONG)


def _render(request: Request, refusal: Refusal | None = None, *, changed: bool = False) -> Response:
    account = None
    if name := name_user(person_asking()):
        with desk_of(request).reading() as db:
            account = find_account(db, name)
    page = show_page(
        "account",
        status=refusal.status if refusal else 200,
        section=None,
        account=account,
        problem=refusal.why if refusal else "",
        changed=changed,
    )
    if refusal:
        page.headers.update(refusal.headers)
    return page
