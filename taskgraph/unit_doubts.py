"""Units that may be one: nothing is merged on a guess, so a person is asked, who answers in units.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import attrgetter

from taskgraph.registry import OfficeUnit
from taskgraph.units import UnitRules

_SHORTEST = 3  # characters of a name that may stand for a longer one


@dataclass(frozen=True, slots=True)
class UnitDoubt:
    """Units of one region that may be one, the shorter name first, and why."""

    units: tuple[OfficeUnit, ...]
    why: str


def find_unit_doubts(units: Sequence[OfficeUnit], rules: UnitRules) -> tuple[UnitDoubt, ...]:
    """Return which units may be one, region by region: by their names, or by a reform that the state ordered."""
    ordered = sorted(
        (unit for unit in units if not unit.collective), key=lambda u: (u.key.region, len(u.key.name), u.key.name)
    )
    doubts: list[UnitDoubt] = []
    for _, group in groupby(ordered, key=attrgetter("key.region")):
        own = tuple(group)
        doubts += (*_iter_shortened(own), *_iter_reformed(own, rules))
    return tuple(doubts)


def _iter_shortened(units: Sequence[OfficeUnit]) -> Iterator[UnitDoubt]:
    for short in units:
        longer = tuple(unit for unit in units if may_stand_for(short.key.name, unit.key.name))
        if longer:
            several = "可能是其中一个的简称" if len(longer) > 1 else "可能是同一单位的简称和全称"
            yield UnitDoubt((short, *longer), several)


def _iter_reformed(units: Sequence[OfficeUnit], rules: UnitRules) -> Iterator[UnitDoubt]:
    for one, other in combinations(units, 2):
        for before, after in ((one, other), (other, one)):
            for reform in rules.reforms:
                if reform.before.fullmatch(before.key.name) and reform.after.fullmatch(after.key.name):
                    yield UnitDoubt((before, after), f"机构改革({reform.when})后,前者可能已并入后者")


def may_stand_for(short: str, long: str) -> bool:
    """Whether one name may shorten the other: its end (中国证监会 → 证监会), or some of its characters, the first and
    the last among them (农业综合服务中心 → 农业中心).
    """
    if not _SHORTEST <= len(short) < len(long):
        return False
    rest = iter(long)
    ends_alike = short[0] == long[0] and short[-1] == long[-1]
    return long.endswith(short) or (ends_alike and all(char in rest for char in short))
