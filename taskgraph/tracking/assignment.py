"""The best one-to-one assignment of statements to targets: the greatest sum of gains, each side used at most once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Edge = tuple[int, int]
_FAR = float("inf")


def assign(gains: Mapping[Edge, float]) -> tuple[Edge, ...]:
    """Return the pairs (row, column) of the assignment; only pairs with a gain above 0 are ever chosen.

    Rows and columns that compete, directly or through others, are solved together (Kuhn 1955, in the form of
    shortest augmenting paths); the rest never meets.
    """
    useful = {edge: gain for edge, gain in gains.items() if gain > 0}
    chosen = [pair for part in _components(useful) for pair in _solve(part)]
    return tuple(sorted(chosen))


def _components(gains: Mapping[Edge, float]) -> Iterator[dict[Edge, float]]:
    by_row, by_column = defaultdict(list), defaultdict(list)
    for edge in sorted(gains):
        by_row[edge[0]].append(edge)
        by_column[edge[1]].append(edge)
    seen: set[Edge] = set()
    for first in sorted(gains):
        part: list[Edge] = []
        waiting = [first]
        while waiting:
            edge = waiting.pop()
            if edge not in seen:
                seen.add(edge)
                part.append(edge)
                waiting += by_row[edge[0]] + by_column[edge[1]]
        if part:
            yield {edge: gains[edge] for edge in sorted(part)}


def _solve(gains: Mapping[Edge, float]) -> Iterator[Edge]:
    """Solve one component with costs = -gain; every row may also stay alone at no cost."""
    rows, columns = sorted({r for r, _ in gains}), sorted({c for _, c in gains})
    if len(rows) == 1 or len(columns) == 1:
        yield max(gains, key=lambda edge: (gains[edge], [-n for n in edge]))
        return
    width = len(columns) + len(rows)  # a column of its own lets each row stay alone
    costs = [[-gains.get((r, c), 0.0) if (r, c) in gains else _FAR for c in columns] for r in rows]
    table = [line + [0.0 if n == i else _FAR for n in range(len(rows))] for i, line in enumerate(costs)]
    for row, column in enumerate(_shortest_paths(table, width)):
        if column < len(columns):
            yield rows[row], columns[column]


def _shortest_paths(costs: list[list[float]], width: int) -> list[int]:
    """Return the column of each row in the cheapest complete assignment (rows ≤ columns)."""
    over = [0.0] * len(costs)
    under = [0.0] * width
    holder = [-1] * width
    for start in range(len(costs)):
        end, came_from = _augment(costs, start, over, under, holder)
        while end >= 0:
            before = came_from[end]
            holder[end] = holder[before] if before >= 0 else start
            end = before
    column_of = [0] * len(costs)
    for column, row in enumerate(holder):
        if row >= 0:
            column_of[row] = column
    return column_of


def _augment(
    costs: list[list[float]], start: int, over: list[float], under: list[float], holder: list[int]
) -> tuple[int, list[int]]:
    """Find the shortest path from row `start` to a free column, updating the potentials of rows and columns."""
    width = len(under)
    least, came_from, done = [_FAR] * width, [-1] * width, [False] * width
    path: list[tuple[int, int]] = []
    row, column, reached = start, -1, 0.0
    while True:
        for c in range(width):
            if not done[c] and (cost := reached + costs[row][c] - over[row] - under[c]) < least[c]:
                least[c], came_from[c] = cost, column
        column = min((c for c in range(width) if not done[c]), key=least.__getitem__)
        reached, done[column] = least[column], True
        path.append((column, holder[column]))
        if holder[column] < 0:
            break
        row = holder[column]
    over[start] += reached
    for c, r in path[:-1]:
        over[r] += reached - least[c]
        under[c] -= reached - least[c]
    return column, came_from
