"""The way in: whether the person who asks may, and what goes on the log. It stands before all that reads a request."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskgraph.people.model import LOCAL, Person, Right, may, name_user
from taskgraph.people.records import Deed
from taskgraph.people.store import open_people, record_deed
from taskgraph.people.throttle import Throttle
from taskgraph.viewpoint import now
from taskgraph.web.desk import NOT_YOURS, show_page
from taskgraph.web.identity import Refusal, address_of, identify
from taskgraph.web.person import serving
from taskgraph.web.problems import Kind, is_of_api, make_problem
from taskgraph.web.rights import Address, find_rule

LOGIN = "/login"
LONGEST = 500  # characters that the log has of what something was done to
NO_LOGIN = "请先登录。"
TOO_LARGE = "发送的内容太大,没有接收。文件请在“收件”里导入。"
NO_USERS = "督办还没有管理员,不能从别的机器打开。请在运行督办的机器上先添加一个管理员。"


class Gate:
    """Let a request pass that its person may make, and record what it does; `local`: only this machine gets here."""

    def __init__(
        self, app: ASGIApp, data_dir: Path, addresses: tuple[Address, ...], throttle: Throttle, *, local: bool
    ) -> None:
        self.app = app
        self.data_dir = data_dir
        self.addresses = addresses
        self.throttle = throttle
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, sent = Request(scope), _Watched(send)
        rule, names = find_rule(self.addresses, request.method, scope["path"])
        person, refusal = await run_in_threadpool(self._admit, request, rule.right)
        refusal = refusal or find_excess(request, rule.most)
        with serving(person) as objects:
            answer = refuse(request, refusal) if refusal else limit(self.app, rule.most)
            await answer(scope, receive, sent)
        who = name_user(person)
        if rule.deed and rule.right is not Right.ANYONE and who and sent.status < 400:
            said = " ".join(filter(None, (*names.values(), request.url.query, *objects)))
            deed = Deed(who=who, address=address_of(request), deed=rule.deed, object=said[:LONGEST])
            await run_in_threadpool(self._record, deed)

    def _admit(self, request: Request, right: Right) -> tuple[Person | None, Refusal | None]:
        """Return who asks, and why this person may not, if so."""
        known = identify(self.data_dir, request, self.throttle, now())
        if isinstance(known, Refusal):
            return None, known
        if known is LOCAL and not self.local:
            return None, Refusal(503, NO_USERS)
        if may(known, right):
            return known, None
        return known, Refusal(403, NOT_YOURS) if known else Refusal(401, NO_LOGIN)

    def _record(self, deed: Deed) -> None:
        with open_people(self.data_dir) as db:
            record_deed(db, deed, now())


class _Watched:
    """Passes on what is answered, and remembers its status."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self.send(message)


def find_excess(request: Request, most: int | None) -> Refusal | None:
    """Return why a request is refused that says itself that it is too large."""
    length = request.headers.get("content-length", "")
    return Refusal(413, TOO_LARGE) if most is not None and length.isdecimal() and int(length) > most else None


def limit(app: ASGIApp, most: int | None) -> ASGIApp:
    """Return the app as it reads no more than so many bytes of a request, whatever that says of itself."""
    return app if most is None else RequestBodyLimitMiddleware(app, max_body_size=most)


def refuse(request: Request, refusal: Refusal) -> Response:
    """Return the answer to a request that may not pass: to a browser the login or a page, to a program a problem."""
    if is_of_api(request):
        answer = make_problem(Kind("refused", refusal.status, "请求被拒绝"), refusal.why)
    elif refusal.why == NO_LOGIN and request.method == "GET":
        return RedirectResponse(f"{LOGIN}?next={quote(_wanted(request))}", status_code=303)
    else:
        answer = show_page("problem", status=refusal.status, message=refusal.why)
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    answer.headers.update(refusal.headers)
    return answer


def _wanted(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
