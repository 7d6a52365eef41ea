"""Where words stand: tasks and paragraphs by rank, then the documents that fit only as a whole.

A hit is a task or a paragraph outside tasks that fits the query by itself. A document in which none does is a hit if it
fits as a whole, its words standing in several places. A query that asks only for what must not be there is answered by
whole documents.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from taskgraph.errors import QueryError
from taskgraph.event_query import find_standings
from taskgraph.facts import complete_tasks, document_ref, load_texts
from taskgraph.filter_query import Asked, ask
from taskgraph.model import DocumentRef, Filters, Hit, TaskRow, WordPlace
from taskgraph.query import DOCUMENT_COLUMNS, load_rows
from taskgraph.search import TASK_TIER, WHOLE_TIER, compile_query
from taskgraph.sentences import GAP, mark_words, quote_words
from taskgraph.text_query import AllOf, AnyOf, Not, Query, Word, parse_query, wanted_words
from taskgraph.viewpoint import Viewpoint, usual_viewpoint

_PLACE_COLUMNS = "passage.version, passage.task, passage.span_start, passage.span_end "
# The index has a task's title too, under the task's rank less TASK_TIER: a task that fits by its title is found there,
# and passed over among the tasks.
_BY_INDEX = """
SELECT passage_fts.rowid AS hit_rank, {place}
FROM passage_fts
  CROSS JOIN passage ON passage.id = passage_fts.rowid + (passage_fts.rowid < :task_tier) * :task_tier
  CROSS JOIN version INDEXED BY version_head ON version.id = passage.version
  CROSS JOIN document ON document.id = version.document
  {task}
WHERE passage_fts MATCH :match AND passage_fts.rowid > :after AND {fits}
  AND (passage.task IS NULL OR (passage_fts.rowid < :task_tier) = ({title_fits})) AND {asked}
  AND (passage.task IS NULL OR {standing})
ORDER BY passage_fts.rowid
"""
_BY_SCAN = """
SELECT passage.id - (passage.task IS NOT NULL AND ({title_fits})) * :task_tier AS hit_rank, {place}
FROM passage JOIN version INDEXED BY version_head ON version.id = passage.version
  JOIN document ON document.id = version.document {task}
