"""Points and stretches of time as printed, read as days: 6月底, 二季度, 2020—2022年, “十四五”期末.

A year that is not printed comes from the context, and the moment says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.moment_readings import READINGS, Days, Printed
from extract.numerals import read_han
from extract.tables import Rule, load_rules
from ingest.model import Span

_CLAUSE = re.compile(r"[^,。;\n]+[,。;\n]?")
_TRIGGER = re.compile(r"[年月季节]|元旦|五一|国庆|十.“?五|\d[./-]\d")  # no moment is without one of these
_YEAR_SHIFTS = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "去": -1, "上": -1, "后": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What fills the gaps of a printed date: the year the work is planned for, the day of the document."""

    year: int | None
    written: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Days that a printed expression stands for; `start` is None where only an end is meant (6月底)."""

    span: Span
    start: date | None
    end: date
    grain: str  # day, part, month, quarter, half, year, stretch
    year_printed: bool
    rule: str


def iter_moments(words: str, span: Span, context: TimeContext) -> Iterator[Moment]:
    """Yield the moments within `span` of `words` (a `View.plain`), left to right, without overlaps.

    A year printed earlier in the same span holds for the later moments of that span.
    """
    at, year = span.start, context.year
    matches = _find_matches(words)
    for rule, match in matches[
        bisect_left(matches, span.start, key=_start) : bisect_left(matches, span.end, key=_start)
    ]:
        if match.start() < at or match.end() > span.end:
            continue
        printed = _printed_year(match, context)
        stretch = _read(rule, match, printed or year, context)
        if stretch:
            start, end, grain = stretch
            year_printed = printed is not None or rule["reading"] == "plan-period"
            yield Moment(
                span=Span(*match.span()), start=start, end=end, grain=grain, year_printed=year_printed, rule=rule.id
            )
            year = printed or year
        at = match.end()


def _start(found: tuple[Rule, re.Match[str]]) -> int:
    return found[1].start()


@lru_cache(maxsize=2)  # a document's finders ask for the same text again and again
def _find_matches(words: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """Return what the rows match in a text, left to right; at one place the row that stands first comes first."""
    clauses = [clause.span() for clause in _CLAUSE.finditer(words) if _TRIGGER.search(clause[0])]
    rules = load_rules("moments")
    hits = [(rule, match) for clause in clauses for rule in rules for match in rule.pattern.finditer(words, *clause)]
    return tuple(sorted(hits, key=_start))


def _printed_year(match: re.Match[str], context: TimeContext) -> int | None:
    groups = match.groupdict()
    printed = groups.get("year") or groups.get("relative")
    if not printed:
        return None
    digits = re.match(r"20\d\d", printed)
    if digits:
        return int(digits[0])
    if printed[0] in _YEAR_SHIFTS:
        base = context.written.year if context.written and printed[0] in "明来去上后" else context.year
        return base + _YEAR_SHIFTS[printed[0]] if base else None
    return read_han(re.sub(r"[^〇零一二三四五六七八九]", "", printed))


def _read(rule: Rule, match: re.Match[str], year: int | None, context: TimeContext) -> Days | None:
    """Return start, end and grain, or None where the year is not known or the day does not exist."""
    if not year and rule["reading"] != "plan-period":
        return None
    try:
        return READINGS[rule["reading"]](Printed(match, year or 0, context.written))
    except ValueError:  # 2月30日
        return None
