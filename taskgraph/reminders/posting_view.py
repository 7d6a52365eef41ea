"""How the letters of a run are listed: to whom, with which subject, and what became of them."""

from __future__ import annotations

from taskgraph.output import Column, View
from taskgraph.reminders.mail import READINESS, Readiness
from taskgraph.reminders.sending import Outcome


def is_left(outcome: Outcome) -> bool:
    """Whether somebody did not get what was meant for them."""
    return outcome.problem is not None or outcome.letter.readiness is Readiness.NO_ADDRESS


def describe_outcome(outcome: Outcome) -> str:
    told = "已发" if outcome.sent else READINESS[outcome.letter.readiness] if not outcome.problem else "未发"
    return ";".join(filter(None, (told, outcome.problem)))


OUTCOMES: View[Outcome] = View(
    (
        Column("单位", lambda one: one.letter.unit.label, 36),
        Column("收件人", lambda one: "、".join(one.letter.to), 40),
        Column("标题", lambda one: one.letter.subject, 60),
        Column("结果", describe_outcome),
    ),
    lambda one: {"unit": one.letter.unit.label, "to": list(one.letter.to), "sent": one.sent, "problem": one.problem},
)
