"""Exact search over Chinese: phrases of single characters in FTS5, verified in the folded copy.

Whoever searches 防返贫 finds 防返贫监测, and nothing that does not hold these characters in this order. The index only
narrows (it knows no punctuation); what counts is `instr()`. Passages come by rank (passages.py), and only as far as
they are asked for: a first page need not look at all that fits.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from taskgraph.folding import tokens
from taskgraph.text_query import AllOf, AnyOf, Not, Query, Word

TASK_TIER, OTHER_TIER, WHOLE_TIER = (tier << 60 for tier in (1, 2, 3))
RARE = 400  # what fits fewer tasks is listed by the index, what fits more is looked for in each task

_TASKS = """
SELECT passage.task FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
WHERE passage_fts MATCH :match AND passage_fts.rowid >= :first AND passage_fts.rowid < :behind AND {fits} LIMIT :most
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSql:
    """A query for SQLite. `match` finds at least all that fits, None everything; `fits` and `title_fits` are conditions
    on the text and the title of `passage`, `bound` their words.
    """

    match: str | None
    fits: str
    title_fits: str
    bound: dict[str, object]


def compile_query(query: Query, name: str = "word") -> TextSql:
    """Return `query` as SQL whose parameters are called `name` with a number."""
    bound: dict[str, object] = {}
    fits = _condition(query, name, bound)
    title_fits = fits.replace("passage.folded", "passage.title")
    return TextSql(match=_match(query), fits=fits, title_fits=title_fits, bound=bound)


def _condition(query: Query, name: str, bound: dict[str, object]) -> str:
    match query:
        case Word(folded):
            key = f"{name}{len(bound)}"
            bound[key] = folded
            return f"instr(passage.folded, :{key}) > 0"
        case Not(part):
            return f"NOT ({_condition(part, name, bound)})"
        case AllOf(parts) | AnyOf(parts):
            joint = " AND " if isinstance(query, AllOf) else " OR "
            return f"({joint.join(_condition(part, name, bound) for part in parts)})"


def _match(query: Query) -> str | None:
    """Return the FTS5 expression; None where the index cannot narrow: for punctuation, for what must not be there."""
    match query:
        case Word(folded):
            phrase = tokens(folded)
            return f'"{phrase}"' if phrase else None
        case Not():
            return None
        case AllOf(parts):
            known = [one for part in parts if (one := _match(part))]
            return f"({' AND '.join(known)})" if known else None
        case AnyOf(parts):
            found = [_match(part) for part in parts]
            return None if None in found else f"({' OR '.join(filter(None, found))})"


def find_by_index(db: sqlite3.Connection, sql: TextSql, *, most: int | None) -> list[int] | None:
    """Return the rows of the tasks that fit; None if they are more than `most`, or the index cannot narrow."""
    if sql.match is None:
        return None
    limits = {"first": TASK_TIER, "behind": OTHER_TIER, "most": -1 if most is None else most + 1}
    rows = db.execute(_TASKS.replace("{fits}", sql.fits), sql.bound | limits | {"match": sql.match}).fetchall()
    return [row[0] for row in rows] if most is None or len(rows) <= most else None
