"""What pages ask of the store, with where tasks stand remembered: the first view computes it, the next do not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date

from taskgraph.facet_query import FacetCount, count_among
from taskgraph.filter_query import Asked, ask, narrow_to
from taskgraph.model import Filters, TaskRow
from taskgraph.query import count_asked, find_all_standings, find_row_ids, iter_tasks
from taskgraph.standing import Standing
from taskgraph.web.desk import Desk


def recall_standings(desk: Desk, db: sqlite3.Connection, as_of: date | None) -> Mapping[int, Standing]:
    """Return where all tasks stand, by the ids of their rows."""
    return desk.memo.recall(("standings", as_of), lambda: find_all_standings(db, desk.viewpoint(as_of), as_of))


def ask_desk(desk: Desk, db: sqlite3.Connection, filters: Filters) -> Asked:
    """Do as `ask`, with state and light among the conditions, so that no task is looked at in vain."""
    asked = ask(db, filters)
    if not filters.of_standings:
        return asked
    standing = Filters(**{name: getattr(filters, name) for name in ("status", "light", "overdue", "need", "as_of")})
    return narrow_to(asked, *desk.memo.recall(("fitting", standing), lambda: _find_fitting(desk, db, standing)))


def _find_fitting(desk: Desk, db: sqlite3.Connection, filters: Filters) -> tuple[str, int]:
    standings = recall_standings(desk, db, filters.as_of)
    rows = [row for row, standing in standings.items() if filters.fit(standing)]
    return json.dumps(rows), len(rows)


def recall_count(desk: Desk, db: sqlite3.Connection, asked: Asked) -> int:
    return desk.memo.recall(("count", asked.filters), lambda: count_asked(db, asked))


def recall_facets(desk: Desk, db: sqlite3.Connection, asked: Asked) -> tuple[FacetCount, ...]:
    """Return the counts of all facets for what `ask_desk` gave."""
    return desk.memo.recall(("facets", asked.filters), lambda: _count_facets(desk, db, asked))


def _count_facets(desk: Desk, db: sqlite3.Connection, asked: Asked) -> tuple[FacetCount, ...]:
    standings = recall_standings(desk, db, asked.filters.as_of)
    return count_among(db, asked, {row: standings[row] for row in find_row_ids(db, asked)})


def find_asked(desk: Desk, db: sqlite3.Connection, filters: Filters) -> tuple[TaskRow, ...]:
    """Return all tasks that fit, as lists and files have them."""
    return tuple(iter_tasks(db, ask_desk(desk, db, filters), desk.viewpoint(filters.as_of)))
