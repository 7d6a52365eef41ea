from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Change, Op, Target
from ingest.span import Span
from taskgraph.events import Report
from taskgraph.pro_rata import expected_share, find_pace, match_target, plan_start, reported_share


def target(value: int, unit: str | None, metric: str = "危房", **other: object) -> Target:
    given = {"op": Op.AT_LEAST, "value_max": None, "change": None, "baseline": None, "modality": None} | other
    return Target(text=f"{value}{unit}", metric=metric, value=Decimal(value), unit=unit, span=Span(0, 1),
                  rule="hand", confidence=1.0, **given)  # fmt: skip


def report(value: str, unit: str | None = "户", metric: str | None = None) -> Report:
    return Report(value=Decimal(value), unit=unit, metric=metric)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 12, 31), "0"),
        (date(2026, 1, 1), "0.3"),
        (date(2026, 8, 31), "66.6"),
        (date(2026, 12, 31), "100"),
        (date(2027, 3, 1), "100"),
    ],
    ids=str,
)
def test_a_steady_pace_goes_from_the_first_day_to_the_last(day: date, share: str) -> None:
    assert expected_share(date(2026, 1, 1), date(2026, 12, 31), day) == Decimal(share)


@pytest.mark.parametrize(
    ("starts", "due", "start"),
    [
        ((date(2026, 3, 20), date(2026, 1, 1)), date(2026, 6, 30), date(2026, 3, 20)),
        ((None, date(2026, 1, 1), date(2026, 2, 9)), date(2026, 6, 30), date(2026, 1, 1)),
        ((None, date(2026, 1, 1), date(2025, 11, 9)), date(2025, 12, 31), date(2025, 11, 9)),
        ((None, None, None), date(2025, 12, 31), None),
    ],
    ids=["period", "year", "own date", "none"],
)
def test_a_plan_starts_with_its_period_its_year_or_its_own_date(starts, due, start) -> None:
    assert plan_start(starts, due) == start


@pytest.mark.parametrize(
    ("said", "targets", "metric"),
    [
        (report("26"), [target(40, "户")], "危房"),
        (report("26", None), [target(40, "户")], "危房"),
        (report("26", "亩"), [target(40, "户")], None),
        (report("26"), [target(40, "户"), target(30, "户", "厕所")], None),
        (report("26", metric="厕所"), [target(40, "户"), target(30, "户", "厕所")], "厕所"),
        (report("26"), [target(40, "户"), target(40, "户")], "危房"),
        (report("60", "%"), [target(100, "%", "覆盖率")], None),
        (report("26"), [target(40, "户", op=Op.AT_MOST)], None),
        (report("26"), [target(40, "户", baseline="20户")], None),
        (report("26"), [target(40, "户", change=Change.INCREASE)], "危房"),
        (report("0.3", "万户"), [target(4000, "户")], "危房"),
        (Report(), [target(40, "户")], None),
    ],
    ids=["unit", "no unit", "other unit", "two", "named", "printed twice", "rate", "limit", "baseline", "rise", "万", "no number"],
)  # fmt: skip
def test_a_number_is_measured_by_the_one_target_that_it_can_mean(said, targets, metric) -> None:
    found = match_target(said, targets)
    assert (found.metric if found else None) == metric


def test_shares_are_rounded_as_they_are_shown() -> None:
    assert reported_share(report("26"), target(39, "户")) == Decimal("66.7")
    assert reported_share(report("0.3", "万户"), target(4000, "户")) == Decimal(75)


def test_the_target_furthest_behind_sets_the_pace_by_its_newest_number() -> None:
    targets = [target(40, "户"), target(10, "座", "厕所")]
    newest_first = [report("20"), report("9", "座"), report("1")]
    pace = find_pace(newest_first, targets, Decimal("66.7"))
    assert (pace.reported, pace.gap, pace.target) == (Decimal(50), Decimal("16.7"), "危房40户")
    assert find_pace([], targets, Decimal(50)) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(-50, 1000))
def test_the_expected_share_never_falls_and_stays_within_bounds(start: date, length: int, offset: int) -> None:
    ordinal = start.toordinal()
    due, day = date.fromordinal(ordinal + length), date.fromordinal(ordinal + offset)
    share, next_share = (expected_share(start, due, date.fromordinal(day.toordinal() + n)) for n in (0, 1))
    assert 0 <= share <= next_share <= 100
