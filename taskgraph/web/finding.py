"""What pages ask of the store, with where tasks stand remembered: the first view computes it, the next do not."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from taskgraph.board_query import Board, load_board, renew_board
from taskgraph.facet_query import FacetCount, count_among, count_seen, count_stored
from taskgraph.filter_query import Asked, ask, narrow_to
from taskgraph.glance import Glance, iter_seen
from taskgraph.model import Filters, TaskRow
from taskgraph.ordering import Order, Rank, rank_task, read_rank
from taskgraph.paging import read_cursor, take_page, write_cursor
from taskgraph.query import count_asked, find_row_ids, iter_tasks, load_tasks, position_of, read_position
from taskgraph.tally_query import Overview, Spread, load_spread, make_overview
from taskgraph.touched_query import touched_only_logs
from taskgraph.unit_query import UnitRow, load_units
from taskgraph.web.desk import Desk

Value = TypeVar("Value")
PAGE = 50  # tasks of a list


def recall_glances(desk: Desk, db: sqlite3.Connection, as_of: date | None) -> Mapping[int, Glance]:
    """Return how all tasks stand, by the ids of their rows; today's are kept up to date, not computed again."""
    viewpoint = desk.viewpoint(as_of)

    def load() -> Board:
        return load_board(db, viewpoint, as_of)

    def renew(board: Board, since: int) -> Board:
        return renew_board(db, board, viewpoint, since)

    return desk.memo.recall(("board", as_of), load, renew if as_of is None else None).glances


def ask_desk(desk: Desk, db: sqlite3.Connection, filters: Filters) -> Asked:
    """Do as `ask`, with state and light among the conditions, so that no task is looked at in vain."""
    asked = ask(db, filters)
    if not filters.of_standings:
        return asked
    standing = Filters(**{name: getattr(filters, name) for name in ("status", "light", "overdue", "need", "as_of")})
    return narrow_to(asked, *desk.memo.recall(("fitting", standing), lambda: _find_fitting(desk, db, standing)))


def _find_fitting(desk: Desk, db: sqlite3.Connection, filters: Filters) -> tuple[str, int]:
    glances = recall_glances(desk, db, filters.as_of)
    fits = {glance for glance in set(glances.values()) if filters.fit(glance)}
    rows = [row for row, glance in glances.items() if glance in fits]
    return json.dumps(rows), len(rows)


def recall_count(desk: Desk, db: sqlite3.Connection, asked: Asked) -> int:
    return desk.memo.recall(("count", asked.filters), lambda: count_asked(db, asked))


def recall_facets(desk: Desk, db: sqlite3.Connection, asked: Asked) -> tuple[FacetCount, ...]:
    """Return the counts of all facets for what `ask_desk` gave."""
    return desk.memo.recall(("facets", asked.filters), lambda: _count_facets(desk, db, asked))


def _count_facets(desk: Desk, db: sqlite3.Connection, asked: Asked) -> tuple[FacetCount, ...]:
    """Count what documents say, and where tasks stand: if only events were written since, the first is known."""
    filters = asked.filters
    glances = recall_glances(desk, db, filters.as_of)
    if filters.of_standings:
        return count_among(db, asked, dict(iter_seen(find_row_ids(db, asked), glances)))
    rows = recall_reading(desk, db, ("rows", filters), lambda: find_row_ids(db, asked))
    stored = recall_reading(desk, db, ("stored", filters), lambda: tuple(count_stored(db, asked)))
    return (*stored, *count_seen(filters, (glance for _, glance in iter_seen(rows, glances))))


def recall_reading(desk: Desk, db: sqlite3.Connection, name: Hashable, load: Callable[[], Value]) -> Value:
    """Return what is read from documents, units and links alone: events, the most of all writes, leave it as it is."""

    def renew(known: Value, since: int) -> Value:
        return known if touched_only_logs(db, since) else load()

    return desk.memo.recall(name, load, renew)


def recall_overview(desk: Desk, db: sqlite3.Connection, as_of: date | None) -> Overview:
    """Return how all tasks stand."""

    def load() -> Spread:
        return load_spread(db, find_row_ids(db, ask(db, Filters(as_of=as_of), of_all=True)))

    spread = recall_reading(desk, db, ("spread", as_of), load)
    glances = recall_glances(desk, db, as_of)
    return desk.memo.recall(("overview", as_of), lambda: make_overview(spread, glances))


def recall_units(desk: Desk, db: sqlite3.Connection) -> Mapping[tuple[str, str], UnitRow]:
    """Return all units by their regions and what they are called."""
    return recall_reading(
        desk, db, "units", lambda: {(row.unit.key.region, row.unit.label): row for row in load_units(db)}
    )


def find_asked(
    desk: Desk, db: sqlite3.Connection, filters: Filters, order: Order = Order.DOCUMENT
) -> tuple[TaskRow, ...]:
    """Return all tasks that fit, as lists and files have them."""
    tasks = tuple(iter_tasks(db, ask_desk(desk, db, filters), desk.viewpoint(filters.as_of)))
    if order is Order.DOCUMENT:
        return tasks
    return tuple(sorted(tasks, key=lambda task: rank_task(task.row, task.standing.glance, order)))


class TaskPage(NamedTuple):
    """A page of a list; `following`: the cursor that ends it, if more tasks follow."""

    tasks: tuple[TaskRow, ...]
    following: str | None


class Cut(NamedTuple):
    """Which part of a list: in which order, from behind which cursor on (empty: the first tasks), and how many
    (0: as many as a page of the desk).
    """

    order: Order
    after: str
    most: int = 0


def find_page(desk: Desk, db: sqlite3.Connection, asked: Asked, cut: Cut) -> TaskPage:
    """Return a part of the tasks that fit; a cursor of another list raises QueryError."""
    cut = cut._replace(most=cut.most or PAGE)
    if cut.order is not Order.DOCUMENT:
        return _find_ranked(desk, db, asked, cut)
    filters = asked.filters
    start = read_position(read_cursor(cut.after, filters)) if cut.after else None
    found, last = take_page(iter_tasks(db, asked, desk.viewpoint(filters.as_of), start), cut.most)
    return TaskPage(tuple(found), write_cursor(position_of(last, filters), filters) if last else None)


def _find_ranked(desk: Desk, db: sqlite3.Connection, asked: Asked, cut: Cut) -> TaskPage:
    """Return a page of tasks by their ranks: a cursor names a rank, so that pages hold while tasks come and go."""
    cursor = (asked.filters, cut.order.value)
    glances = recall_glances(desk, db, asked.filters.as_of)
    ranks = desk.memo.recall(("ranks", *cursor), lambda: _rank_all(db, asked, glances, cut.order))
    start = bisect_right(ranks, read_rank(read_cursor(cut.after, cursor))) if cut.after else 0
    page = ranks[start : start + cut.most]
    more = start + cut.most < len(ranks)
    tasks = load_tasks(db, [rank.row for rank in page], desk.viewpoint(asked.filters.as_of))
    return TaskPage(tasks, write_cursor(page[-1], cursor) if more else None)


def _rank_all(db: sqlite3.Connection, asked: Asked, glances: Mapping[int, Glance], order: Order) -> tuple[Rank, ...]:
    seen = iter_seen(find_row_ids(db, asked), glances)
    return tuple(sorted(rank_task(row, glance, order) for row, glance in seen))
