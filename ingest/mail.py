"""E-mail (RFC 5322, MIME) and pages saved as MHT: the text of the message and its attachments.

Pictures that the message only shows inside its text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from ingest.errors import BrokenFileError

HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?", re.M)
TELLING = frozenset(
    {b"from", b"to", b"subject", b"date", b"received", b"return-path", b"message-id", b"mime-version", b"content-type"}
)
HEAD = 8192
WORTH_READING = 200  # characters: a shorter body beside attachments is a cover note 请查收附件
BODY = "正文"
MARKUP = re.compile(r"<[^>]*>|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    data: bytes


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of an e-mail: three telling fields before the first empty line."""
    head = re.split(rb"\r?\n\r?\n", data[:HEAD].lstrip(b"\r\n"), maxsplit=1)[0]
    fields = [match[1].lower() for match in HEADER.finditer(head)]
    return bool(HEADER.match(head)) and len(TELLING.intersection(fields)) >= 3


def find_parts(data: bytes) -> tuple[Part, ...]:
    """Return the body, if it has text worth reading, and every attachment."""
    try:
        leaves = tuple(_iter_leaves(message_from_bytes(data, policy=policy.default)))
    except (RecursionError, ValueError, LookupError) as problem:
        raise BrokenFileError(
            f"邮件的结构已损坏或嵌套过深({type(problem).__name__})。请用邮件软件打开,另存附件后再导入。"
        ) from problem
    attached = tuple(_attachment(leaf, i) for i, leaf in enumerate(leaves, start=1) if _is_attachment(leaf))
    body = _find_body([leaf for leaf in leaves if not _is_attachment(leaf)])
    if body and (not attached or len(MARKUP.sub("", body.data.decode("utf-8"))) >= WORTH_READING):
        return (body, *attached)
    return attached


def _iter_leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    if part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _iter_leaves(cast(EmailMessage, inner))
    else:
        yield part


def _is_attachment(part: EmailMessage) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    shown = part.get_content_maintype() == "image" and "content-id" in part and not part.is_attachment()
    return not shown and (part.is_attachment() or part.get_filename() is not None)


def _attachment(part: EmailMessage, number: int) -> Part:
    if part.get_content_type() == "message/rfc822":
        inner = cast(EmailMessage, part.get_payload(0))
        return Part(f"{_readable(part.get_filename() or inner.get('subject')) or f'附件{number}'}.eml", bytes(inner))
    return Part(_readable(part.get_filename()) or f"附件{number}", _payload(part))


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _readable(name: str | None) -> str:
    """Return a name whose maker sent GBK without saying so as he typed it."""
    raw = (name or "").encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _find_body(leaves: list[EmailMessage]) -> Part | None:
    """Return the message's own text as UTF-8: plain, but as a page where that has a table or stands alone."""
    texts: dict[str, str] = {}
    for leaf in leaves:
        texts.setdefault(leaf.get_content_type(), _text(leaf))
    page, plain = texts.get("text/html", ""), texts.get("text/plain", "")
    if page.strip() and (not plain.strip() or "<table" in page.lower()):
        return Part(f"{BODY}.html", page.encode())
    return Part(f"{BODY}.txt", plain.encode()) if plain.strip() else None


def _text(part: EmailMessage) -> str:
    charset = (part.get_content_charset() or "utf-8").lower()
    charset = "gb18030" if charset in ("gb2312", "gbk", "gb_2312-80") else charset
    try:
        return _payload(part).decode(charset, "replace")
    except LookupError:
        return _payload(part).decode("gb18030", "replace")
