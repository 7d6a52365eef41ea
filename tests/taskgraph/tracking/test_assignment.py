from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from taskgraph.tracking.assignment import Edge, assign

gains_of_small_tables = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-3, 9).map(float), max_size=20
)


def best_by_trying(gains: dict[Edge, float]) -> float:
    orders = permutations(range(5))
    return max(sum(max(0.0, gains.get(pair, 0.0)) for pair in enumerate(order)) for order in orders)


@given(gains_of_small_tables)
def test_the_sum_of_gains_is_the_greatest_there_is(gains: dict[Edge, float]) -> None:
    assert sum(gains[pair] for pair in assign(gains)) == best_by_trying(gains)


@given(gains_of_small_tables)
def test_each_row_and_column_is_used_once_and_only_for_a_gain(gains: dict[Edge, float]) -> None:
    chosen = assign(gains)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert all(gains[pair] > 0 for pair in chosen)


def test_a_better_pair_gives_way_to_two_that_are_better_together() -> None:
    assert assign({(0, 0): 5.0, (0, 1): 4.0, (1, 0): 4.0}) == ((0, 1), (1, 0))