WHERE {fits} AND hit_rank > :after AND {asked} AND (passage.task IS NULL OR {standing})
ORDER BY hit_rank
"""
_JOIN_TASK = "CROSS JOIN task ON task.id = passage.task"
# The tiers are the highest bits of a rank; what is below them is the same for a document in all tiers.
_DOCUMENTS_ASKED = """
SELECT version.id, (SELECT min(passage.id & (:task_tier - 1)) FROM passage WHERE passage.version = version.id)
FROM version INDEXED BY version_head JOIN document ON document.id = version.document WHERE {asked}
"""
_VERSIONS_BY_INDEX = """
SELECT DISTINCT passage.version FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
WHERE passage_fts MATCH :match AND passage_fts.rowid >= :task_tier AND {fits}
"""
_VERSIONS_BY_SCAN = "SELECT DISTINCT passage.version FROM passage WHERE {fits}"
_FIRST_PLACE = """
SELECT passage.span_start, passage.span_end, task.task, task.title
FROM passage LEFT JOIN task ON task.id = passage.task
WHERE passage.version = ? AND instr(passage.folded, ?) ORDER BY passage.id LIMIT 1
"""
_FROM_HEAD = """
FROM version INDEXED BY version_head JOIN document ON document.id = version.document
WHERE version.id IN (SELECT value FROM json_each(?))
"""
_REFS = "".join(("SELECT", DOCUMENT_COLUMNS, _FROM_HEAD))
_TIER = {"task_tier": TASK_TIER}
_FEW, _MANY = 24, 1024  # hits completed at a time, first and at last


def find_hits(
    db: sqlite3.Connection, text: str, filters: Filters, viewpoint: Viewpoint | None = None
) -> tuple[Hit, ...]:
    """Return where `text` stands, in the order of ranks: tasks only, if a filter speaks of tasks."""
    return tuple(iter_hits(db, text, filters, viewpoint or usual_viewpoint(filters.as_of)))


def iter_hits(
    db: sqlite3.Connection, text: str, filters: Filters, viewpoint: Viewpoint, after: int = 0
) -> Iterator[Hit]:
    """Yield hits from behind the rank `after` on; raise QueryError for a text that cannot be read."""
    query, asked = parse_query(text), ask(db, filters)
    if not query.fits("") and after < WHOLE_TIER:
        yield from _iter_places(db, query, asked, viewpoint, after)
    if not filters.of_tasks and (query.fits("") or len(wanted_words(query)) > 1):  # one word is never scattered
        yield from _iter_whole(db, query, asked, after)


def read_rank(given: Sequence[int | str]) -> int:
    """Return a rank as a cursor holds it; raise QueryError if it is none."""
    match given:
        case [int(rank)]:
            return rank
    raise QueryError("翻页的位置不完整,请照抄上一页末尾的那一行")


def _iter_places(db: sqlite3.Connection, query: Query, asked: Asked, viewpoint: Viewpoint, after: int) -> Iterator[Hit]:
    words = wanted_words(query)
    places = db.execute(*_select_places(query, asked, after))
    size = _FEW
    while batch := places.fetchmany(size):
        versions = {place["version"] for place in batch}
        refs, texts = _load_refs(db, versions), load_texts(db, versions)
        tasks = _load_tasks(db, [place["task"] for place in batch if place["task"]], viewpoint)
        for place in batch:
            task = tasks.get(place["task"])
            if (task is None and place["task"]) or (task and not asked.filters.fit(task.standing.glance)):
                continue
            quote = quote_words(texts[place["version"]][place["span_start"] : place["span_end"]], words)
            marks = mark_words(quote, words)
            yield Hit(document=refs[place["version"]], task=task, quote=quote, rank=place["hit_rank"], marks=marks)
        size = min(2 * size, _MANY)


def _select_places(query: Query, asked: Asked, after: int) -> tuple[str, dict[str, object]]:
    """Return the SQL for what fits by itself: through the index, unless other filters leave little to look through."""
    sql = compile_query(query)
    select = _BY_SCAN if sql.match is None or asked.narrow else _BY_INDEX
    parts = {
        "{place}": _PLACE_COLUMNS,
        "{task}": _JOIN_TASK if asked.filters.of_tasks else "",
        "{fits}": sql.fits,
        "{title_fits}": sql.title_fits,
        "{asked}": asked.documents + (asked.tasks if asked.filters.of_tasks else ""),
        "{standing}": asked.standing,
    }
    bound = asked.bound | sql.bound | {"match": sql.match, "task_tier": TASK_TIER, "after": after}
    return _fill(select, parts), bound


def _fill(select: str, parts: Mapping[str, str]) -> str:
    for name, sql in parts.items():
        select = select.replace(name, sql)
    return select


def _load_refs(db: sqlite3.Connection, versions: Iterable[int]) -> dict[int, DocumentRef]:
    return {row["version"]: document_ref(row) for row in db.execute(_REFS, [json.dumps(sorted(versions))])}


def _load_tasks(db: sqlite3.Connection, ids: Sequence[int], viewpoint: Viewpoint) -> dict[int, TaskRow]:
    rows = load_rows(db, ids)
    return {task.row: task for task in complete_tasks(db, rows, find_standings(db, rows, viewpoint))}


def _iter_whole(db: sqlite3.Connection, query: Query, asked: Asked, after: int) -> Iterator[Hit]:
    """Yield the documents that fit as a whole, those left out in which a task or paragraph fits."""
    ranks = dict(db.execute(_DOCUMENTS_ASKED.replace("{asked}", asked.documents), asked.bound | _TIER).fetchall())
    fitting = _fitting_versions(db, query, frozenset(ranks))
    if not query.fits(""):
        fitting -= _versions_with(db, query)
    ranked = sorted((WHOLE_TIER + (ranks[version] or 0), version) for version in fitting)
    words = wanted_words(query)
    for rank, version in ranked:
        if rank > after:
            yield _whole_hit(db, version, rank, words)


def _fitting_versions(db: sqlite3.Connection, query: Query, known: frozenset[int]) -> frozenset[int]:
    match query:
        case Word():
            return known & _versions_with(db, query)
        case Not(part):
            return known - _fitting_versions(db, part, known)
        case AllOf(parts):
            return frozenset.intersection(*(_fitting_versions(db, part, known) for part in parts))
        case AnyOf(parts):
            return frozenset.union(*(_fitting_versions(db, part, known) for part in parts))


def _versions_with(db: sqlite3.Connection, query: Query) -> frozenset[int]:
    """Return the versions in which a task or paragraph fits."""
    sql = compile_query(query)
    select = _VERSIONS_BY_SCAN if sql.match is None else _VERSIONS_BY_INDEX
    found = db.execute(select.replace("{fits}", sql.fits), sql.bound | _TIER | {"match": sql.match})
    return frozenset(row[0] for row in found)


def _whole_hit(db: sqlite3.Connection, version: int, rank: int, words: Sequence[str]) -> Hit:
    ref, text = _load_refs(db, [version])[version], load_texts(db, [version])[version]
    places = []
    for word in words:
        if found := db.execute(_FIRST_PLACE, [version, word]).fetchone():
            quote = quote_words(text[found["span_start"] : found["span_end"]], [word])
            places.append(WordPlace(word=word, task=found["task"], title=found["title"], quote=quote))
    quote = GAP.join(dict.fromkeys(place.quote for place in places)) or ref.name
    return Hit(document=ref, task=None, quote=quote, rank=rank, marks=mark_words(quote, words), places=tuple(places))
