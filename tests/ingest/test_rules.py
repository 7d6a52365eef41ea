"""The rule tables prove themselves: each row matches its examples and keeps off its rejects."""

from __future__ import annotations

import pytest

from ingest import rules
from ingest.model import DocumentType
from ingest.rules import LEXICON, RuleTableError, load_rules, load_words

TABLES = sorted(path.stem for path in LEXICON.glob("*.toml"))
WORDS = sorted(path.stem for path in LEXICON.glob("*.txt"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_matches_its_examples_and_no_reject(table):
    assert load_rules(table)


@pytest.mark.parametrize("table", WORDS)
def test_word_lists_name_each_word_once(table):
    assert load_words(table)


@pytest.mark.parametrize("table", ["types", "openings"])
def test_types_of_rules_are_document_types(table):
    assert {DocumentType(rule.value) for rule in load_rules(table)}


def test_a_bad_table_is_refused_with_every_problem_listed(tmp_path, monkeypatch):
    rows = [
        "[[rule]]\nid = 'a'\npattern = '^甲'\nexamples = ['乙']",
        "[[rule]]\nid = 'a'\npattern = '^甲'\nexamples = ['甲']\nrejects = ['甲乙']",
        "[[rule]]\nid = 'b'\npattern = '('\nexamples = ['(']",
        "[[rule]]\nid = 'c'\npattern = '丙'",
    ]
    (tmp_path / "bad.toml").write_text("\n".join(rows), "utf-8")
    monkeypatch.setattr(rules, "LEXICON", tmp_path)
    with pytest.raises(RuleTableError) as refused:
        load_rules("bad")
    for problem in (
        "does not match its example '乙'",
        "matches its reject '甲乙'",
        "a: id given twice",
        "b: ",
        "c: has no example",
    ):
        assert problem in str(refused.value)


def test_patterns_read_full_width_signs_as_half_width():
    assert rules.first_match("markers", "（一）加强领导").value == "2"
    assert rules.first_match("markers", "１．建立台账").value == "3"
