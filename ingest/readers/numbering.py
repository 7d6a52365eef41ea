"""The item numbers that Word counts by itself and does not store in the text: numbering.xml → 一、, (一), 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from ingest.readers.ooxml import attr, child, children, whole

HAN = "〇一二三四五六七八九"
CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "japaneseDigitalTenThousand", "koreanDigital2"),
}
LETTERS = {"upperLetter": "A", "lowerLetter": "a"}
ROMAN = {"upperRoman": str.upper, "lowerRoman": str.lower}
PLACE = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list prints: `text` is `%1、` or `(%2)`, `form` the kind of figures."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, Level]]  # by numId
    lists: dict[str, str]  # numId → abstract list; numIds of one list count on together
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, num_id: str, depth: int) -> str:
        """Count one item further and return its number as printed, or '' for a bullet."""
        levels = self.levels.get(num_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.lists[num_id], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return PLACE.sub(lambda m: _figure(counts, levels, int(m[1]) - 1), level.text)


def _figure(counts: dict[int, int], levels: dict[int, Level], depth: int) -> str:
    level = levels.get(depth, Level())
    value = counts.get(depth, level.start)
    if level.form in CHINESE:
        return chinese_number(value)
    if level.form == "decimalEnclosedCircle" and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    if level.form in LETTERS and 0 < value <= 26:
        return chr(ord(LETTERS[level.form]) + value - 1)
    if level.form in ROMAN and 0 < value < 40:
        return ROMAN[level.form](roman_number(value))
    return str(value)


def roman_number(value: int) -> str:
    """Return 1–39 in Roman figures."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def chinese_number(value: int) -> str:
    """Return 1–99 in the way items are counted: 十, 十二, 二十三."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else HAN[tens] + "十")
    return head + (HAN[ones] if ones else "")


def read_numbering(root: _Element | None) -> Numbering:
    """Read numbering.xml; a document without one has no lists."""
    if root is None:
        return Numbering({}, {})
    abstract = {attr(el, "abstractNumId"): _levels(el) for el in children(root, "abstractNum")}
    lists = {attr(num, "numId"): attr(child(num, "abstractNumId"), "val") for num in children(root, "num")}
    return Numbering({num_id: abstract.get(name, {}) for num_id, name in lists.items()}, lists)


def _levels(abstract: _Element) -> dict[int, Level]:
    return {whole(attr(el, "ilvl")): _level(el) for el in children(abstract, "lvl")}


def _level(el: _Element) -> Level:
    start = attr(child(el, "start"), "val")
    return Level(
        form=attr(child(el, "numFmt"), "val") or "decimal",
        text=attr(child(el, "lvlText"), "val"),
        start=whole(start, 1),
    )
