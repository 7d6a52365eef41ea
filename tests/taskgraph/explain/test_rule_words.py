"""Every rule is said in words that need no knowledge of rules."""

from __future__ import annotations

import pytest

from taskgraph.explain.model import NoteKind
from taskgraph.explain.rule_words import BY_HAND, TASK, RuleWords, describe_rule, load_rule_words


@pytest.mark.parametrize("row", load_rule_words(), ids=lambda row: f"{row.kind} {row.pattern.pattern}")
def test_a_row_says_its_examples(row: RuleWords) -> None:
    assert {describe_rule(row.kind, rule) for rule in row.examples} == {row.says}


@pytest.mark.parametrize("kind", [TASK, *(kind.value for kind in NoteKind)])
def test_a_rule_of_which_nothing_is_known_has_words_too(kind: str) -> None:
    assert describe_rule(kind, "some-new-rule")
    assert describe_rule(kind, "") == BY_HAND
