"""What the rule of a fact goes by, in words: 按“牵头单位:”这类标签. The words are rows in `rule_words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taskgraph.corrections import RULE

TASK = "task"  # the kind of a task itself; the others are NoteKind's
BY_HAND = "人工填写"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    kind: str
    pattern: re.Pattern[str]
    says: str
    examples: tuple[str, ...]


@cache
def load_rule_words() -> tuple[RuleWords, ...]:
    table = tomllib.loads((Path(__file__).parent / "rule_words.toml").read_text(encoding="utf-8"))
    return tuple(
        RuleWords(
            kind=row["kind"], pattern=re.compile(row["pattern"]), says=row["says"], examples=tuple(row["examples"])
        )
        for row in table["words"]
    )


def describe_rule(kind: str, rule: str) -> str:
    """Return what a rule goes by; a fact that a person added has none."""
    if rule in {"", RULE}:
        return BY_HAND
    return next(row.says for row in load_rule_words() if row.kind == kind and row.pattern.fullmatch(rule))
