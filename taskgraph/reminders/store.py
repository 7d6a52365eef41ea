"""Which reminders a mail server has accepted: written down one by one, counted by day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from taskgraph.reminders.mail import Letter, UnitName
from taskgraph.viewpoint import write_moment

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ingest.store import Executor

_SENT = "SELECT region, unit, count(*) FROM reminder WHERE day = ? GROUP BY region, unit"


def record_reminder(db: Database, letter: Letter, name: str, recipients: Sequence[str], moment: datetime) -> None:
    """Record that a letter went out, under its Message-ID, to whom and about which tasks."""
    row = {
        "message_id": name,
        "day": letter.reminder.day.isoformat(),
        "region": letter.unit.region,
        "unit": letter.unit.label,
        "recipients": json.dumps(list(recipients)),
        "tasks": json.dumps([call.task.id for call in letter.reminder.calls]),
        "sent_at": write_moment(moment),
    }
    with db.atomic():
        db.table("reminder").insert(row)


def count_sent(db: Executor, day: date) -> Mapping[UnitName, int]:
    """Return how many letters went to each unit on a day."""
    return {(region, unit): count for region, unit, count in db.execute(_SENT, [day.isoformat()]).fetchall()}
