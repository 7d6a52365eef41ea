"""序时进度: the share of a target that a steady pace would have reached by a day, beside the share reported.

Shares are percentages rounded to one decimal, so that what is compared is what is shown. Numbers are taken as
cumulative. A target that does not add up from nothing (a rate, an upper limit, a rise from a baseline) has no pace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from extract.model import Op, Target
from taskgraph.events import Report
from taskgraph.tracking.measures import RATES

_REACHED = frozenset({Op.AT_LEAST, Op.MORE, Op.EQUAL, Op.ABOUT, Op.RANGE})
_THOUSANDS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_TENTH = Decimal("0.1")
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Pace:
    """What share of a target should have been reached, and what share was, in per cent."""

    expected: Decimal
    reported: Decimal
    target: str = ""

    @property
    def gap(self) -> Decimal:
        """Percentage points behind the steady pace; negative where the task is ahead of it."""
        return self.expected - self.reported


def plan_start(candidates: Iterable[date | None], due: date) -> date | None:
    """Return the first known day that does not lie after the deadline."""
    return next((day for day in candidates if day and day <= due), None)


@lru_cache(maxsize=4096)
def expected_share(start: date, due: date, day: date) -> Decimal:
    """Return how much of the time from `start` to `due`, both inclusive, is over at the end of `day`."""
    gone, whole = (day - start).days + 1, (due - start).days + 1
    return _percent(Decimal(min(max(gone, 0), whole)), Decimal(whole))


def find_target(report: Report, targets: Iterable[Target]) -> Target | None:
    """Return the one target that a reported number speaks of; None where none or several could be meant."""
    found: dict[object, Target] = {}
    for target in targets:
        if _is_meant(report, target):
            found.setdefault((target.metric, target.value, target.unit), target)
    return next(iter(found.values())) if len(found) == 1 else None


def match_target(report: Report, targets: Iterable[Target]) -> Target | None:
    """Return the one target that a reported number adds up to."""
    return find_target(report, filter(_adds_up, targets))


def name_target(target: Target, targets: Iterable[Target]) -> str:
    """Return what a report calls one of a task's targets: its metric, with its words where others share the metric."""
    alike = {other.value for other in targets if (other.metric, other.unit) == (target.metric, target.unit)}
    return target.metric if len(alike) == 1 else _full_name(target)


def _full_name(target: Target) -> str:
    return f"{target.metric}({target.text})"


def reported_share(report: Report, target: Target) -> Decimal:
    value, _ = plain_quantity(report)
    return _percent(value or Decimal(0), target.value)


def find_pace(reports: Iterable[Report], targets: Sequence[Target], expected: Decimal) -> Pace | None:
    """Return the pace of the target that is furthest behind, by the newest number for each; None without any."""
    shares: dict[str, Decimal] = {}
    for report in reports:
        if target := match_target(report, targets):
            shares.setdefault(f"{target.metric}{target.text}", reported_share(report, target))
            if len(shares) == len(targets):
                break
    if not shares:
        return None
    name = min(shares, key=lambda key: (shares[key], key))
    return Pace(expected, shares[name], name)


def plain_quantity(report: Report) -> tuple[Decimal | None, str | None]:
    """Return the number and its unit without 万 and 亿: 5.9 万人 → 59000 人."""
    unit = report.unit
    if report.value is not None and unit and len(unit) > 1 and unit[0] in _THOUSANDS:
        return report.value * _THOUSANDS[unit[0]], unit[1:]
    return report.value, unit


def _is_meant(report: Report, target: Target) -> bool:
    value, unit = plain_quantity(report)
    return (
        value is not None
        and (unit is None or unit == target.unit)
        and report.metric in {None, target.metric, _full_name(target)}
    )


def _adds_up(target: Target) -> bool:
    return target.value > 0 and target.op in _REACHED and target.unit not in RATES and target.baseline is None


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return a share in per cent; one beyond all sense, of a misread target, stays a number that can be written."""
    return max(min(100 * part / whole, _MOST), -_MOST).quantize(_TENTH, ROUND_HALF_UP)
