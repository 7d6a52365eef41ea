"""Numbers and dates of spreadsheets as a clerk sees them: 0.35 under `0%` is 35%, 45458 under `yyyy/m/d` is 2024/6/15.

Knows the codes that tables of offices use. A code beyond them (fractions, conditions) prints the plain number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ingest.readers.numbering import HAN, chinese_number

DAY = 'yyyy"年"m"月"d"日"'
CODES = (
    ("0", (1,)),
    ("0.00", (2,)),
    ("#,##0", (3, 37, 38, 41)),
    ("#,##0.00", (4, 39, 40, 43)),
    ("¥#,##0;¥-#,##0", (5, 6, 42)),
    ("¥#,##0.00;¥-#,##0.00", (7, 8, 44)),
    ("0%", (9,)),
    ("0.00%", (10,)),
    ("yyyy/m/d", (14, 15)),
    ('m"月"d"日"', (16, 28, 29, 51, 53, 54, 58)),
    ('yyyy"年"m"月"', (17, 27, 36, 50, 52, 57)),
    ("h:mm", (18, 20)),
    ("h:mm:ss", (19, 21, 46)),
    ("yyyy/m/d h:mm", (22,)),
    ("m/d/yy", (30,)),
    (DAY, (31,)),
    ('h"时"mm"分"', (32, 34, 55)),
    ('h"时"mm"分"ss"秒"', (33, 35, 56)),
    ("mm:ss", (45, 47)),
)
# The codes that files name by number alone, as Chinese Excel and WPS print them (ECMA-376, 18.8.30, zh-cn).
BUILT_IN = {number: code for code, numbers in CODES for number in numbers}
EPOCH = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
MOST = 1e15  # beyond it a number has no exact figures
LARGEST_WHOLE, LEAST = 1e20, 1e-10
MOST_PLACES = 10
LAST_DAY = 2_900_000  # in the year 9839; a larger number is no date
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|通用格式|g/通用格式)'
    r"|(?P<clock>am/pm|a/p|上午/下午)|(?P<date>y+|m+|d+|h+|s+|aaaa?|b+|e(?![+-]))|(?P<digits>[#0?](?:[#0?,.]*[#0?.])?,*)"
    r"|(?P<sign>.)",
    re.I | re.S,
)
SECTIONS = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])*);?')
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
CURRENCY = re.compile(r"\$([^-]*)")
LONG_DATE = "$-f800"  # the long date of the system's own language
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a code: its kind is the name of a group of TOKEN."""

    kind: str
    text: str


@lru_cache(1024)
def read_code(code: str) -> tuple[tuple[Token, ...], ...]:
    """Return the tokens of each section (positive; negative; zero) of a code."""
    sections = [m[1] for m in SECTIONS.finditer(code) if m[0]] or [""]
    return tuple(tuple(_tokens(section)) for section in sections)


def _tokens(section: str) -> Iterator[Token]:
    for match in TOKEN.finditer(ELAPSED.sub(r"\1", section)):
        kind = match.lastgroup or "sign"
        yield Token(kind, match[kind])


