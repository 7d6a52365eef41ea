from __future__ import annotations

from ingest.readers.geometry import apply, combine


def test_matrices_are_applied_one_after_the_other():
    double, move = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 10.0, 0.0)
    assert apply(combine(double, move), (3, 4)) == (16, 8)
