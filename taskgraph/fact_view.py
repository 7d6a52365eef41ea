"""How one fact is said in a line: 牵头单位:县水利局, 时限:2026-09-30, 指标:农村危房 >= 40户."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Assignment, Deadline, Progress, Target
from taskgraph.corrections import Fact, TaskHead
from taskgraph.model import UnitRole
from taskgraph.terms import KINDS, OPS, ROLES, SAID, show_every


def name_fact(fact: Fact | UnitRole) -> str:
    match fact:
        case TaskHead():
            return f"{KINDS[fact.kind]}:{fact.title}"
        case UnitRole():
            return f"{ROLES[fact.role]}单位:{fact.canonical}"
        case Assignment():
            return f"{ROLES[fact.role]}单位:{fact.unit}"
        case Deadline():
            days = "至".join(day.isoformat() for day in (fact.start, fact.end) if day)
            return f"时限:{days or '(日期未定)'}" + (f" {show_every(fact.every)}" if fact.every else "")
        case Target():
            top = f"—{show_number(fact.value_max)}" if fact.value_max is not None else ""
            return f"指标:{fact.metric} {OPS[fact.op]} {show_number(fact.value)}{top}{fact.unit or ''}"
        case Progress():
            number = "" if fact.value is None else f" {show_number(fact.value)}{fact.unit or ''}"
            return f"进展:{fact.metric}{number}" + (f" {SAID[fact.state]}" if fact.state else "")


def show_number(number: Decimal) -> str:
    return f"{number.normalize():f}"


def show_amount(number: Decimal, unit: str | None) -> str:
    """Write a quantity as texts do: 43.1亿元 for 4310000000元."""
    power, word = next(((n, w) for n, w in ((8, "亿"), (4, "万")) if abs(number) >= 10**n), (0, ""))
    return f"{show_number(number.scaleb(-power))}{word}{unit or ''}"
