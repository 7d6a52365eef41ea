"""Reading how all tasks stand, by unit and month; each count is that of the list with the same filters."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from taskgraph.events import LifeState
from taskgraph.glance import Glance, iter_seen
from taskgraph.ordering import Order, Rank, rank_task
from taskgraph.situation import Light, Need
from taskgraph.tally import Tally, tally

_LEADS = """
SELECT DISTINCT unit.label, assignment.task FROM json_each(?) AS one
  CROSS JOIN assignment ON assignment.task = one.value AND assignment.role = 'lead'
  CROSS JOIN assignment_unit ON assignment_unit.assignment = assignment.id
  JOIN unit ON unit.id = assignment_unit.unit
"""
_MONTHS = """
SELECT DISTINCT substr(coalesce(end_date, start_date), 1, 7), deadline.task FROM json_each(?) AS one
  CROSS JOIN deadline ON deadline.task = one.value WHERE coalesce(end_date, start_date) IS NOT NULL
"""


class Spread(NamedTuple):
    """Over which units that lead, and over which months, tasks are spread: (value, row of a task), each once."""

    rows: tuple[int, ...]
    leads: list[tuple[str, int]]
    months: list[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How tasks stand; `needy` are the rows of those that need a look, the most urgent first."""

    total: int
    lights: Mapping[tuple[Light, LifeState], int]
    needs: Mapping[Need, int]
    units: tuple[Tally, ...]
    months: tuple[Tally, ...]
    needy: tuple[int, ...]


def load_spread(db: sqlite3.Connection, rows: Iterable[int]) -> Spread:
    ordered = tuple(sorted(rows))
    ids = [json.dumps(ordered)]
    leads, months = (list(map(tuple, db.execute(sql, ids))) for sql in (_LEADS, _MONTHS))
    return Spread(ordered, leads, months)


def make_overview(spread: Spread, glances: Mapping[int, Glance]) -> Overview:
    """Return how these tasks stand; units are those that lead, the busiest first."""
    seen = dict(iter_seen(spread.rows, glances))
    lights, needs = Counter[tuple[Light, LifeState]](), Counter[Need]()
    for glance, count in Counter(seen.values()).items():
        lights[glance.light, glance.state] += count
        needs.update(dict.fromkeys(glance.needs, count))
    return Overview(
        total=len(seen),
        lights=lights,
        needs=needs,
        units=tuple(sorted(tally(spread.leads, glances), key=lambda unit: -unit.total)),
        months=tally(spread.months, glances),
        needy=tuple(rank.row for rank in _rank_needy(seen)),
    )


def _rank_needy(seen: Mapping[int, Glance]) -> list[Rank]:
    return sorted(rank_task(row, glance, Order.URGENCY) for row, glance in seen.items() if glance.needs)
