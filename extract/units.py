"""Lists of units as policy texts print them: 县教育局、县卫健局,各村(社区)和各市、县(市、区)政府.

A list is cut into names exactly as printed; which office a name means is the task graph's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.model import Role
from extract.tables import Rule, expand, load_pieces, load_rules
from extract.text import View, strip_span
from ingest.model import Span

_SEPARATOR = re.compile(r"[、,;/ \n|]")
_JOINERS = re.compile(r"和|及|与|以及|会同")
_NAME = re.compile(r"[一-鿿A-Za-z0-9()、〔〕“”·+\-]{2,48}$")
_NOT_A_NAME = re.compile(r"^(?:无|略|同上|见附件|[\d.]+|[A-Za-z]+|单位|部门)$|[。:%□]|^\(|^[一-鿿]?$")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """One name of a list; `role` where a bracket behind the name sets it: 县农业农村局(牵头)."""

    name: str
    span: Span
    role: Role | None = None


def find_units(view: View, span: Span) -> tuple[NamedUnit, ...]:
    """Return the units that the list at `span` names, in order: 县委宣传部、各村(社区)等部门 → two."""
    pieces = (piece for part in _iter_parts(view.shadow, span) for piece in _iter_joined(view.shadow, part))
    return tuple(unit for piece in pieces if (unit := _read_name(view, piece)))


def is_collective(name: str) -> bool:
    """Whether a name stands for a kind of units (各乡镇, 县直各单位, 有关部门), not for one."""
    return any(rule.pattern.search(name) for rule in _rules("collective")) or bool(_whole().match(name))


def is_general(name: str) -> bool:
    """Whether a name is a mere form of address: 各地区、各部门."""
    return any(rule.pattern.search(name) for rule in _rules("general"))


def _rules(reading: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("units") if rule["reading"] == reading)


@cache
def _whole() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in _rules("whole")))


def _iter_parts(shadowed: str, span: Span) -> Iterator[Span]:
    """Cut at separators outside brackets, never inside a collective that is one unit however punctuated."""
    wholes = [Span(*found.span()) for found in _whole().finditer(shadowed, span.start, span.end)]
    start, depth = span.start, 0
    for at in range(span.start, span.end):
        depth += (shadowed[at] == "(") - (shadowed[at] == ")")
        if depth <= 0 and _SEPARATOR.match(shadowed[at]) and not any(w.start <= at < w.end for w in wholes):
            yield Span(start, at)
            start = at + 1
    yield Span(start, span.end)


def _iter_joined(shadowed: str, part: Span) -> Iterator[Span]:
    """Cut at 和, 及 and 与 where a unit's name ends before the word and another begins behind it."""
    wholes = [Span(*found.span()) for found in _whole().finditer(shadowed, part.start, part.end)]
    start = part.start
    for joiner in _JOINERS.finditer(shadowed, part.start, part.end):
        inside = any(w.start < joiner.start() < w.end for w in wholes)
        before, after = shadowed[start : joiner.start()], shadowed[joiner.end() : part.end]
        if joiner.start() > start and not inside and _ends_a_name(before) and _ends_a_name(after):
            yield Span(start, joiner.start())
            start = joiner.end()
    yield Span(start, part.end)


def _ends_a_name(words: str) -> bool:
    ending = re.compile(expand(r"(?:{unit_end}|人民政府)(?:\([^()]*\))?(?:等.{0,8})?$", load_pieces()))
    return len(words) >= 2 and words.count("(") == words.count(")") and bool(ending.search(words))


def _read_name(view: View, piece: Span) -> NamedUnit | None:
    piece, role = _read_mark(view.shadow, strip_span(view.shadow, piece))
    while (trimmed := _trim(view.shadow, piece)) != piece:
        piece = trimmed
    folded = _without_abbreviation(piece.of(view.shadow))
    if not _NAME.match(folded) or _NOT_A_NAME.search(folded) or folded.count("(") != folded.count(")"):
        return None
    return NamedUnit(re.sub(r"\s+", "", piece.of(view.text)), piece, role)


def _without_abbreviation(words: str) -> str:
    for rule in _rules("abbreviation"):
        words = rule.pattern.sub("", words)
    return re.sub(r"\s+", "", words)


def _read_mark(shadowed: str, piece: Span) -> tuple[Span, Role | None]:
    for rule in _rules("marked"):
        if found := rule.pattern.search(shadowed, piece.start, piece.end):
            return Span(piece.start, found.start()), Role(rule["role"])
    return piece, None


def _trim(shadowed: str, piece: Span) -> Span:
    """Drop the words before and after a name that are no part of it, one layer at a time."""
    words = piece.of(shadowed)
    for rule in _rules("closing"):
        if (found := rule.pattern.search(words)) and found.start() >= 2:
            return strip_span(shadowed, Span(piece.start, piece.start + found.start()))
    for rule in _rules("opening"):
        if found := rule.pattern.match(words):
            return strip_span(shadowed, Span(piece.start + found.end(), piece.end))
    return strip_span(shadowed, piece, " \n。:;,、")
