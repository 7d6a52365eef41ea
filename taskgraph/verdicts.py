"""Whether a task's targets are met, by the newest number reported for each: met, not met, or open.

As long as the plan's time runs a number that falls short is only not there yet, and one that keeps below a ceiling may
still pass it: both are open. Where the numbers do not tell, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def find_results(steps: Iterable[Step], targets: Sequence[Target], end: date | None) -> tuple[TargetResult, ...]:
    """Return a result for each target that a number was reported for, by steps in the order in which they happened.

    `end` is the last day of the plan's time.
    """
    newest: dict[int, TargetResult] = {}
    for step in steps:
        report = step.detail
        if not isinstance(report, Report) or report.value is None:
            continue
        target = find_target(report, targets)
        value = plain_quantity(report)[0]
        if target and value is not None:
            newest[targets.index(target)] = TargetResult(
                target=target,
                value=value,
                day=step.happened_on,
                quote=report.quote or "",
                over=end is not None and step.happened_on >= end,
            )
    return tuple(newest[n] for n in sorted(newest))


def judge(target: Target, value: Decimal, quote: str, *, over: bool) -> Verdict:
    """Return what a number in the target's measure says of it; `over`: the plan's time is over by then."""
    from taskgraph.tracking.judging import judge_value  # noqa: PLC0415 - only numbers need its tables

    met = judge_value(target, value, quote)
    if met is None or (not over and (not met or target.op in _CEILINGS)):
        return Verdict.OPEN
    return Verdict.MET if met else Verdict.NOT_MET
