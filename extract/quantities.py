"""Numbers with their measure words: 5.9万人, 3—5个, 60%, 至少两名 → value in plain units and where it stands.

What a number means (a target, a result, neither) is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract.numerals import read_han, read_number
from extract.tables import load_pattern, load_words
from extract.text import View
from ingest.model import Span

LISTED = ""  # the unit of a number that shares the measure of the next in its list, until that is known
_LIST_GOES_ON = re.compile(r"(?:[、和]\d[\d.]*){1,20}(?:个百分点|%|[万亿]?(?:元|人|户|亩|家|吨|公里))")
_NOUN_BEHIND = re.compile(r"(?!用于|的?资金)[一-鿿]")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_POWER = r"(?:(?:万亿|千万|百万|十万|亿|万|千|百|十)(?!方))"
_HAN = r"[一二两三四五六七八九十]{1,3}"
_MONEY = "{money}"
_COUNTING = "(?:{counting})$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its measure word; `value` in plain units (万 and 亿 multiplied out)."""

    span: Span
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    about: bool  # 余, 多 or 几 stands inside: 2700多万元


def find_quantities(view: View, span: Span, hidden: Iterable[Span] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of `span` in order; those that overlap a `hidden` span (a date) are left out."""
    hidden = list(hidden)
    found = [q for q in _iter_quantities(view, span) if not any(q.span.overlaps(h) for h in hidden)]
    return tuple(quantity for quantity in _share_measures(view, found) if quantity.unit != LISTED)


@cache
def _pattern() -> re.Pattern[str]:
    measures = "|".join(sorted(map(re.escape, load_words("measures")), key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.A-Za-z〔+])(?P<low>{_NUMBER})(?P<low_power>{_POWER}?)(?P<low_unit>%?)"
        rf"(?:(?:-+|至|到|~)(?P<high>{_NUMBER}))?"
        rf"(?P<about>[多余几])?(?P<power>{_POWER}?)(?P<about2>[多余])?(?P<unit>(?<!%)(?:{measures}))?(?:(?<=[一-鿿])/[一-鿿]{{1,4}}(?=[,。;、)以左及的]|$))?"
        rf"|(?P<han>{_HAN})(?P<han_unit>次|名|所|个|家|场|期|轮|项|人|座|条|处|辆)(?![一-鿿]{{0,1}}[是化])"
        rf"|百分之(?P<percent>[一二三四五六七八九十百零点]{{1,6}})(?![一二三四五六七八九十])"
        rf"|千分之(?P<mille>[一二三四五六七八九])|(?P<tenths>[一二三四五六七八九])成(?![熟本立就长员为果效交])"
        rf"|(?P<half>一半)|(?P<double>翻(?P<times>[一两])番)"
    )


def _iter_quantities(view: View, span: Span) -> Iterator[Quantity]:
    for found in _pattern().finditer(view.plain, span.start, span.end):
        quantity = _read_han(view, found) if found["low"] is None else _read(view, found)
        if quantity:
            yield quantity


def _read(view: View, found: re.Match[str]) -> Quantity | None:
    unit, power = found["unit"] or found["low_unit"] or None, found["power"] or found["low_power"]
    unit = unit or _read_missing_unit(view, found, power)
    if unit is None:
        return None
    if unit == "年" and re.fullmatch(r"(?:19|20)\d\d", found["low"]) and not power:
        return None
    low_power = found["low_power"] or (found["power"] if found["high"] or found["about"] else "")
    value = read_number(found["low"] + (low_power or power))
    return Quantity(
        span=Span(*found.span()), value=value, unit=_plain_measure(unit),
        value_max=read_number(found["high"] + power) if found["high"] else None,
        about=bool(found["about"] or found["about2"]),
    )  # fmt: skip


def _read_missing_unit(view: View, found: re.Match[str], power: str) -> str | None:
    """Return 元 where only 万 or 亿 is printed and money is meant, LISTED for a number whose list follows."""
    if _LIST_GOES_ON.match(view.plain, found.end()):
        return LISTED
    large = "万" in power or "亿" in power
    money = load_pattern(_MONEY).search(view.plain, max(0, found.start() - 24), found.start())
    return "元" if large and money and not _NOUN_BEHIND.match(view.plain, found.end()) else None


def _read_han(view: View, found: re.Match[str]) -> Quantity | None:
    """Read a number in Chinese numerals: a share, or one that a comparator or a verb of doing shows to count."""
    span = Span(*found.span())
    share = _read_share(found)
    if share:
        return Quantity(span=span, value=share[0], value_max=None, unit=share[1], about=False)
    left = view.plain[max(0, span.start - 10) : span.start]
    if not load_pattern(_COUNTING).search(left):
        return None
    return Quantity(span=span, value=read_number(found["han"]), value_max=None, unit=found["han_unit"], about=False)


def _read_share(found: re.Match[str]) -> tuple[Decimal, str] | None:
    """Return value and sign of 百分之六十, 千分之三, 八成, 一半 or 翻一番; None for other numerals."""
    if found["percent"]:
        return _read_percent(found["percent"]), "%"
    if found["mille"]:
        return read_number(found["mille"]), "‰"
    if found["tenths"]:
        return 10 * read_number(found["tenths"]), "%"
    doubled = {"一": 100, "两": 300}.get(found["times"] or "")
    return (Decimal(doubled or 50), "%") if doubled or found["half"] else None


def _read_percent(numeral: str) -> Decimal:
    """Return the value of 六十 or 九十八点五 behind 百分之."""
    whole, _, fraction = numeral.partition("点")
    digits = "".join(str(read_han(digit)) for digit in fraction)
    return Decimal(f"{read_han(whole)}.{digits or 0}")


def _plain_measure(unit: str) -> str:
    """Drop the classifier 个 before another measure word: 个百分点 → 百分点."""
    return unit[1:] if len(unit) > 1 and unit[0] == "个" else unit


def _share_measures(view: View, quantities: list[Quantity]) -> Iterator[Quantity]:
    """Give the members of a list the measure of its last: 2个、3个、3个百分点 → all are 百分点."""
    shared: list[Quantity] = []
    for quantity in reversed(quantities):
        shared.append(replace(quantity, unit=shared[-1].unit) if _lists(view, quantity, shared) else quantity)
    return reversed(shared)


def _lists(view: View, quantity: Quantity, following: list[Quantity]) -> bool:
    """Whether a quantity without a measure of its own stands in one list with the one that follows it."""
    if not following or view.shadow[quantity.span.end : following[-1].span.start] not in ("、", "和"):
        return False
    return quantity.unit == LISTED or (quantity.unit == "个" and following[-1].unit in ("百分点", "%"))
