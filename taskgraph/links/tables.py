"""The rule table of citations (citations.toml), compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from taskgraph.links.model import Relation

# The name at hand, ■, in a row of names: 《…》、《…》和《…》.
_JOINT = r"[、,和及与]?(?:以及)?"
_LISTED = rf"(?:□{_JOINT})*■(?:{_JOINT}□)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRule:
    """`relation` None: the words name something of the document's own."""

    id: str
    relation: Relation | None
    around: re.Pattern[str]
    confidence: float
    title: re.Pattern[str] | None
    names: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_under: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationTable:
    rules: tuple[CitationRule, ...]
    wrappers: tuple[re.Pattern[str], ...]
    forwarded: tuple[re.Pattern[str], ...]
    lead_ins: tuple[re.Pattern[str], ...]


@cache
def load_citation_table() -> CitationTable:
    table = tomllib.loads((files("taskgraph.links") / "citations.toml").read_text("utf-8"))
    return CitationTable(
        rules=tuple(map(_rule, table["rule"])),
        wrappers=_patterns(table["wrapper"]),
        forwarded=_patterns(table["forwarded"]),
        lead_ins=_patterns(table["lead_in"]),
    )


def _rule(row: dict[str, Any]) -> CitationRule:
    return CitationRule(
        id=row["id"],
        relation=None if row["relation"] == "none" else Relation(row["relation"]),
        around=re.compile(row["around"].replace("@", _LISTED)),
        confidence=row["confidence"],
        **{name: re.compile(row[name]) if name in row else None for name in ("title", "names", "unless", "not_under")},
    )


def _patterns(rows: list[dict[str, Any]]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in rows)
