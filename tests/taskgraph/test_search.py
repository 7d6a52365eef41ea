from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.span import Span
from taskgraph.folding import fold, fold_name
from taskgraph.hit_query import find_hits
from taskgraph.model import Filters
from taskgraph.passages import Passage, base_rank, cut_passages, forget_passages, index_passages
from taskgraph.sentences import iter_sentences, mark_words, quote_words, sentence_at
from taskgraph.store import open_database
from taskgraph.text_query import AllOf, AnyOf, Not, Query, Word

# Documents by their paragraphs.
SAMPLES = (
    ("健全防返贫监测机制,6月底前完成排查。", "推进5G基站建设,新建５Ｇ基站120座,覆盖率达95.5%以上"),
    ("印发〔2026〕3号文件(青政办发);“两手抓”、两促进", "ABC公司与abc中心:投资3000.5万元——完成70%", "完成率;监测"),
    ("𠮷祥村、㐂乐镇的①号工程,面积2000㎡,Ⅲ期", "完成率9%,10%,90%;完成率"),
)
TEXTS = [text for paragraphs in SAMPLES for text in paragraphs]


def _index(documents: tuple[tuple[str, ...], ...]) -> sqlite3.Connection:
    db = open_database(":memory:")
    for number, paragraphs in enumerate(documents, start=1):
        text = "\n".join(paragraphs)
        db.execute("INSERT INTO document VALUES (?, ?)", [f"d{number}", f"d{number}"])
        version = {"id": number, "document": f"d{number}", "number": 1, "text_hash": "", "text": text, "type": "",
                   "title": f"第{number}份", "written": f"2026-01-{30 - number}", "loaded_at": ""}  # fmt: skip
        db.table("version").insert(version)
        blocks = [_block(number, seq, text.index(part), len(part)) for seq, part in enumerate(paragraphs)]
        db.table("block").insert_all(blocks)
        index_passages(db, number)
    db.conn.row_factory = sqlite3.Row
    return db.conn


def _block(version: int, seq: int, start: int, length: int) -> dict[str, object]:
    empty = dict.fromkeys(("raw", "offsets", "cells"), "")
    return {
        "version": version,
        "seq": seq,
        "kind": "paragraph",
        "span_start": start,
        "span_end": start + length,
    } | empty


_DB = _index(SAMPLES)


def _places(query: str) -> list[tuple[int, str]]:
    """Return (document, paragraph) of each hit that is no whole document."""
    return [(hit.document.version, hit.quote) for hit in find_hits(_DB, query, Filters()) if _is_place(hit)]


def _is_place(hit) -> bool:
    return not hit.places and bool(hit.marks)


def _write(query: Query) -> str:
    """Write a query as a person would."""
    match query:
        case Word(folded):
            left, right = next(pair for pair in ('""', "“”", "「」") if not set(pair) & set(folded))
            return left + folded + right
        case Not(part):
            return f"-({_write(part)})"
        case AllOf(parts):
            return f"({' '.join(map(_write, parts))})"
        case AnyOf(parts):
            return f"({' | '.join(map(_write, parts))})"


def test_every_substring_of_up_to_eight_characters_is_found_exactly() -> None:
    words = {t[a : a + n] for t in TEXTS for n in range(1, 9) for a in range(len(t) - n + 1)}
    assert len(words) > 900
    for word in words:
        found = find_hits(_DB, _write(Word(word)), Filters())
        truth = [n for n, parts in enumerate(SAMPLES, start=1) for part in parts if fold(word) in fold(part)]
        assert [hit.document.version for hit in found] == truth
        assert all(any(fold(mark.of(hit.quote)).find(fold(word)) >= 0 for mark in hit.marks) for hit in found)


