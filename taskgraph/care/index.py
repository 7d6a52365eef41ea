"""Does the search index have what the texts say, no more and no less?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from taskgraph.care.model import Text
from taskgraph.care.query import iter_texts, load_index_ranks, load_index_words, load_passage_rows
from taskgraph.folding import fold
from taskgraph.passages import find_passages, iter_tokens

REPAIR = "请运行 duban check --repair,会按正文重建"


def check_index(db: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    ranks: list[int] = []
    words: Counter[str] = Counter()
    for text in iter_texts(db):
        rows = load_passage_rows(db, text.version)
        if Counter(map(_content, rows)) != Counter(_iter_said(db, text)):
            yield text.name, "供检索的文字与正文不一致", REPAIR
        for rank, body in iter_tokens(rows):
            ranks.append(rank)
            words.update(body.split())
    if sorted(ranks) != load_index_ranks(db) or words != load_index_words(db):
        yield "检索索引", "索引中的字与供检索的文字不一致,有的内容可能查不到", REPAIR


def _content(row: Mapping[str, Any]) -> tuple[object, ...]:
    return (row["task"], row["span_start"], row["span_end"], row["title"], row["folded"])


def _iter_said(db: sqlite3.Connection, text: Text) -> Iterator[tuple[object, ...]]:
    """Yield what the rows of a version's passages should hold."""
    for passage in find_passages(db, text.version):
        title = None if passage.title is None else fold(passage.title)
        yield (passage.task, passage.span.start, passage.span.end, title, fold(passage.span.of(text.text)))
