"""Whether a task's targets are met, by the newest number reported for each: met, not met, or open.

As long as the plan's time runs a number that falls short is only not there yet, and one that keeps below a ceiling may
still pass it: both are open. Where the numbers do not tell, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extract.model import Op, Target
from taskgraph.events import Report, Step
from taskgraph.pro_rata import find_target, plain_quantity

_CEILINGS = frozenset({Op.AT_MOST, Op.LESS})


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetResult:
    """A target, the newest number reported for it, its day and words; `over`: the plan's time is over by then."""

    target: Target
    value: Decimal
    day: date
    quote: str
    over: bool

    @property
    def verdict(self) -> Verdict:
        """What follows; judged when it is asked for, as most lists do not."""
        return judge(self.target, self.value, self.quote, over=self.over)


def find_results(steps: Sequence[Step], targets: Sequence[Target], end: date | None) -> tuple[TargetResult, ...]:
    """Return a result for each target that a number was reported for, by steps in the order in which they happened.

    `end` is the last day of the plan's time.
    """
    newest: dict[int, TargetResult] = {}
    for day, report, target in _iter_numbers(steps, targets):
        over = end is not None and day >= end
        value = plain_quantity(report)[0] or Decimal(0)
        result = TargetResult(target=target, value=value, day=day, quote=report.quote or "", over=over)
        newest.setdefault(targets.index(target), result)
        if len(newest) == len(targets):
            break
    return tuple(newest[n] for n in sorted(newest))


def _iter_numbers(steps: Sequence[Step], targets: Sequence[Target]) -> Iterator[tuple[date, Report, Target]]:
    """Yield the reports of a number, the newest first, with the target that each speaks of."""
    for step in reversed(steps):
        report = step.detail
        if isinstance(report, Report) and (target := find_target(report, targets)):
            yield step.happened_on, report, target


def judge(target: Target, value: Decimal, quote: str, *, over: bool) -> Verdict:
    """Return what a number in the target's measure says of it; `over`: the plan's time is over by then."""
    from taskgraph.tracking.judging import judge_value  # noqa: PLC0415 - only numbers need its tables

    met = judge_value(target, value, quote)
    if met is None or (not over and (not met or target.op in _CEILINGS)):
        return Verdict.OPEN
    return Verdict.MET if met else Verdict.NOT_MET
