"""Every row of every table is proved by its own examples and rejects."""

from __future__ import annotations

from importlib.resources import files

import pytest

from extract.errors import RuleTableError
from extract.tables import expand, load_rules, load_words
from extract.text import shadow

TABLES = sorted(
    path.name.removesuffix(".toml") for path in (files("extract") / "lexicon").iterdir() if path.name.endswith(".toml")
)
ROWS = [(table, rule) for table in TABLES for rule in load_rules(table)]
EXAMPLES = [pytest.param(rule, e, id=f"{table}/{rule.id}/{e}") for table, rule in ROWS for e in rule.examples]
REJECTS = [pytest.param(rule, r, id=f"{table}/{rule.id}/{r}") for table, rule in ROWS for r in rule.rejects]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_row_matches_its_examples(rule, example):
    assert rule.pattern.search(shadow(example))


@pytest.mark.parametrize(("rule", "reject"), REJECTS)
def test_a_row_leaves_its_rejects_alone(rule, reject):
    assert not rule.pattern.search(shadow(reject))


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_and_every_row_has_an_example(table):
    rules = load_rules(table)
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.examples for rule in rules)


def test_word_lists_name_nothing_twice():
    words = load_words("measures")
    assert len(set(words)) == len(words)


def test_pieces_are_expanded_inside_pieces():
    assert expand("{a}x", {"a": "{b}+", "b": "[一二]"}) == "(?:(?:[一二])+)x"


def test_a_piece_that_names_itself_is_refused():
    with pytest.raises(RecursionError):
        expand("{a}", {"a": "{a}{a}"})


def test_all_problems_of_a_table_are_listed_at_once(monkeypatch):
    bad = {"rule": [{"id": "no-examples", "pattern": "x"}, {"id": "bad", "pattern": "(", "examples": ["("]}]}
    monkeypatch.setattr("extract.tables._load", lambda table: bad if table == "broken" else {})
    with pytest.raises(RuleTableError, match=r"(?s)no-examples.*bad"):
        load_rules("broken")
