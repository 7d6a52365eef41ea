"""Reading saved searches: filters under a name, kept as they were typed."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from taskgraph.errors import NotFoundError

_ALL = "SELECT name, options FROM saved_search ORDER BY name"


class SavedSearch(NamedTuple):
    """`options` are those of a list: ("--unit", "县水利局", "--role", "lead")."""

    name: str
    options: tuple[str, ...]


def load_saved(db: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    return tuple(SavedSearch(name, tuple(json.loads(options))) for name, options in db.execute(_ALL))


def resolve_saved(db: sqlite3.Connection, name: str) -> SavedSearch:
    """Return the search of that name; raise NotFoundError, which lists those that there are."""
    known = load_saved(db)
    for saved in known:
        if saved.name == name:
            return saved
    there = f"已保存的有:{'、'.join(saved.name for saved in known)}" if known else "还没有保存过查询"
    raise NotFoundError(f"没有保存名为“{name}”的查询。{there}")
