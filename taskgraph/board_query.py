"""Where all tasks stand, at a glance: looked at once, and again only what was written since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from taskgraph.filter_query import Asked, ask, narrow_to
from taskgraph.glance import Glance
from taskgraph.model import Filters
from taskgraph.query import iter_fitting
from taskgraph.touched_query import find_touched
from taskgraph.viewpoint import Viewpoint

Value = TypeVar("Value")


class Board(NamedTuple):
    """All tasks in force by the ids of their rows, those of repealed documents among them."""

    glances: dict[int, Glance]
    versions: dict[int, int]


def load_board(db: sqlite3.Connection, viewpoint: Viewpoint, as_of: date | None) -> Board:
    """Look at all tasks as of a day; None: as they are in force now."""
    return _look(db, ask(db, Filters(as_of=as_of), of_all=True, repealed=True), viewpoint)


def renew_board(db: sqlite3.Connection, board: Board, viewpoint: Viewpoint, since: int) -> Board:
    """Return the board of today brought up to date with what was touched after `since`; the day must be the same."""
    touched = find_touched(db, since)
    if not touched.versions and not touched.rows:
        return board
    gone = {row for row, version in board.versions.items() if version in touched.versions} | touched.rows
    asked = narrow_to(ask(db, Filters(), of_all=True, repealed=True), json.dumps(list(touched.rows)), len(touched.rows))
    new = _look(db, asked, viewpoint)
    return Board(_without(board.glances, gone) | new.glances, _without(board.versions, gone) | new.versions)


def _look(db: sqlite3.Connection, asked: Asked, viewpoint: Viewpoint) -> Board:
    glances: dict[int, Glance] = {}
    versions: dict[int, int] = {}
    for rows, standings in iter_fitting(db, asked, viewpoint):
        glances |= {row: standing.glance for row, standing in standings.items()}
        versions |= {row["row"]: row["version"] for row in rows}
    return Board(glances, versions)


def _without(values: Mapping[int, Value], gone: Collection[int]) -> dict[int, Value]:
    return {row: value for row, value in values.items() if row not in gone}
