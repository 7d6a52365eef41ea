"""The way in: who asks, and whether this person may. It stands before all that reads a request."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from taskgraph.datadir import DATABASE
from taskgraph.people.model import LOCAL, Person, Right, may
from taskgraph.people.query import find_session_person, find_token_person, has_users
from taskgraph.reader import open_reader
from taskgraph.viewpoint import now
from taskgraph.web.desk import show_page
from taskgraph.web.person import serving
from taskgraph.web.rights import Address, find_rule

SESSION = "duban"  # the cookie
LOGIN = "/login"
API = "/api/"
_BEARER = "bearer "
NOT_YOURS = "您的账号没有做这件事的权限。如确有需要,请联系管理员。"
NO_LOGIN = "请先登录。"
NO_TOKEN = "访问令牌不对,或已停用、已吊销。请向管理员要一个新的。"  # noqa: S105 - a message
NO_USERS = "督办还没有管理员,不能从别的机器打开。请在运行督办的机器上先添加一个管理员。"


class Refusal(NamedTuple):
    status: int
    why: str


class Gate:
    """Let a request pass that its person may make; `local`: only this machine can reach the desk."""

    def __init__(self, app: ASGIApp, data_dir: Path, addresses: tuple[Address, ...], *, local: bool) -> None:
        self.app = app
        self.data_dir = data_dir
        self.addresses = addresses
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        rule = find_rule(self.addresses, request.method, scope["path"])
        person, refusal = await run_in_threadpool(self._admit, request, rule.right if rule else Right.LOOK)
        with serving(person):
            answer = refuse(request, refusal) if refusal else self.app
            await answer(scope, receive, send)

    def _admit(self, request: Request, right: Right) -> tuple[Person | None, Refusal | None]:
        """Return who asks, and why this person may not, if so."""
        person, refusal = identify(self.data_dir, request.headers, request.cookies.get(SESSION), now())
        if person is LOCAL and not self.local:
            person, refusal = None, Refusal(503, NO_USERS)
        if may(person, right):
            return person, None
        return person, refusal or (Refusal(403, NOT_YOURS) if person else Refusal(401, NO_LOGIN))


def identify(
    data_dir: Path, headers: Headers, session: str | None, moment: datetime
) -> tuple[Person | None, Refusal | None]:
    """Return the person whom a request comes from, by its token, else its session; a wrong token is told.

    Without any users it is whoever sits at the machine.
    """
    if not (data_dir / DATABASE).exists():
        return LOCAL, None
    given = headers.get("authorization", "")
    with open_reader(data_dir) as db:
        if not has_users(db):
            return LOCAL, None
        if given:
            token = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""
            person = find_token_person(db, token)
            return person, None if person else Refusal(401, NO_TOKEN)
        return (find_session_person(db, session, moment) if session else None), None


def refuse(request: Request, refusal: Refusal) -> Response:
    """Return the answer to a request that may not pass: to a person a page, to a program a problem in JSON."""
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": refusal.why, "status": refusal.status}
        answer: Response = JSONResponse(problem, refusal.status, media_type="application/problem+json")
    elif refusal.status == 401 and request.method == "GET" and "authorization" not in request.headers:
        return RedirectResponse(f"{LOGIN}?next={quote(_wanted(request))}", status_code=303)
    else:
        answer = show_page("problem", status=refusal.status, message=refusal.why)
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _wanted(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
