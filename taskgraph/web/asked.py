"""From an address to what is asked for, and back: pages take the same filters, by the same names, as the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from extract.model import Role, TaskKind
from taskgraph.errors import QueryError
from taskgraph.events import LifeState
from taskgraph.levels import IssuerLevel
from taskgraph.model import YEARS, Filters
from taskgraph.ordering import Order, usual_order
from taskgraph.situation import Light, Need

Word = TypeVar("Word", bound=StrEnum)
_YES_NO: Mapping[str, bool] = {"yes": True, "no": False}


def read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"“{text}”不是日期,请写成 2026-06-30") from error
    if day.year not in YEARS:
        raise QueryError(f"{day} 太早或太晚,年份应在 {YEARS[0]} 到 {YEARS[-1]} 之间")
    return day


def _read_year(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4):
        raise QueryError(f"“{text}”不是年份,请写成 2026")
    return int(text)


def one_of(words: type[Word]) -> Callable[[str], Word]:
    def read(text: str) -> Word:
        if text not in set(words):
            raise QueryError(f"“{text}”不在可选的词之中:{'、'.join(words)}")
        return words(text)

    return read


def _read_yes_no(text: str) -> bool:
    if text not in _YES_NO:
        raise QueryError(f"“{text}”应为 yes 或 no")
    return _YES_NO[text]


READERS: Mapping[str, Callable[[str], Any]] = {
    "unit": str,
    "role": one_of(Role),
    "doc": str,
    "issuer": str,
    "level": one_of(IssuerLevel),
    "year": _read_year,
    "kind": one_of(TaskKind),
    "status": one_of(LifeState),
    "light": one_of(Light),
    "overdue": _read_yes_no,
    "need": one_of(Need),
    "due_before": read_day,
    "due_after": read_day,
    "no_deadline": _read_yes_no,
    "no_lead": _read_yes_no,
    "has_target": _read_yes_no,
    "as_of": read_day,
    "text": str,
}


def read_filters(query: Mapping[str, str]) -> Filters:
    """Return what an address asks for; what is empty or no filter is passed over. Raises QueryError."""
    given = {name: value.strip() for name, value in query.items() if name in READERS}
    return Filters(**{name: READERS[name](value) for name, value in given.items() if value})


def read_order(query: Mapping[str, str], filters: Filters) -> Order:
    """Return the order that an address asks for, else the usual one of its list. Raises QueryError."""
    return one_of(Order)(query["order"]) if query.get("order") else usual_order(filters)


def write_filters(filters: Filters, **changes: Any) -> str:
    """Return the query of an address that asks for `filters` with some changed; None takes one away."""
    changed = replace(filters, **changes)
    return urlencode(
        [(f.name, write_word(value)) for f in fields(changed) if (value := getattr(changed, f.name)) is not None]
    )


def write_word(value: Any) -> str:
    """Return a filter's value as addresses and forms have it."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
