from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.text import hide_titles, iter_sentences, shadow, strip_span
from ingest.model import Span


@given(st.text())
def test_a_shadow_has_the_length_of_its_text(text):
    assert len(shadow(text)) == len(text)


@given(st.text(alphabet="《》年一2。\n"))
def test_hiding_titles_keeps_the_length(text):
    assert len(hide_titles(text)) == len(text)


@given(st.text(alphabet="甲乙。;\n!"))
def test_sentences_cover_the_span_without_gaps(text):
    sentences = list(iter_sentences(shadow(text), Span(0, len(text))))
    assert "".join(s.of(text) for s in sentences) == text


def test_one_pattern_reads_all_brackets_quotes_and_dashes():
    assert shadow("（〔[”「—～：，") == "(((““--:,"


def test_words_inside_a_title_state_nothing():
    assert "2022" not in hide_titles("落实《青岚县2022年工作要点》要求")


def test_strip_span_takes_off_both_ends():
    assert strip_span(" 甲 \n", Span(0, 4)) == Span(1, 2)
