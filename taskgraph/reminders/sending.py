"""The way to the mail server: one connection a run, one letter a unit, and what became of each."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr

from taskgraph.reminders.mail import Letter
from taskgraph.reminders.settings import MailServer, Security

PATIENCE = 30  # seconds for each answer of the server


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a letter: whether it went out, to whom it did not go, and why."""

    letter: Letter
    sent: bool = False
    problem: str | None = None


def send_letters(
    server: MailServer,
    password: str | None,
    letters: Sequence[Letter],
    *,
    build: Callable[[Letter], EmailMessage],
    keep: Callable[[Letter, Sequence[str]], None],
) -> tuple[Outcome, ...]:
    """Send letters and return what became of each.

    `keep` is called with a letter and those that it went to as soon as the server has accepted it, before the next.
    A server that is not there or goes away leaves the letters that are left unsent.
    """
    outcomes: list[Outcome] = []
    try:
        with _connect(server, password) as smtp:
            for letter in letters:
                outcomes.append(_send(smtp, letter, build(letter), keep))  # noqa: PERF401 - it may break off
    except (OSError, smtplib.SMTPException) as error:
        why = _explain(error, server)
        outcomes += [Outcome(letter=letter, problem=why) for letter in letters[len(outcomes) :]]
    return tuple(outcomes)


@contextmanager
def _connect(server: MailServer, password: str | None) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
    greeting = parseaddr(server.sender)[1].rpartition("@")[2] or "localhost"
    if server.security is Security.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, greeting, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, greeting, timeout=PATIENCE)
    with smtp:
        if server.security is Security.STARTTLS:
            smtp.starttls(context=context)
        if server.user and password:
            smtp.login(server.user, password)
        yield smtp


def _send(
    smtp: smtplib.SMTP, letter: Letter, message: EmailMessage, keep: Callable[[Letter, Sequence[str]], None]
) -> Outcome:
    try:
        refused = smtp.send_message(message, to_addrs=letter.to)
    except smtplib.SMTPRecipientsRefused as error:
        return Outcome(letter=letter, problem=_tell_refused(error.recipients))
    except smtplib.SMTPResponseException as error:
        return Outcome(letter=letter, problem=f"邮件服务器拒绝了这封信({_say(error.smtp_code, error.smtp_error)})")
    keep(letter, [address for address in letter.to if address not in refused])
    return Outcome(letter=letter, sent=True, problem=_tell_refused(refused) if refused else None)


def _tell_refused(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return f"收件人被拒绝:{'、'.join(f'{address}({_say(*answer)})' for address, answer in refused.items())}"


def _say(code: int, words: bytes | str) -> str:
    told = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(told.split())}"


def _explain(error: Exception, server: MailServer) -> str:
    where = f"邮件服务器 {server.host}:{server.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"{where} 不接受用户名或密码"
        case smtplib.SMTPNotSupportedError():
            return f"{where} 不支持所要的加密或登录方式;请核对 duban.toml 中 [mail] 的 security 和 user"
        case ssl.SSLCertVerificationError():
            return f"{where} 的证书不能验证({error.verify_message});内部签发的证书请用 ca_file 写明"
        case smtplib.SMTPServerDisconnected():
            return f"{where} 中断了连接"
        case smtplib.SMTPResponseException():
            return f"{where} 拒绝了连接({_say(error.smtp_code, error.smtp_error)})"
        case _:
            return f"{where} 连不上({error})"