WORDS = st.sampled_from(
    ["监测", "完成", "完成率", "5g", "%", "。", "建设", "2000m2", "abc", "〔2026〕", "没有", "9%,10", "号工程,面"]
)
QUERIES = st.recursive(
    WORDS.map(Word),
    lambda part: st.one_of(
        part.map(Not),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(query=QUERIES)
def test_boolean_queries_give_what_evaluating_them_over_the_text_gives(query: Query) -> None:
    hits = find_hits(_DB, _write(query), Filters())
    folded = [[fold(part) for part in parts] for parts in SAMPLES]
    whole = {n for n, parts in enumerate(folded, start=1) if _fits_whole(query, parts)}
    if query.fits(""):
        assert [hit.document.version for hit in hits] == sorted(whole)
        return
    fitting = [n for n, parts in enumerate(folded, start=1) for part in parts if query.fits(part)]
    assert [hit.document.version for hit in hits] == fitting + sorted(whole - set(fitting))
    assert [hit.rank for hit in hits] == sorted({hit.rank for hit in hits})


def _fits_whole(query: Query, parts: list[str]) -> bool:
    """Whether the words of a query that must be there are somewhere in a document, and the others nowhere."""
    match query:
        case Word(folded):
            return any(folded in part for part in parts)
        case Not(part):
            return not _fits_whole(part, parts)
        case AllOf(queries):
            return all(_fits_whole(one, parts) for one in queries)
        case AnyOf(queries):
            return any(_fits_whole(one, parts) for one in queries)


@settings(max_examples=200, deadline=None)
@given(words=st.text(alphabet=sorted(set("".join(TEXTS)) - set("“”")), min_size=1, max_size=8).filter(str.strip))
def test_words_that_do_not_stand_together_are_not_found(words: str) -> None:
    found = {hit.quote for hit in find_hits(_DB, f"“{words}”", Filters())}
    assert bool(found) == any(fold(words) in fold(text) for text in TEXTS)


def test_a_document_whose_paragraphs_hold_the_words_between_them_says_where() -> None:
    (hit,) = find_hits(_DB, "排查 5G", Filters())
    assert [(place.word, place.quote) for place in hit.places] == [
        ("排查", "健全防返贫监测机制,6月底前完成排查。"),
        ("5g", "推进5G基站建设,新建５Ｇ基站120座,覆盖率达95.5%以上"),
    ]
    assert [mark.of(hit.quote) for mark in hit.marks] == ["排查", "5G", "５Ｇ"]


def test_a_lone_not_gives_the_documents_without_the_word() -> None:
    assert [hit.document.name for hit in find_hits(_DB, "-监测", Filters())] == ["第3份"]


def test_what_is_forgotten_is_found_no_more() -> None:
    db = open_database(":memory:")
    db.execute("INSERT INTO document VALUES ('d', 'd')")
    version = {"id": 1, "document": "d", "number": 1, "text_hash": "", "text": "监测", "type": "", "loaded_at": ""}
    db.table("version").insert(version)
    db.table("block").insert(_block(1, 1, 0, 2))
    index_passages(db, 1)
    forget_passages(db, 1)
    assert db.execute("SELECT count(*) FROM passage_fts WHERE passage_fts MATCH '\"76d1\"'").fetchone()[0] == 0


def test_a_task_takes_the_blocks_that_it_fills() -> None:
    task, other = Passage(span=Span(2, 10), task=1, title="甲"), Passage(span=Span(22, 30), task=2, title="乙")
    blocks = (Span(0, 6), Span(6, 12), Span(13, 20), Span(20, 30), Span(30, 40), Span(24, 26))
    assert cut_passages((task, other), blocks) == (
        Passage(span=Span(0, 12), task=1, title="甲"),
        Passage(span=Span(20, 30), task=2, title="乙"),
        Passage(span=Span(13, 20)),
        Passage(span=Span(30, 40)),
    )


def test_a_block_of_several_tasks_stays_findable_whole() -> None:
    tasks = (Passage(span=Span(0, 10), task=1, title="甲"), Passage(span=Span(11, 20), task=2, title="乙"))
    assert cut_passages(tasks, (Span(0, 20),)) == (*tasks, Passage(span=Span(0, 20)))


@given(days=st.lists(st.dates(), min_size=2, max_size=2, unique=True))
def test_newer_documents_rank_before_older_ones_and_undated_ones_last(days: list) -> None:
    older, newer = sorted(days)
    assert 0 < base_rank("a", None) < 1 << 60
    assert base_rank("a", newer) <= base_rank("a", older) <= base_rank("a", None)


def test_names_are_compared_without_spaces_and_kinds_of_brackets() -> None:
    assert fold_name("青政发 〔2026〕３号") == fold_name("青政发[2026]3号") == "青政发[2026]3号"


def test_sentences_end_at_full_stops_semicolons_and_line_breaks() -> None:
    assert iter_sentences("甲。乙;丙\n丁") == ["甲。", "乙;", "丙", "丁"]


def test_the_sentence_around_a_span_holds_all_of_it() -> None:
    text = "甲乙。丙丁戊;己"
    assert sentence_at(text, 4, 5) == "丙丁戊;"
    assert sentence_at(text, 7, 8) == "己"
    assert sentence_at(text, 0, 5) == "甲乙。丙丁戊;"


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        (["丙"], "丙丁;"),
        (["己", "甲"], "甲乙。 … 戊己"),
        (["乙。丙"], "甲乙。丙丁;"),
        (["丁", "乙。丙"], "甲乙。丙丁;"),
        (["没有"], ""),
    ],
    ids=str,
)
def test_the_quote_holds_the_sentences_of_all_words(words: list[str], quote: str) -> None:
    assert quote_words("甲乙。丙丁;戊己", words) == quote


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("面积2000㎡,５Ｇ", ["m2", "5g"], ["㎡", "５Ｇ"]),
        ("甲乙丙", ["甲乙", "乙丙"], ["甲乙丙"]),
        ("cafe\u0301吧", ["é吧"], ["e\u0301吧"]),
        ("甲", ["乙"], []),
    ],
)
def test_marks_cover_the_words_in_the_text_as_it_is(text: str, words: list[str], marked: list[str]) -> None:
    assert [mark.of(text) for mark in mark_words(text, words)] == marked


@given(text=st.text(max_size=12), word=st.text(min_size=1, max_size=2))
def test_a_word_is_marked_exactly_if_it_is_found(text: str, word: str) -> None:
    assert bool(mark_words(text, [fold(word)])) == (fold(word) in fold(text))
