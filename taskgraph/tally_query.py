"""Reading how all tasks stand, by unit and month; each count is that of the list with the same filters."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taskgraph.events import LifeState
from taskgraph.situation import Light, Need
from taskgraph.standing import Standing
from taskgraph.status import sort_needy
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How tasks stand; `needy` are the rows of those that need a look, the most urgent first."""

    total: int
    lights: Mapping[tuple[Light, LifeState], int]
    needs: Mapping[Need, int]
    units: tuple[Tally, ...]
    months: tuple[Tally, ...]
    needy: tuple[int, ...]


def load_overview(db: sqlite3.Connection, rows: Sequence[int], standings: Mapping[int, Standing]) -> Overview:
    """Return how these tasks stand; units are those that lead, the busiest first."""
    mine = [standings[row] for row in rows]
    ids = [json.dumps(list(rows))]
    units = tally(db.execute(_LEADS, ids), standings)
    return Overview(
        total=len(rows),
        lights=Counter((standing.light, standing.state) for standing in mine),
        needs=Counter(need for standing in mine for need in standing.needs),
        units=tuple(sorted(units, key=lambda unit: -unit.total)),
        months=tally(db.execute(_MONTHS, ids), standings),
        needy=tuple(sort_needy(zip(rows, mine, strict=True))),
    )
