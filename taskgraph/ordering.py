"""In which order a list of tasks comes: as documents stand, by deadline, or the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from taskgraph.errors import QueryError
from taskgraph.glance import Glance
from taskgraph.model import Filters
from taskgraph.situation import Light, Need

_NEEDS: Mapping[Need, int] = {need: rank for rank, need in enumerate(Need)}


class Order(StrEnum):
    DOCUMENT = "document"
    DUE = "due"  # what is overdue longest comes first, what has no deadline last
    URGENCY = "urgency"  # by need, then by deadline


class Rank(NamedTuple):
    """Where a task stands in a list; its row (or place) tells it from others of the same need and day."""

    need: int
    due: str
    row: int


def usual_order(filters: Filters) -> Order:
    """Return the order of a list for which none was chosen: what is late comes by its deadline."""
    late = filters.overdue or filters.need is Need.OVERDUE or filters.light is Light.RED
    return Order.DUE if late else Order.DOCUMENT


def rank_task(row: int, seen: Glance, order: Order) -> Rank:
    """Return the rank of a task by deadline or urgency."""
    need = _NEEDS[seen.needs[0]] if seen.needs and order is Order.URGENCY else len(_NEEDS)
    return Rank(need, (seen.due or date.max).isoformat(), row)


def read_rank(given: Sequence[int | str]) -> Rank:
    """Return a rank as a cursor holds it; raise QueryError if it is none."""
    match given:
        case [int(need), str(due), int(row)]:
            return Rank(need, due, row)
    raise QueryError("翻页的位置不完整,请回到清单的第一页")
