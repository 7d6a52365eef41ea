from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from taskgraph.folding import fold, fold_name, tokens
from taskgraph.search import find_passages, iter_sentences, sentence_at
from taskgraph.store import open_database

SAMPLES = (
    "健全防返贫监测机制,6月底前完成排查。",
    "推进5G基站建设,新建５Ｇ基站120座,覆盖率达95.5%以上",
    "印发〔2026〕3号文件(青政办发);“两手抓”、两促进",
    "ABC公司与abc中心:投资3000.5万元——完成70%",
    "𠮷祥村、㐂乐镇的①号工程,面积2000㎡,Ⅲ期",
    "完成率9%,10%,90%;完成率",
)


def _index(texts: tuple[str, ...]) -> sqlite3.Connection:
    db = open_database(":memory:")
    db.execute("INSERT INTO document VALUES ('d', 'd')")
    version = {"id": 1, "document": "d", "number": 1, "text_hash": "", "text": "", "type": "", "loaded_at": ""}
    db.table("version").insert(version)
    for row, text in enumerate(texts, start=1):
        db.execute("INSERT INTO passage (id, version, span_start, folded) VALUES (?, 1, ?, ?)", [row, row, fold(text)])
        db.execute("INSERT INTO passage_fts (rowid, body) VALUES (?, ?)", [row, tokens(fold(text))])
    db.conn.row_factory = sqlite3.Row
    return db.conn


def _found(db: sqlite3.Connection, words: str) -> list[int]:
    return [row["span_start"] for row in find_passages(db, words)]


def _truth(words: str) -> list[int]:
    return [row for row, text in enumerate(SAMPLES, start=1) if fold(words) in fold(text)]


def test_every_substring_of_up_to_eight_characters_is_found_exactly() -> None:
    db = _index(SAMPLES)
    words = {t[a : a + n] for t in SAMPLES for n in range(1, 9) for a in range(len(t) - n + 1)}
    assert len(words) > 900
    assert {w: _found(db, w) for w in words} == {w: _truth(w) for w in words}


@settings(max_examples=200, deadline=None)
@given(words=st.text(alphabet=sorted(set("".join(SAMPLES))), min_size=1, max_size=8))
def test_words_that_do_not_stand_together_are_not_found(words: str) -> None:
    assert _found(_DB, words) == _truth(words)


_DB = _index(SAMPLES)


def test_quotes_and_operators_of_fts_are_plain_words() -> None:
    db = _index(('第一"条 AND NOT (x*)', "第二条"))
    assert _found(db, '"条 AND NOT (x*') == [1]
    assert _found(db, "NOT") == [1]


def test_nothing_is_found_for_nothing() -> None:
    assert _found(_DB, "") == []


def test_names_are_compared_without_spaces_and_kinds_of_brackets() -> None:
    assert fold_name("青政发 〔2026〕３号") == fold_name("青政发[2026]3号") == "青政发[2026]3号"


def test_sentences_end_at_full_stops_semicolons_and_line_breaks() -> None:
    assert iter_sentences("甲。乙;丙\n丁") == ["甲。", "乙;", "丙", "丁"]


def test_the_sentence_around_a_span_holds_all_of_it() -> None:
    text = "甲乙。丙丁戊;己"
    assert sentence_at(text, 4, 5) == "丙丁戊;"
    assert sentence_at(text, 7, 8) == "己"
    assert sentence_at(text, 0, 5) == "甲乙。丙丁戊;"
