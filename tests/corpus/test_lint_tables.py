from __future__ import annotations

import pytest

from corpus.lint_tables import find_table_problems

GOOD = """
[[rule]]
id = "before"
pattern = '{month}底前'
examples = ["6月底前"]
rejects = ["6月底"]

[[rule]]
id = "words"
words = ["年内", "年底"]
examples = ["年内完成"]
"""
PIECES = {"month": r"\d+月"}


def test_a_sound_table_has_no_problems():
    assert find_table_problems(GOOD, str, PIECES) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('id = "words"', 'id = "before"', "id 'before' is given twice", id="two rows of one name"),
        pytest.param('id = "words"\n', "", "[[rule]] row 2 (no id): has no id, as other rows have", id="no name"),
        pytest.param('examples = ["6月底前"]\n', "", "(before): has no example", id="no example"),
        pytest.param('["6月底前"]', '["6月前"]', "does not match its example '6月前'", id="example"),
        pytest.param('["6月底"]', '["7月底前"]', "matches its reject '7月底前'", id="reject"),
        pytest.param("{month}底前", "({month}底前", "the pattern cannot be used", id="broken pattern"),
        pytest.param("{month}", "{week}", "the pattern cannot be used: 'week'", id="unknown piece"),
        pytest.param('["年内完成"]', '["完成"]', "does not match its example '完成'", id="words"),
        pytest.param("[[rule]]", "[[rule]", "not TOML", id="no TOML"),
    ],
)
def test_a_bad_row_is_named_with_its_problem(old, new, problem):
    problems = find_table_problems(GOOD.replace(old, new, 1), str, PIECES)
    assert any(problem in found for found in problems), problems


def test_all_problems_are_listed_at_once():
    bad = GOOD.replace('["6月底前"]', "[]").replace('["年内完成"]', '["完成"]')
    assert len(find_table_problems(bad, str, PIECES)) == 2


def test_patterns_run_over_the_folded_text():
    table = "[[rule]]\nid = 'colon'\npattern = '单位:'\nexamples = ['责任单位：']\n"
    assert find_table_problems(table, str, {}) != []
    assert find_table_problems(table, lambda text: text.replace("：", ":"), {}) == []


def test_arrays_without_names_need_examples_too():
    assert find_table_problems("[[level]]\nword = '县'\n", str, {}) == ["[[level]] row 1 (no id): has no example"]
