"""Lights by rules that are data: the first row of the office's rule set whose conditions all hold decides.

What a row may ask for is CONDITIONS, what its explanation may quote is WORDS; the rows are in `lights.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from taskgraph.situation import Light, Situation
from taskgraph.terms import SAID, STATES

NO_REPORT = "无反馈:至今没有进展报告"
NO_RULE = "没有适用的亮灯规则"

Holds = Callable[[Situation, Any], bool]


def _at_most(value: Decimal | int | None, limit: Decimal) -> bool:
    return value is not None and value <= limit


def _at_least(value: Decimal | int | None, limit: Decimal) -> bool:
    return value is not None and value >= limit


# What each condition asks; the kind of value that it takes is read off its name in `light_rules`.
CONDITIONS: Mapping[str, Holds] = {
    "state": lambda s, states: s.state in states,
    "said": lambda s, said: s.said in said,
    "reported": lambda s, wanted: (s.last_report is not None) is wanted,
    "measured": lambda s, wanted: (s.pace is not None) is wanted,
    "dated": lambda s, wanted: (s.due is not None) is wanted,
    "overdue": lambda s, wanted: s.overdue is wanted,
    "closed_late": lambda s, wanted: s.closed_late is wanted,
    "days_left_at_most": lambda s, limit: _at_most(s.days_left, limit),
    "workdays_left_at_most": lambda s, limit: _at_most(s.workdays_left, limit),
    "days_late_at_least": lambda s, limit: _at_least(s.days_late, limit),
    "running_days_at_least": lambda s, limit: _at_least(s.running_days, limit),
    "silent_days_at_least": lambda s, limit: _at_least(s.silent_days, limit),
    "behind_at_least": lambda s, limit: _at_least(s.gap, limit),
    "behind_over": lambda s, limit: s.gap is not None and s.gap > limit,
}

# What stands in an explanation for {name}.
WORDS: Mapping[str, Callable[[Situation], object]] = {
    "state": lambda s: STATES[s.state],
    "said": lambda s: SAID[s.said] if s.said else None,
    "due": lambda s: s.due,
    "finished_on": lambda s: s.finished_on,
    "last_report": lambda s: s.last_report,
    "days_left": lambda s: s.days_left,
    "workdays_left": lambda s: s.workdays_left,
    "days_late": lambda s: s.days_late,
    "running_days": lambda s: s.running_days,
    "silent_days": lambda s: s.silent_days,
    "target": lambda s: s.pace.target if s.pace else None,
    "expected": lambda s: f"{_number(s.pace.expected)}%" if s.pace else None,
    "reported": lambda s: f"{_number(s.pace.reported)}%" if s.pace else None,
    "gap": lambda s: _number(abs(s.pace.gap)) if s.pace else None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRule:
    """One row: its conditions, the light that they give, and the sentence that explains it."""

    id: str
    light: Light
    when: tuple[tuple[str, Any], ...]
    says: str

    def fits(self, situation: Situation) -> bool:
        for name, value in self.when:  # a loop, not all(): it is run for every row of every task  # noqa: SIM110
            if not CONDITIONS[name](situation, value):
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of an office in their order. `soon_days`, or `soon_workdays`, before its deadline it is due soon."""

    name: str
    title: str
    rules: tuple[LightRule, ...]
    soon_days: int | None = None
    soon_workdays: int | None = None

    def is_soon(self, situation: Situation) -> bool:
        if situation.overdue:
            return False
        if self.soon_workdays is not None:
            return _at_most(situation.workdays_left, Decimal(self.soon_workdays))
        return self.soon_days is not None and _at_most(situation.days_left, Decimal(self.soon_days))


@dataclass(frozen=True, slots=True)
class Signal:
    """A light and the rule that gave it to a situation (None: no rule did)."""

    light: Light
    rule: LightRule | None
    situation: Situation

    @property
    def why(self) -> str:
        """The sentence that explains the light."""
        if self.rule:
            return explain(self.rule.says, self.situation)
        return NO_RULE if self.situation.last_report else NO_REPORT


def find_signal(situation: Situation, rules: RuleSet) -> Signal:
    """Return the light of a situation; it is unknown where no rule fits."""
    for rule in rules.rules:
        if rule.fits(situation):
            return Signal(rule.light, rule, situation)
    return Signal(Light.UNKNOWN, None, situation)


def explain(says: str, situation: Situation) -> str:
    """Fill a sentence's {names}: 序时进度应达{expected},实际{reported},差{gap}个百分点."""
    named = {name for name in WORDS if f"{{{name}}}" in says}
    return says.format_map({name: _said(WORDS[name](situation)) for name in named})


def _said(value: object) -> str:
    if value is None:
        return "(未知)"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: Decimal) -> str:
    """Write 50.0 as 50 and 66.7 as it is."""
    return str(value.to_integral_value() if value == value.to_integral_value() else value)
