"""From reminders to mail that has gone out: who gets what today, sent and recorded one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

from taskgraph.config import Settings
from taskgraph.errors import ConfigError
from taskgraph.ics import CalendarStyle
from taskgraph.reminders.addresses import load_addresses
from taskgraph.reminders.mail import Letter, Readiness, build_message, write_letters
from taskgraph.reminders.model import Reminder
from taskgraph.reminders.sending import Outcome, send_letters
from taskgraph.reminders.settings import MailServer, read_password
from taskgraph.reminders.store import count_sent, record_reminder
from taskgraph.store import open_store
from taskgraph.viewpoint import now

if TYPE_CHECKING:
    import sqlite3

NO_SERVER = (
    "还没有设置邮件服务器。请在数据目录的 duban.toml 里写 [mail] 一节:host、from,以及需要的 port、security、user"
)


def load_letters(
    db: sqlite3.Connection, settings: Settings, reminders: Sequence[Reminder], day: date, *, again: bool
) -> tuple[Letter, ...]:
    """Return the letters of a day, with those that need not or cannot go out."""
    return write_letters(reminders, load_addresses(db, settings.data_dir), count_sent(db, day), again=again)


def post_letters(settings: Settings, reminders: Sequence[Reminder], day: date, *, again: bool) -> tuple[Outcome, ...]:
    """Send what is to go out on a day and return what became of every letter.

    The right to write is held all the while: nobody else sends the same letters at the same time.
    """
    server = settings.mail
    if server is None:
        raise ConfigError(NO_SERVER)
    password = read_password(server) if server.user else None
    with open_store(settings.data_dir) as store:
        letters = load_letters(store.db.conn, settings, reminders, day, again=again)

        def keep(letter: Letter, recipients: Sequence[str]) -> None:
            record_reminder(store.db, letter, letter.name(server.sender), recipients, now())

        ready = [letter for letter in letters if letter.readiness is Readiness.READY]
        sent = send_letters(server, password, ready, build=lambda one: _build(one, server, settings), keep=keep)
    known = {outcome.letter.unit: outcome for outcome in sent}
    return tuple(known.get(letter.unit, Outcome(letter=letter)) for letter in letters)


def _build(letter: Letter, server: MailServer, settings: Settings) -> EmailMessage:
    return build_message(letter, server.sender, now(), CalendarStyle(alarm_workdays=settings.alarm_workdays))
