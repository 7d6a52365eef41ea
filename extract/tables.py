"""The rule tables of `extract/lexicon`: loaded once, checked whole, refused whole.

A pattern table is a TOML file with an array `rule`. Each row has `id`, `pattern`, `examples` and
optionally `rejects`, `note` and the fields of its kind. `{name}` in a pattern stands for the piece
of that name, from the table's own `[pieces]` or from `pieces.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from extract.errors import RuleTableError

_PIECE = re.compile(r"\{([a-z_]+)\}")
_COMMON = {"id", "pattern", "examples", "rejects", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: what it matches (over `text.shadow`), what proves it, and the fields of its kind."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    fields: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)


@cache
def load_rules(table: str) -> tuple[Rule, ...]:
    """Return the rows of `extract/lexicon/<table>.toml` in their order.

    Raises RuleTableError with every problem of the table: a missing field, an unknown piece, a bad pattern.
    """
    data = _load(table)
    pieces = load_pieces() | data.get("pieces", {})
    rules: list[Rule] = []
    problems: list[str] = []
    for number, row in enumerate(data.get("rule", []), 1):
        try:
            rules.append(_read_row(row, pieces))
        except (KeyError, re.error, RecursionError) as problem:
            problems.append(f"{table}.toml, row {number} ({row.get('id', 'no id')}): {problem}")
    if problems:
        raise RuleTableError("\n".join(problems))
    return tuple(rules)


@cache
def load_pieces() -> dict[str, str]:
    """Return the pieces that all tables share."""
    return {k: str(v) for k, v in _load("pieces").get("pieces", {}).items()}


@cache
def load_words(name: str) -> tuple[str, ...]:
    """Return the entries of `extract/lexicon/<name>.txt`, one a line; `#` begins a comment."""
    text = (files("extract") / "lexicon" / f"{name}.txt").read_text("utf-8")
    return tuple(word for line in text.splitlines() if (word := line.partition("#")[0].strip()))


@cache
def load_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern made of pieces alone, such as `{number}`."""
    return re.compile(expand(name, load_pieces()))


def expand(pattern: str, pieces: dict[str, str]) -> str:
    """Replace each `{name}` by its piece; pieces may name pieces."""
    while named := _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda m: f"(?:{pieces[m[1]]})", pattern)
        if len(pattern) > 100_000:
            raise RecursionError(f"the piece {named[1]} names itself")
    return pattern


def _load(table: str) -> dict[str, Any]:
    return tomllib.loads((files("extract") / "lexicon" / f"{table}.toml").read_text("utf-8"))


def _read_row(row: dict[str, Any], pieces: dict[str, str]) -> Rule:
    return Rule(
        id=row["id"],
        pattern=re.compile(expand(row["pattern"], pieces)),
        examples=tuple(row["examples"]),
        rejects=tuple(row.get("rejects", ())),
        fields=MappingProxyType({k: v for k, v in row.items() if k not in _COMMON}),
    )
