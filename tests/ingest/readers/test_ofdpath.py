from __future__ import annotations

import pytest

from ingest.readers.geometry import IDENTITY
from ingest.readers.ofdpath import read_box, read_deltas, read_matrix, read_outlines

DELTAS = [
    ("", ()),
    ("5.5 4", (5.5, 4.0)),
    ("g 3 5 2.5", (5.0, 5.0, 5.0, 2.5)),
    ("1 g 2 3", (1.0, 3.0, 3.0)),
    ("g 3", (0.0, 0.0, 0.0)),
    ("g g 3", ()),
    ("g 99999999 1", (1.0,) * 8),
    ("1e999", (1e6,)),
]


@pytest.mark.parametrize(("text", "deltas"), DELTAS, ids=[d[0][:12] or "none" for d in DELTAS])
def test_distances_may_be_grouped_and_are_no_more_than_asked_for(text, deltas):
    assert read_deltas(text, 8) == deltas


def test_an_outline_is_a_run_of_points():
    assert list(read_outlines("M 0 0 L 9 0 L 9 4 C")) == [[(0, 0), (9, 0), (9, 4), (0, 0)]]


def test_a_path_may_hold_several_outlines():
    assert list(read_outlines("S 0 0 L 1 0 M 5 5 L 6 5")) == [[(0, 0), (1, 0)], [(5, 5), (6, 5)]]


@pytest.mark.parametrize(
    "curve", ["Q 5 5 10 0", "B 3 5 7 5 10 0", "A 5 5 0 0 1 10 0"], ids=["quadratic", "cubic", "arc"]
)
def test_a_curve_ends_where_it_should(curve):
    (points,) = read_outlines(f"M 0 0 {curve}")
    assert points[-1] == pytest.approx((10, 0))


@pytest.mark.parametrize("text", ["", "L 1 1", "M 1", "M 0 0 L 1", "C", "M 0 0 X 3 4"])
def test_a_damaged_path_draws_nothing(text):
    assert list(read_outlines(text)) == []


def test_a_box_has_four_numbers():
    assert read_box("10 20.5 30 4") == (10, 20.5, 30, 4)
    assert read_box("10 20") is None


def test_a_matrix_has_six_numbers():
    assert read_matrix("2 0 0 2 1 1") == (2, 0, 0, 2, 1, 1)
    assert read_matrix("2 0 0") == IDENTITY
