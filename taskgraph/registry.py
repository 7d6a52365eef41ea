"""What the office itself says of units: what it calls them, which names mean them, which went into which, and when.

A name is tied within one region only; what the office does not speak of stays as the rules read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from taskgraph.folding import fold_name
from taskgraph.levels import find_level, load_level_rules
from taskgraph.terms import LEVELS
from taskgraph.units import NATION, Home, UnitIdentity, UnitRules, identify_unit, split_region

_DOCUMENT = "文件"
_ABOVE = "所属"


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A unit as rules and registry know it: its region, and its name written out, without the region."""

    region: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeUnit:
    """What the office calls a unit, and where it puts it."""

    key: UnitKey
    label: str
    level: str | None = None
    parent: str | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A name that means `unit`; with `since`, that of a predecessor which went into it on that day."""

    printed: str
    unit: UnitKey
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """All that the office says; ties by region and folded name."""

    units: Mapping[UnitKey, OfficeUnit] = field(default_factory=dict)
    ties: Mapping[UnitKey, Tie] = field(default_factory=dict)

    def find(self, identity: UnitIdentity) -> OfficeUnit:
        """Return the unit that an identified name means: the one that the office tied it to, else its own."""
        key = UnitKey(identity.region, identity.name)
        for name in (identity.written, identity.name):
            if tie := self.ties.get(UnitKey(identity.region, fold_name(name))):
                key = self.follow(tie.unit)
                break
        own = OfficeUnit(key=key, label=identity.label, collective=identity.collective)
        return self.units.get(key, own)

    def follow(self, key: UnitKey) -> UnitKey:
        """Return what a unit has become: a predecessor of a predecessor went on, too."""
        seen = {key}
        while (tie := self.ties.get(UnitKey(key.region, fold_name(key.name)))) and tie.unit not in seen:
            key = tie.unit
            seen.add(key)
        return key


def home_of(region: str, rules: UnitRules) -> Home:
    """Return the home whose documents' names belong to a region as units have it: 青山县石桥乡, 国家, 青山县所属市."""
    if region.startswith(_DOCUMENT):
        return Home((), national=False, document=region.removeprefix(_DOCUMENT))
    base = region.partition(_ABOVE)[0]
    return Home(split_region(base, rules)[0], national=base == NATION, document="")


def level_of(region: str, rules: UnitRules) -> str | None:
    """Return the level of a region's units as the office writes it; None where no region is known."""
    word, levels = region.partition(_ABOVE)[2], load_level_rules()
    level = levels.by_word.get(word) if word else find_level(home_of(region, rules), levels)
    return LEVELS[level] if level else None


def identify_in(region: str, printed: str, rules: UnitRules) -> UnitIdentity | None:
    """Return the unit that a name means in a region; None if it is that of another region or level."""
    identity = identify_unit(printed, home_of(region, rules), rules)
    return identity if identity.region == region else None
