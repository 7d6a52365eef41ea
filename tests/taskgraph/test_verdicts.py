"""Target against result: met, not met, open."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from extract.model import Change, Op, Target
from ingest.span import Span
from taskgraph.events import Event, EventKind, Report
from taskgraph.verdicts import Verdict, find_results, judge
from taskgraph.viewpoint import BEIJING

END = date(2025, 12, 31)


def target(op: Op, value: str, unit: str = "户", *, metric: str = "农村危房", change: Change | None = None) -> Target:
    return Target(
        text=f"{value}{unit}", metric=metric, op=op, value=Decimal(value), value_max=None, unit=unit, change=change,
        baseline=None, modality=None, span=Span(0, 3), rule="hand", confidence=1.0,
    )  # fmt: skip


def progress(number: int, day: date, value: str, unit: str = "户", metric: str | None = None) -> Event:
    report = Report(value=Decimal(value), unit=unit, metric=metric, quote=f"{value}{unit}")
    recorded = datetime(2026, 1, 5, tzinfo=BEIJING)
    return Event(task="t", number=number, kind=EventKind.PROGRESS, happened_on=day, recorded_at=recorded, detail=report)


AT_LEAST = target(Op.AT_LEAST, "40")
CEILING = target(Op.AT_MOST, "5.5", "%", metric="失业率")
EASED = target(Op.EQUAL, "4", "个", metric="办理环节", change=Change.DECREASE)
FALL = target(Op.EQUAL, "10", "%", metric="死亡人数", change=Change.DECREASE)


@pytest.mark.parametrize(
    ("one", "value", "quote", "over", "verdict"),
    [
        (AT_LEAST, "41", "", True, Verdict.MET),
        (AT_LEAST, "26", "", True, Verdict.NOT_MET),
        (AT_LEAST, "26", "", False, Verdict.OPEN),
        (AT_LEAST, "41", "", False, Verdict.MET),
        (AT_LEAST, "40", "改造近40户", True, Verdict.NOT_MET),
        (CEILING, "5.2", "", True, Verdict.MET),
        (CEILING, "5.7", "", True, Verdict.NOT_MET),
        (CEILING, "5.2", "", False, Verdict.OPEN),
        (EASED, "3", "", True, Verdict.MET),
        (EASED, "5", "", True, Verdict.NOT_MET),
        (FALL, "12", "", True, Verdict.OPEN),
    ],
    ids=["reached", "short", "short half-way", "reached early", "close to", "below a ceiling", "above a ceiling",
         "a ceiling half-way", "fewer steps", "not few enough", "fall by or fall to"],
)  # fmt: skip
def test_a_number_is_judged_in_its_direction_and_time(one, value, quote, over, verdict) -> None:
    assert judge(one, Decimal(value), quote, over=over) is verdict


def test_the_newest_number_counts() -> None:
    steps = [progress(1, date(2025, 6, 30), "26"), progress(2, END, "43")]
    (result,) = find_results(steps, [AT_LEAST], END)
    assert (result.value, result.day, result.verdict) == (Decimal(43), END, Verdict.MET)


def test_numbers_of_one_measure_are_told_apart_by_the_target_s_words() -> None:
    built, rebuilt = target(Op.EQUAL, "18000", "亩"), target(Op.EQUAL, "6000", "亩")
    steps = [progress(1, END, "6000", "亩", "农村危房(6000亩)"), progress(2, END, "11000", "亩", "农村危房(18000亩)")]
    verdicts = {result.target.value: result.verdict for result in find_results(steps, [built, rebuilt], END)}
    assert verdicts == {Decimal(18000): Verdict.NOT_MET, Decimal(6000): Verdict.MET}


def test_a_number_that_could_be_of_two_targets_is_of_none() -> None:
    targets = [target(Op.EQUAL, "18000", "亩"), target(Op.EQUAL, "6000", "亩")]
    assert find_results([progress(1, END, "6000", "亩")], targets, END) == ()
