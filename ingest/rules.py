"""Load the rule tables of `ingest/lexicon/`: one row is one pattern with examples and rejects.

A table whose rows contradict their own examples is refused as a whole, with every problem listed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.shadow import shadow

LEXICON = Path(__file__).parent / "lexicon"


class RuleTableError(Exception):
    """A rule table that cannot be used; the message lists every bad row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`value` says what a match means to the finder that owns the table: a field, a type, a way of reading."""

    id: str
    pattern: re.Pattern[str]
    value: str = ""
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()

    def search(self, text: str) -> re.Match[str] | None:
        """Search the shadow of `text`; offsets hold for `text` itself."""
        return self.pattern.search(shadow(text))


def rule_problems(rule: Rule) -> list[str]:
    """Return what is wrong with the rule by its own examples and rejects."""
    problems = [f"{rule.id}: does not match its example {e!r}" for e in rule.examples if not rule.search(e)]
    problems += [f"{rule.id}: matches its reject {r!r}" for r in rule.rejects if rule.search(r)]
    return problems if rule.examples else [*problems, f"{rule.id}: has no example"]


@cache
def load_rules(table: str) -> tuple[Rule, ...]:
    """Return the rows of `lexicon/<table>.toml` in their order."""
    rows = tomllib.loads((LEXICON / f"{table}.toml").read_text("utf-8")).get("rule", [])
    rules, problems = [], []
    for row in rows:
        try:
            rule = _build_rule(row)
        except (KeyError, re.error) as problem:
            problems.append(f"{row.get('id', '?')}: {problem!r}")
            continue
        rules.append(rule)
        problems += rule_problems(rule)
    ids = [rule.id for rule in rules]
    problems += [f"{i}: id given twice" for i in sorted(set(ids)) if ids.count(i) > 1]
    if problems:
        raise RuleTableError(f"ingest/lexicon/{table}.toml:\n" + "\n".join(problems))
    return tuple(rules)


def _build_rule(row: dict[str, object]) -> Rule:
    return Rule(
        id=str(row["id"]),
        pattern=re.compile(str(row["pattern"])),
        value=str(row.get("value", "")),
        examples=_strings(row, "examples"),
        rejects=_strings(row, "rejects"),
    )


def _strings(row: dict[str, object], name: str) -> tuple[str, ...]:
    value = row.get(name, [])
    return tuple(map(str, value)) if isinstance(value, list) else ()


@cache
def load_words(table: str) -> tuple[str, ...]:
    """Return the words of `lexicon/<table>.txt`, the longest first, as an alternation needs them."""
    lines = (LEXICON / f"{table}.txt").read_text("utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if len(words) != len(set(words)):
        raise RuleTableError(f"ingest/lexicon/{table}.txt: a word is given twice")
    return tuple(sorted(words, key=len, reverse=True))


def any_word(table: str) -> str:
    """Return a pattern for any word of the table."""
    return f"(?:{'|'.join(map(re.escape, load_words(table)))})"


def first_match(table: str, text: str) -> Rule | None:
    """Return the first rule of the table that matches `text`."""
    view = shadow(text)
    return next((rule for rule in load_rules(table) if rule.pattern.search(view)), None)
