"""What tasks are chosen, counted and put in order by of where they stand: so little that all tasks' can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from taskgraph.events import LifeState
from taskgraph.situation import Light, Need


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glance:
    """Tasks that stand alike share one, as `see` makes them; so they are counted without a look inside."""

    state: LifeState
    light: Light
    overdue: bool
    needs: Sequence[Need]
    due: date | None


@lru_cache(maxsize=65536)
def see(state: LifeState, light: Light, needs: Sequence[Need], due: date | None) -> Glance:
    return Glance(state=state, light=light, overdue=Need.OVERDUE in needs, needs=needs, due=due)


def iter_seen(rows: Iterable[int], glances: Mapping[int, Glance]) -> Iterator[tuple[int, Glance]]:
    """Yield rows of tasks with the glances at them; what came or went between two looks waits for the next one."""
    return ((row, glances[row]) for row in rows if row in glances)
