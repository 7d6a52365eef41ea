"""Exact substring search over Chinese: a phrase of single characters in FTS5, verified in the folded copy.

Whoever searches 防返贫 finds 防返贫监测, and nothing that does not hold these characters in this order.
"""

from __future__ import annotations

import sqlite3

from taskgraph.folding import fold, tokens

_HIT = """
SELECT passage.task, passage.version, passage.span_start, passage.span_end, task.text AS task_text
FROM passage LEFT JOIN task ON task.id = passage.task
WHERE instr(passage.folded, :folded)
"""
_INDEXED = "AND passage.id IN (SELECT rowid FROM passage_fts WHERE passage_fts MATCH :phrase)"
_ORDER = """
ORDER BY passage.version, passage.task IS NULL, passage.task, passage.span_start IS NOT NULL, passage.span_start
"""
_BY_INDEX = " ".join((_HIT, _INDEXED, _ORDER))
_BY_SCAN = " ".join((_HIT, _ORDER))


def find_passages(db: sqlite3.Connection, text: str) -> list[sqlite3.Row]:
    """Return the passages that hold `text`, tasks before other blocks; text of punctuation alone is scanned for."""
    folded = fold(text)
    phrase = tokens(folded)
    if not phrase:
        return db.execute(_BY_SCAN, {"folded": folded}).fetchall() if folded else []
    return db.execute(_BY_INDEX, {"phrase": f'"{phrase}"', "folded": folded}).fetchall()


def quote_around(text: str, wanted: str) -> str:
    """Return the first sentence of `text` that holds `wanted` but for case and width; all of it if none does alone."""
    folded = fold(wanted)
    for sentence in iter_sentences(text):
        if folded in fold(sentence):
            return sentence
    return text


def iter_sentences(text: str) -> list[str]:
    """Split after 。;! and at line breaks; nothing is lost but white space at the ends."""
    ends = [i + 1 for i, char in enumerate(text) if char in "。;；!！?？\n"]
    parts = (text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence or line of `text` around [start, end)."""
    left = max(text.rfind(stop, 0, start) for stop in "。;；!！?？\n") + 1
    stops = [at for stop in "。;；!！?？\n" if (at := text.find(stop, max(end - 1, start))) >= 0]
    right = min(stops) + 1 if stops else len(text)
    return text[left:right].strip()
