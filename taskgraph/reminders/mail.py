"""Reminders as mail: what is sent to whom, the same letter for the same day; nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from hashlib import sha256

from taskgraph.ics import CalendarStyle, build_calendar
from taskgraph.model import UnitRef
from taskgraph.reminders.model import Reminder
from taskgraph.reminders.view import describe_counts, write_text

UnitName = tuple[str, str]  # region and label: they last longer than a unit's row
_FOOT = "\n\n本邮件由督办系统生成;附件是各项任务时限的日历,可导入 Outlook 或手机。\n"


def name_unit(unit: UnitRef) -> UnitName:
    return unit.region, unit.label


class Readiness(StrEnum):
    """What is to become of a letter before anything is sent."""

    READY = "ready"
    SENT = "sent"  # today already
    NO_ADDRESS = "no_address"


READINESS: Mapping[Readiness, str] = {
    Readiness.READY: "待发",
    Readiness.SENT: "今天已发",
    Readiness.NO_ADDRESS: "没有邮箱",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A reminder to a unit's addresses. `number` counts the unit's letters of the day, sent ones included."""

    reminder: Reminder
    to: tuple[str, ...]
    number: int
    readiness: Readiness

    @property
    def unit(self) -> UnitRef:
        return self.reminder.unit

    @property
    def subject(self) -> str:
        return " ".join(f"催办:{self.unit.label} {describe_counts(self.reminder)}".split())

    def name(self, sender: str) -> str:
        """Return the Message-ID: that of the unit and the day, so that a letter sent twice is known as one."""
        unit = sha256("\n".join(name_unit(self.unit)).encode()).hexdigest()[:16]
        domain = parseaddr(sender)[1].rpartition("@")[2] or "duban"
        return f"<{self.reminder.day:%Y%m%d}.{unit}.{self.number}@{domain}>"


def write_letters(
    reminders: Iterable[Reminder],
    addresses: Mapping[int, Sequence[str]],
    sent: Mapping[UnitName, int],
    *,
    again: bool = False,
) -> tuple[Letter, ...]:
    """Return a letter for each reminder; `sent` counts what went to each unit today, which goes once unless `again`."""
    return tuple(
        Letter(
            reminder=reminder,
            to=(to := tuple(addresses.get(reminder.unit.id, ()))),
            number=(before := sent.get(name_unit(reminder.unit), 0)) + 1,
            readiness=_judge(to, before, again=again),
        )
        for reminder in reminders
    )


def _judge(to: Sequence[str], before: int, *, again: bool) -> Readiness:
    if not to:
        return Readiness.NO_ADDRESS
    return Readiness.SENT if before and not again else Readiness.READY


def build_message(letter: Letter, sender: str, moment: datetime, style: CalendarStyle) -> EmailMessage:
    """Return a letter as it goes out: the text, and the calendar of its tasks."""
    message = EmailMessage(SMTP)
    message["From"], message["To"] = sender, ", ".join(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = letter.name(sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_text(letter.reminder) + _FOOT)
    calendar = build_calendar((call.task for call in letter.reminder.calls), style)
    if calendar.events:
        message.add_attachment(calendar.data, maintype="text", subtype="calendar", filename="任务时限.ics")
    return message