def print_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return the number as its cell shows it; `from_1904` tells the day from which the file counts its dates."""
    if not math.isfinite(value) or abs(value) >= MOST:
        return plain_number(value)
    sections = read_code(code)
    tokens = _section(sections, value)
    if any(token.kind in ("date", "clock") for token in tokens) and 0 <= value < LAST_DAY:
        return _print_date(_moment(value, from_1904=from_1904), tokens)
    if not any(token.kind == "digits" for token in tokens) or any(t == Token("sign", "/") for t in tokens):
        literal = "".join(map(_literal, tokens)) if _only_words(tokens) else ""
        return literal or plain_number(value)
    return _print_digits(abs(value) if len(sections) > 1 and value < 0 else value, tokens)


def plain_number(value: float) -> str:
    """Return a number under no code: 3.0 → 3, 0.1 + 0.2 → 0.3."""
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= LARGEST_WHOLE:
        return f"{value:.11g}"
    if value == int(value):
        return str(int(value))
    text = f"{value:.11g}"
    return f"{Decimal(text):f}" if abs(value) >= LEAST else text


def _section(sections: tuple[tuple[Token, ...], ...], value: float) -> tuple[Token, ...]:
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _only_words(tokens: tuple[Token, ...]) -> bool:
    return bool(tokens) and all(token.kind in ("quoted", "escaped", "space", "bracket") for token in tokens)


def _literal(token: Token) -> str:
    if token.kind in ("quoted", "escaped", "sign"):
        return token.text
    money = CURRENCY.match(token.text) if token.kind == "bracket" else None
    return money[1] if money else ""


def _print_digits(value: float, tokens: tuple[Token, ...]) -> str:
    figures = next(token.text for token in tokens if token.kind == "digits")
    places = figures.rstrip(",")
    exact = Decimal(repr(value)).scaleb(2 * (Token("sign", "%") in tokens) - 3 * (len(figures) - len(places)))
    number = _figures(exact, *places.partition(".")[::2])
    return "".join(number if token.kind == "digits" else _literal(token) for token in _once(tokens)).strip()


def _figures(exact: Decimal, whole: str, fraction: str) -> str:
    """Print a number under `#,##0` and `0#`: a zero is always printed, # and ? only where they have a figure."""
    rounded = exact.quantize(Decimal(1).scaleb(-min(len(fraction), MOST_PLACES)), ROUND_HALF_UP)
    if not rounded and "0" not in whole + fraction:
        return ""
    number = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    head, point, tail = number.partition(".")
    optional = len(fraction) - len(fraction.rstrip("#?"))
    tail = tail[: len(tail) - optional] + tail[len(tail) - optional :].rstrip("0")
    return head.zfill(whole.count("0")) + (point + tail if tail else "")


def _once(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens with the first run of digits only; `000-0000` is no number of ours."""
    seen = False
    for token in tokens:
        if token.kind != "digits" or not seen:
            yield token
        seen = seen or token.kind == "digits"


def _moment(value: float, *, from_1904: bool) -> datetime:
    """Day 60 of the usual count is the 29th of February 1900, which never was."""
    epoch = EPOCH_1904 if from_1904 else EPOCH
    days = value + 1 if not from_1904 and value < 60 else value
    return epoch + timedelta(seconds=round(days * 86400))


def _print_date(moment: datetime, tokens: tuple[Token, ...]) -> str:
    brackets = [token.text.lower() for token in tokens if token.kind == "bracket"]
    if LONG_DATE in brackets:
        tokens = read_code(DAY)[0]
    chinese = any(bracket.startswith("dbnum") for bracket in brackets)
    dates = [token.text.lower() for token in tokens if token.kind == "date"]
    parts = iter(_tell_minutes(dates))
    return "".join(
        _date_part(moment, next(parts), chinese=chinese) if token.kind == "date" else _date_sign(moment, token)
        for token in tokens
    ).strip()


def _tell_minutes(parts: list[str]) -> Iterator[str]:
    """`m` beside hours or seconds is a minute: it becomes `i`."""
    for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        minutes = part[0] == "m" and (before.startswith("h") or after.startswith("s"))
        yield "i" * len(part) if minutes else part


def _date_sign(moment: datetime, token: Token) -> str:
    if token.kind == "clock":
        return "下午" if moment.hour >= 12 else "上午"
    return "" if token.kind == "digits" else _literal(token)


def _date_part(moment: datetime, part: str, *, chinese: bool) -> str:
    kind = part[0]
    if kind in "ye":
        year = f"{moment.year:04d}"[-2 if part == "yy" else 0 :]
        return "".join(HAN[int(digit)] for digit in year) if chinese else year
    if kind == "a" or (kind == "d" and len(part) > 2):
        return ("星期" if part == "aaaa" or kind == "d" else "") + WEEKDAYS[moment.weekday()]
    if kind == "m" and len(part) > 2:
        return f"{moment.month}月"
    value = {"m": moment.month, "d": moment.day, "h": moment.hour, "i": moment.minute, "s": moment.second}.get(kind, 0)
    if chinese:
        return chinese_number(value) if value else "〇"
    return f"{value:0{min(len(part), 2)}d}"
