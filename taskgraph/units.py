"""Which unit a printed name means: 县乡村振兴局 in a plan of 青山县 and 青山县乡村振兴局 are one unit.

A unit is a region and a name written in full. The region is printed with the name, or is that of
the document; where neither tells it, the unit stays the document's own. Nothing is merged on a guess.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ingest.model import Meta

NATION = "国家"
LONGEST_REGION_NAME = 12
COUNTIES = {"县", "自治县", "旗", "自治旗", "区", "新区", "开发区"}
TOWNS = {"乡", "镇", "街道"}
_BRACKETS = str.maketrans("（）〔〕［］", "()[][]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A word that ends regions' names, such as 县; `unique` regions need no path above them."""

    word: str
    unique: bool
    shortest: int
    end: re.Pattern[str]
    covers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRules:
    levels: tuple[Level, ...]
    stop: re.Pattern[str]
    tails: tuple[str, ...]
    generic: re.Pattern[str]
    national_title: re.Pattern[str]
    national: re.Pattern[str]
    collective: re.Pattern[str]
    short_forms: tuple[tuple[re.Pattern[str], str], ...]
    reforms: tuple[Reform, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One region of a path: ("青山县", the level 县)."""

    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document comes from: a path of regions, the state as a whole, or neither known."""

    path: tuple[Place, ...]
    national: bool
    document: str

    @property
    def region(self) -> str:
        if self.path:
            return region_name(self.path)
        return NATION if self.national else f"文件{self.document}"

    @property
    def known(self) -> bool:
        return bool(self.path) or self.national


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitIdentity:
    """What a printed name means. `label` is the full name; `bare` are its forms without the region.

    `written` is the name as it was printed, without the region; in `name` its short forms are written out.
    """

    region: str
    name: str
    written: str
    label: str
    collective: bool
    bare: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reform:
    """Units that the state let go into others."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    when: str


@cache
def load_unit_rules() -> UnitRules:
    table = tomllib.loads((Path(__file__).parent / "units.toml").read_text(encoding="utf-8"))
    region = table["region"]
    return UnitRules(
        levels=tuple(_level(row) for row in sorted(table["level"], key=lambda row: -len(row["word"]))),
        stop=re.compile(region["stop"]),
        tails=tuple(region["tails"]),
        generic=re.compile("|".join(sorted(region["generic"], key=len, reverse=True))),
        national_title=re.compile(region["national_title"]),
        national=re.compile("|".join(row["pattern"] for row in table["national"])),
        collective=re.compile("|".join(row["pattern"] for row in table["collective"])),
        short_forms=tuple((re.compile(row["short"]), row["long"]) for row in table["short"]),
        reforms=tuple(
            Reform(re.compile(row["before"]), re.compile(row["after"]), row["when"]) for row in table["reform"]
        ),
    )


def _level(row: dict[str, Any]) -> Level:
    word: str = row["word"]
    after = f"(?!{row['after']})" if "after" in row else ""
    return Level(
        word=word,
        unique=row.get("unique", False),
        shortest=row.get("shortest", 2),
        end=re.compile(re.escape(word) + after),
        covers=frozenset({word, *row.get("also", ())}),
    )


def find_home(meta: Meta, document: str, rules: UnitRules) -> Home:
    """Return the region that a document speaks for, by its issuer, else by its title."""
    for words, national in ((meta.issuer, rules.national), (meta.title, rules.national_title)):
        text = re.sub(r"^\d{4}年", "", clean_name(words or ""))
        if national.search(text.split(" ")[0]):
            return Home((), national=True, document=document)
        if path := split_region(text, rules)[0]:
            return Home(path, national=False, document=document)
    return Home((), national=False, document=document)


def clean_name(printed: str) -> str:
    """Return a printed name with one kind of bracket, without 中共 before it and the abbreviation that it defines."""
    name = re.sub(r"\((?:以下)?(?:简称|统称)[^()]*\)", "", printed.strip().translate(_BRACKETS))
    return re.sub("^(?:中共|中国共产党)", "", name)


def split_region(name: str, rules: UnitRules) -> tuple[tuple[Place, ...], str]:
    """Split the regions that a name begins with from the rest: 云州省青山县教育局 → (云州省, 青山县), 教育局."""
    path: tuple[Place, ...] = ()
    while place := _first_place(name, rules):
        path, name = (*path, place), name[len(place.name) :]
    return path, name


def _first_place(text: str, rules: UnitRules) -> Place | None:
    for at in range(1, min(len(text), LONGEST_REGION_NAME + 1)):
        for level in rules.levels:
            if level.end.match(text, at) and _is_place_name(text[:at], level, rules):
                return Place(text[:at] + level.word, level)
    return None


def _is_place_name(name: str, level: Level, rules: UnitRules) -> bool:
    return (
        len(name) >= level.shortest
        and not rules.stop.search(name)
        and not (name + level.word).endswith(rules.tails)
        and bool(rules.generic.sub("", name))
    )


def region_name(path: tuple[Place, ...]) -> str:
    """Return the name by which a region is known everywhere: from its last unique part on."""
    first = max((i for i, place in enumerate(path) if place.level.unique), default=0)
    return "".join(place.name for place in path[first:])


def identify_unit(printed: str, home: Home, rules: UnitRules) -> UnitIdentity:
    """Return the unit that a name printed in a document from `home` means."""
    name = re.sub(r"\s", "", clean_name(printed))
    if rules.collective.search(name):
        label = f"{name}({home.region})" if home.path else name
        return _unit(home.region, "", _Name(name, name), label=label, collective=True)
    if rules.national.search(name):
        return _unit(NATION, "", _name(_without_nation(name), rules))
    path, rest = split_region(name, rules)
    if path and rest:
        return _unit(region_name(_complete(path, home)), path[-1].level.word, _name(rest, rules))
    if level := leading_level(name, rules):
        return _own_level(name, level, home, rules)
    own = _name(name, rules)
    return _unit(home.region, home.path[-1].level.word if home.path else "", own, label=None if home.path else own.full)


class _Name(NamedTuple):
    """A unit's name without its region: as printed, and with its short forms written out."""

    written: str
    full: str


def _name(written: str, rules: UnitRules) -> _Name:
    return _Name(written, write_out(written, rules))


def _own_level(name: str, level: Level, home: Home, rules: UnitRules) -> UnitIdentity:
    """Identify 县教育局: of the county on the document's path, else of the county that the document belongs to."""
    own = _name(name[len(level.word) :], rules)
    inside = [i for i, place in enumerate(home.path) if level.word in place.level.covers]
    if inside:
        return _unit(region_name(home.path[: inside[-1] + 1]), level.word, own)
    if home.known:
        return _unit(f"{home.region}所属{level.word}", level.word, own)
    full = level.word + own.full
    return _unit(home.region, level.word, own._replace(written=level.word + own.written), label=full)


def _unit(region: str, level: str, own: _Name, *, label: str | None = None, collective: bool = False) -> UnitIdentity:
    name = own.full
    names_itself = region == NATION or name.startswith(region[:2])  # 云州银保监局 in 云州省
    full = label or (name if names_itself else region + name)
    bare = frozenset({name, level + name})
    # A region that is only the document's own holds units of several levels: there the level is part of the name.
    stored = full if label and not collective else name
    return UnitIdentity(region=region, name=stored, written=own.written, label=full, collective=collective, bare=bare)


def _complete(path: tuple[Place, ...], home: Home) -> tuple[Place, ...]:
    """Put the document's regions before a path that begins with one of them, or with a town of its county."""
    for i, place in enumerate(home.path):
        if place.name == path[0].name:
            return (*home.path[:i], *path)
    county = next((i for i, place in enumerate(home.path) if place.level.word in COUNTIES), None)
    return path if county is None or path[0].level.word not in TOWNS else (*home.path[: county + 1], *path)


def _without_nation(name: str) -> str:
    return re.sub(r"^国家(?=.{3})", "", name)


def leading_level(name: str, rules: UnitRules) -> Level | None:
    """Return the level of a name like 县教育局 that leaves its region to the context."""
    for level in rules.levels:
        if len(name) > len(level.word) and level.end.match(name):
            return level
    return None


def find_name_fault(name: str, home: Home, rules: UnitRules) -> str | None:
    """Return why a name that a person gives is none of a unit; a region within the document's own may be one."""
    path, rest = split_region(clean_name(name), rules)
    if not path and not rest:
        return "单位名称不能空"
    if len(name.splitlines()) > 1:
        return f"单位名称“{' '.join(name.split())}”占了几行,应是一行,一个单位"
    regions = {*(place.name for place in home.path), *(level.word for level in rules.levels)}
    if (rest or path[-1].name) in regions:
        return f"“{name}”只是地区,不是单位。请写到单位,如 {name}教育局"
    return None


def write_out(name: str, rules: UnitRules) -> str:
    """Write the short forms in a unit's name out: 发改局 → 发展和改革局."""
    for short, long in rules.short_forms:
        name = short.sub(long, name)
    return name
