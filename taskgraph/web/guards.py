"""What every request passes and every answer carries: whose page may talk to this server, and what a page may load."""

from __future__ import annotations

import re
from collections.abc import Mapping

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskgraph.web.problems import API, Kind, make_problem

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ASKING = frozenset({"authorization", "x-requested-with"})  # headers for which a browser asks a server's leave
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WRONG_HOST = "督办不用这个地址。请用管理员给的地址打开;在运行督办的机器上,是 http://127.0.0.1 加端口号。"
NOT_UTF8 = "请求的内容应为 UTF-8 编码。"
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_ORIGIN = re.compile(r"https?://([^/?#]*)/?", re.IGNORECASE)
FOREIGN = "这次修改不是从督办的页面发出的,没有执行。请回到页面上重新操作。"


class Guard:
    """Refuse requests that name another host, and writes that another site's page sends; add the safety headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = find_refusal(scope["method"], Headers(scope=scope), self.hosts)
        answer = _refuse(scope["path"], *refusal) if refusal else self.app
        await answer(scope, receive, _adding_headers(send))


def find_refusal(method: str, headers: Headers, hosts: frozenset[str]) -> tuple[int, str] | None:
    """Return the status and the reason for which a request is refused, None for one that may pass.

    A browser tells where a write comes from by Sec-Fetch-Site or Origin. What tells neither is refused, unless no form
    of another site could have sent it.
    """
    host = headers.get("host", "")
    if _name(host) not in hosts:
        return 400, WRONG_HOST
    if method in READING:
        return None
    if not _is_utf8(headers.get("content-type", "")):
        return 415, NOT_UTF8
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        own = _needs_leave(method, headers)
    else:
        own = site in {"same-origin", "none"} if site else _is_own(origin or "", host)
    return None if own else (403, FOREIGN)


def _needs_leave(method: str, headers: Headers) -> bool:
    """Whether a browser would ask this server's leave before it lets another site's page send such a request.

    The server never gives that leave (CORS preflight), so that what comes is a program's own, not a forged form.
    """
    content = headers.get("content-type", "").partition(";")[0].strip().lower()
    return method != "POST" or content == "application/json" or any(name in headers for name in ASKING)


def _refuse(path: str, status: int, why: str) -> Response:
    if path.startswith(API):
        return make_problem(Kind("refused", status, "请求被拒绝"), why)
    return PlainTextResponse(why, status_code=status)


def _name(host: str) -> str:
    """Return a host without its port: 127.0.0.1:8000 → 127.0.0.1; nothing where there is more, or less, than that."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).lower() if found else ""


def _is_own(origin: str, host: str) -> bool:
    found = _ORIGIN.fullmatch(origin)
    return found is not None and found[1] == host


def _is_utf8(content: str) -> bool:
    """Whether what is sent is said to be in UTF-8, or nothing is said: whatever else a form names, it is decoded by."""
    return parse_options_header(content)[1].get(b"charset", b"utf-8").lower() in {b"utf-8", b"utf8"}


def _adding_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
