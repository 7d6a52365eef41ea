"""Which units a collective covers (各乡镇, 县直各单位): told by level and region, by rules, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

NATION = "国家"


class Named(NamedTuple):
    """A unit by its region and its name within it."""

    region: str
    name: str


class CoverRule(NamedTuple):
    """`examples` and `rejects` are pairs of a collective and a unit."""

    names: re.Pattern[str]
    below: bool
    region: re.Pattern[str]
    members: re.Pattern[str]
    examples: tuple[tuple[Named, Named], ...]
    rejects: tuple[tuple[Named, Named], ...]


@cache
def load_cover_rules() -> tuple[CoverRule, ...]:
    import tomllib  # noqa: PLC0415 - only where a collective is near

    table = tomllib.loads((Path(__file__).parent / "collectives.toml").read_text(encoding="utf-8"))
    return tuple(
        CoverRule(
            names=re.compile(row["names"]),
            below=row["where"] == "below",
            region=re.compile(row["region"]),
            members=re.compile(row["members"]),
            examples=_pairs(row["examples"]),
            rejects=_pairs(row["rejects"]),
        )
        for row in table["covers"]
    )


def _pairs(cases: Iterable[list[str]]) -> tuple[tuple[Named, Named], ...]:
    return tuple((Named(*case[:2]), Named(*case[2:])) for case in cases)


def covers(collective: Named, unit: Named, rules: Iterable[CoverRule]) -> bool:
    return any(
        rule.names.search(collective.name)
        and (_is_below(unit.region, collective.region) if rule.below else unit.region == collective.region)
        and rule.region.search(unit.region)
        and rule.members.search(unit.name)
        for rule in rules
    )


def _is_below(region: str, above: str) -> bool:
    return region != above and (above == NATION or region.startswith(above))
