"""When two wordings count as the same (gold/GUIDE.md, How it is scored)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_JUNK = re.compile(r"[\s\W_]+")
_NUMBER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百零〇\d]+[、.章条节款项]|[((]\s*[一二三四五六七八九十百\d]+\s*[))]|[①-⑳])[、.]?\s*"
)
_SHORT_FOR = re.compile(r"\([^()]*以下(?:简称|统称)[^()]*\)|,以下(?:简称|统称)[^()]*(?=\))")


def bare(text: object) -> str:
    """Fold width and case, drop white space and punctuation."""
    return _JUNK.sub("", unicodedata.normalize("NFKC", str(text or ""))).lower()


def opening(text: object) -> str:
    """Return the words of an item from its beginning, without its number, bare."""
    return bare(_NUMBER.sub("", str(text or "")))


def unit_name(text: object) -> str:
    """Fold width, drop white space and the words that define an abbreviation (以下简称…)."""
    return _SHORT_FOR.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or ""))))


def plain_number(value: object) -> str:
    """Return a number without trailing zeros or exponent: 95.90 and 95.9 are one."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return str(value or "")


def measure(unit: object) -> str:
    """Return a measure word without its classifier: 个月 → 月, 个半天 → 半天; a bare 个 stays."""
    name = unit_name(unit)
    return name[1:] if len(name) > 1 and name[0] == "个" else name


def close(gold: object, found: object) -> bool:
    """Tell whether two wordings of a metric share at least half of their characters."""
    a, b = set(bare(gold)), set(bare(found))
    return bool(a and b) and len(a & b) / len(a | b) >= 0.5
