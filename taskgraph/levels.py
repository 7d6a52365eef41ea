"""How high the body stands that issued a document: told by its region, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskgraph.units import Home


class IssuerLevel(StrEnum):
    """How high the body stands that issued a document."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRules:
    by_word: Mapping[str, IssuerLevel]
    municipalities: frozenset[str]
    municipality: IssuerLevel
    city_within_city: IssuerLevel
    examples: tuple[tuple[str, IssuerLevel], ...]


@cache
def load_level_rules() -> LevelRules:
    import tomllib  # noqa: PLC0415 - lists know levels by name only; this is for loading

    table = tomllib.loads((Path(__file__).parent / "levels.toml").read_text(encoding="utf-8"))
    rows = [*table["level"], table["municipalities"], table["city_within_city"]]
    return LevelRules(
        by_word={word: IssuerLevel(row["level"]) for row in table["level"] for word in row["words"]},
        municipalities=frozenset(table["municipalities"]["names"]),
        municipality=IssuerLevel(table["municipalities"]["level"]),
        city_within_city=IssuerLevel(table["city_within_city"]["level"]),
        examples=tuple((example, IssuerLevel(row["level"])) for row in rows for example in row["examples"]),
    )


def find_level(home: Home, rules: LevelRules) -> IssuerLevel | None:
    """Return the level of the region that a document speaks for; None where the document does not tell it."""
    if home.national:
        return IssuerLevel.NATIONAL
    if not home.path:
        return None
    *above, last = home.path
    if last.name in rules.municipalities:
        return rules.municipality
    level = rules.by_word.get(last.level.word)
    within = {rules.by_word.get(place.level.word) for place in above if place.name not in rules.municipalities}
    return rules.city_within_city if level is IssuerLevel.CITY and IssuerLevel.CITY in within else level
