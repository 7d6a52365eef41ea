from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgraph.errors import QueryError
from taskgraph.folding import fold
from taskgraph.text_query import AllOf, AnyOf, Not, Query, Word, parse_query, wanted_words

A, B, C = Word("甲"), Word("乙"), Word("丙")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("甲", A),
        ("甲 乙", AllOf((A, B))),
        ("甲 AND 乙", AllOf((A, B))),
        ("甲 且 乙", AllOf((A, B))),
        ("甲 OR 乙", AnyOf((A, B))),
        ("甲 或 乙", AnyOf((A, B))),
        ("甲|乙", AnyOf((A, B))),
        ("甲 乙 | 丙", AnyOf((AllOf((A, B)), C))),
        ("甲 (乙 | 丙)", AllOf((A, AnyOf((B, C))))),
        ("甲（乙 | 丙）", AllOf((A, AnyOf((B, C))))),
        ("甲(乙|丙)", AllOf((A, AnyOf((B, C))))),
        ("非(甲)", Not(A)),
        ("（甲 或 乙） 丙", AllOf((AnyOf((A, B)), C))),
        ("甲 -乙", AllOf((A, Not(B)))),
        ("甲 非 乙", AllOf((A, Not(B)))),
        ("甲 非(乙 丙)", AllOf((A, Not(AllOf((B, C)))))),
        ("NOT 甲", Not(A)),
        ("-甲", Not(A)),
        ("非 非 甲", A),
        ("非遗", Word("非遗")),
        ("NOTICE", Word("notice")),
        ('"甲 乙"', Word("甲 乙")),
        ("“甲 OR 乙” 丙", AllOf((Word("甲 or 乙"), C))),
        ("「甲」『乙』", AllOf((A, B))),
        ('推进"两手抓"', Word('推进"两手抓"')),
        ("2020-2025年", Word("2020-2025年")),
        ("青政发〔2026〕３号", Word("青政发〔2026〕3号")),
        ("农田(含改造)", Word("农田(含改造)")),
        ("95.5%", Word("95.5%")),
        (":", Word(":")),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_words_and_signs_are_read(text: str, query: Query) -> None:
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有写"),
        (" \t", "没有写"),
        ("甲 “乙", "第 3 个字 “ 没有对应的右引号 ”"),
        ('甲 ""', "第 3 个字.*引号里没有文字"),
        ("甲 (乙", "第 3 个字 \\( 没有对应的右括号"),
        ("农田(含", "第 3 个字 \\( 没有对应的右括号"),
        ("甲 乙)", "第 4 个字 \\) 没有对应的左括号"),
        ("甲 OR", "第 4 个字就断了"),
        ("OR 甲", "第 1 个字 OR 前面应有"),
        ("甲 OR AND 乙", "第 6 个字 AND 前面应有"),
        ("()", "第 2 个字 \\) 前面应有"),
        ("-", "第 1 个字就断了"),
        ("(" * 17 + "甲" + ")" * 17, "最多套 16 层"),
        ("甲 " * 65, "最多查 64 个词"),
    ],
    ids=lambda v: v[:12],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        parse_query(text)


@given(text=st.text(alphabet='甲乙AND OR非且或-|()（）“”"「」 \t１a', max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(QueryError):
        assert all(fold(word) == word for word in wanted_words(parse_query(text)))


def test_words_that_must_not_be_there_are_not_wanted() -> None:
    assert wanted_words(parse_query("甲 -乙 -(丙 -丁) 甲")) == ("甲", "丁")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("危房 改造", True),
        ("危房 新建", False),
        ("新建 | 危房", True),
        ("-新建", True),
        ("危房 -改造", False),
        ("５Ｇ", True),
    ],
)
def test_a_text_fits_or_not(text: str, fits: bool) -> None:
    assert parse_query(text).fits(fold("改造农村危房,推广5G")) is fits
