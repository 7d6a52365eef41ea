"""What pages ask of the store, with where tasks stand remembered: the first view computes it, the next do not."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from taskgraph.facet_query import FacetCount, count_among
from taskgraph.filter_query import Asked, ask, narrow_to
from taskgraph.model import Filters, TaskRow
from taskgraph.ordering import Order, Rank, rank_task, read_rank
from taskgraph.paging import read_cursor, take_page, write_cursor
from taskgraph.query import (
    count_asked,
    find_all_standings,
    find_row_ids,
    iter_tasks,
    load_tasks,
    position_of,
    read_position,
)
from taskgraph.standing import Standing
from taskgraph.tally_query import Overview, load_overview
from taskgraph.unit_query import UnitRow, load_units
from taskgraph.web.desk import Desk

PAGE = 50  # tasks of a list


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


def recall_overview(desk: Desk, db: sqlite3.Connection, as_of: date | None) -> Overview:
    """Return how all tasks stand."""

    def load() -> Overview:
        rows = sorted(find_row_ids(db, ask(db, Filters(as_of=as_of), of_all=True)))
        return load_overview(db, rows, recall_standings(desk, db, as_of))

    return desk.memo.recall(("overview", as_of), load)


def recall_units(desk: Desk, db: sqlite3.Connection) -> Mapping[tuple[str, str], UnitRow]:
    """Return all units by their regions and what they are called."""
    return desk.memo.recall("units", lambda: {(row.unit.key.region, row.unit.label): row for row in load_units(db)})


def find_asked(
    desk: Desk, db: sqlite3.Connection, filters: Filters, order: Order = Order.DOCUMENT
) -> tuple[TaskRow, ...]:
    """Return all tasks that fit, as lists and files have them."""
    tasks = tuple(iter_tasks(db, ask_desk(desk, db, filters), desk.viewpoint(filters.as_of)))
    if order is Order.DOCUMENT:
        return tasks
    return tuple(sorted(tasks, key=lambda task: rank_task(task.row, task.standing, order)))


class TaskPage(NamedTuple):
    """A page of a list; `following`: the cursor that ends it, if more tasks follow."""

    tasks: tuple[TaskRow, ...]
    following: str | None


def find_page(desk: Desk, db: sqlite3.Connection, asked: Asked, order: Order, after: str) -> TaskPage:
    """Return the tasks behind a cursor (empty: the first ones); one of another list raises QueryError."""
    if order is not Order.DOCUMENT:
        return _find_ranked(desk, db, asked, order, after)
    filters = asked.filters
    start = read_position(read_cursor(after, filters)) if after else None
    found, last = take_page(iter_tasks(db, asked, desk.viewpoint(filters.as_of), start), PAGE)
    return TaskPage(tuple(found), write_cursor(position_of(last, filters), filters) if last else None)


def _find_ranked(desk: Desk, db: sqlite3.Connection, asked: Asked, order: Order, after: str) -> TaskPage:
    """Return a page of tasks by their ranks: a cursor names a rank, so that pages hold while tasks come and go."""
    cursor = (asked.filters, order.value)
    standings = recall_standings(desk, db, asked.filters.as_of)
    ranks = desk.memo.recall(("ranks", *cursor), lambda: _rank_all(db, asked, standings, order))
    start = bisect_right(ranks, read_rank(read_cursor(after, cursor))) if after else 0
    page = ranks[start : start + PAGE]
    more = start + PAGE < len(ranks)
    tasks = load_tasks(db, [rank.row for rank in page], standings)
    return TaskPage(tasks, write_cursor(page[-1], cursor) if more else None)


def _rank_all(
    db: sqlite3.Connection, asked: Asked, standings: Mapping[int, Standing], order: Order
) -> tuple[Rank, ...]:
    return tuple(sorted(rank_task(row, standings[row], order) for row in find_row_ids(db, asked)))
