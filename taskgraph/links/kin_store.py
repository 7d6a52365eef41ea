"""Writing links between tasks: when a document is loaded, its tasks are compared with those of the documents that it
carries out, that carry it out, that came the year before or after, and with tasks that say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from sqlite_utils import Database

from ingest.model import Document
from taskgraph.lineage_query import with_root
from taskgraph.links.duties import (
    Neighbour,
    find_levels,
    find_neighbours,
    find_superiors,
    load_duties,
    load_duties_like,
)
from taskgraph.links.kinship import Duty, Kin, find_carried_out, find_duplicates, find_succeeding, judge
from taskgraph.links.model import Relation, Status
from taskgraph.links.names import name_titles
from taskgraph.similar import bands, sign
from taskgraph.tracking.wording import fold, pair_characters
from taskgraph.units import find_home, load_unit_rules, region_name, split_region

SUBJECT_ALIKE = 0.5  # share of the title that two plans of one series have in common
BANDS, BAND_ROWS = 12, 2  # find 97 % of the tasks that share half of their pairs of characters
FINDERS = {Relation.CARRIES_OUT: find_carried_out, Relation.SUCCEEDS: find_succeeding}

_PUT = """
INSERT INTO link (kind, relation, source, name, target, status, score, rule, evidence)
VALUES ('task', :relation, :source, :target, :target, :status, :score, :rule, :evidence)
ON CONFLICT (kind, relation, source, name) DO UPDATE SET score = excluded.score, rule = excluded.rule,
  evidence = excluded.evidence, status = CASE WHEN decided_at IS NULL THEN excluded.status ELSE status END
WHERE rule <> 'hand'
"""
_FORGET_UNFOUND = """
DELETE FROM link WHERE kind = 'task' AND decided_at IS NULL
  AND relation || ' ' || source || ' ' || target NOT IN (SELECT value FROM json_each(:found))
  AND number IN (SELECT number FROM link WHERE source IN (SELECT value FROM json_each(:roots))
    UNION SELECT number FROM link WHERE target IN (SELECT value FROM json_each(:roots)))
"""
_ROOTS = with_root("""
SELECT DISTINCT {root}
FROM task JOIN version ON version.id = task.version WHERE version.document = ?
""")
_FORGET_HOME = "DELETE FROM document_home WHERE document = ?"
_FORGET_BANDS = """
DELETE FROM task_band WHERE task IN
  (SELECT task.id FROM task JOIN version ON version.id = task.version WHERE version.document = ?)
"""
_OWN_HOME = "SELECT region, year FROM document_home WHERE document = ? AND distance = 0 AND year IS NOT NULL"
_TITLE = "SELECT title FROM version WHERE document = ? AND superseded_at IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two documents whose tasks are to be compared; `sure`: likeness alone may confirm a link."""

    relation: Relation
    source: str
    target: str
    rule: str
    sure: bool = True


def link_tasks(db: Database, document: str) -> None:
    """Link the tasks in force of a document to those of others that are the same work, whichever came first."""
    duties = load_duties(db, document)
    own = tuple(duties.values())
    found: dict[str, dict[str, object]] = {}
    for pair in _iter_pairs(db, document):
        sides = (own if end == document else tuple(load_duties(db, end).values()) for end in (pair.source, pair.target))
        for kin in FINDERS[pair.relation](*sides):
            found.setdefault(_name(pair.relation, kin), _kin_row(pair, kin))
    together = [{row["source"], row["target"]} for row in found.values()]
    same = _Pair(relation=Relation.DUPLICATES, source=document, target=document, rule="kin.words")
    for kin in find_duplicates(own, _find_like(db, document, duties)):
        if {kin.source, kin.target} not in together:
            found[_name(same.relation, kin)] = _kin_row(same, kin)
    _keep(db, document, found)


def relink_tasks(db: Database, relation: Relation, document: str) -> None:
    """Link tasks anew where a person's word on their documents decides which are compared."""
    if relation in {Relation.CARRIES_OUT, Relation.FORWARDS}:
        link_tasks(db, document)


def _keep(db: Database, document: str, found: Mapping[str, dict[str, object]]) -> None:
    for row in found.values():
        db.execute(_PUT, row)
    roots = [row[0] for row in db.execute(_ROOTS, [document])]
    db.execute(_FORGET_UNFOUND, {"found": json.dumps(list(found)), "roots": json.dumps(roots)})


def _iter_pairs(db: Database, document: str) -> Iterator[_Pair]:
    linked = find_superiors(db, document)
    for source, target in linked:
        yield _Pair(relation=Relation.CARRIES_OUT, source=source, target=target, rule="kin.linked")
    title = _load_title(db, document)
    for other in find_neighbours(db, document):
        if is_same_series(title, other.title):
            source, target = _in_order(document, other)
            yield _Pair(relation=Relation.SUCCEEDS, source=source, target=target, rule="kin.next_year")
    known = {end for pair in linked for end in pair}
    for other in find_levels(db, document):
        if other.document not in known and is_same_series(title, other.title):
            source, target = _in_order(document, other)
            yield _Pair(relation=Relation.CARRIES_OUT, source=source, target=target, rule="kin.level", sure=False)


def _in_order(document: str, other: Neighbour) -> tuple[str, str]:
    return (document, other.document) if other.before else (other.document, document)


def _load_title(db: Database, document: str) -> str | None:
    title = db.execute(_TITLE, [document]).fetchone()[0]
    return str(title) if title else None


def is_same_series(one: str | None, other: str | None) -> bool:
    """Whether two titles differ but in region, year and kind: 青山县2026年春耕工作要点, 云州省2025年春耕工作方案."""
    a, b = _subject(one), _subject(other)
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= SUBJECT_ALIKE


def _subject(title: str | None) -> frozenset[str]:
    shortest = min(name_titles(title or ""), key=len, default="")
    return pair_characters(fold(split_region(shortest, load_unit_rules())[1]))


def _name(relation: Relation, kin: Kin) -> str:
    return f"{relation} {kin.source} {kin.target}"


def _kin_row(pair: _Pair, kin: Kin) -> dict[str, object]:
    evidence: dict[str, object] = {name: value for name, value in kin.likeness.items() if value}
    return {
        "relation": pair.relation,
        "source": kin.source,
        "target": kin.target,
        "status": judge(pair.relation, kin.score) if pair.sure else Status.PROPOSED,
        "score": kin.score,
        "rule": pair.rule,
        "evidence": json.dumps(evidence | {"counts": list(kin.measures)}, ensure_ascii=False),
    }


def place_document(db: Database, document: str, doc: Document) -> None:
    """Note down for which regions and year the text in force speaks."""
    db.execute(_FORGET_HOME, [document])
    path = find_home(doc.meta, document, load_unit_rules()).path
    regions = {region_name(path[: end + 1]): len(path) - end - 1 for end in range(len(path))}
    db.table("document_home").insert_all(
        {"document": document, "region": region, "distance": distance, "year": doc.meta.year}
        for region, distance in regions.items()
    )


def _find_like(db: Database, document: str, duties: Mapping[int, Duty]) -> tuple[Duty, ...]:
    """Return the tasks of the same region and year that may say the same, and let these tasks be found so."""
    db.execute(_FORGET_BANDS, [document])
    home = db.execute(_OWN_HOME, [document]).fetchone()
    if home is None:
        return ()
    bands = {row: band_task(duty, region=home["region"], year=home["year"]) for row, duty in duties.items()}
    like = load_duties_like(db, document, {band for made in bands.values() for band in made})
    db.table("task_band").insert_all({"hash": band, "task": row} for row, made in bands.items() for band in made)
    return like


def band_task(duty: Duty, *, region: str, year: int) -> frozenset[int]:
    """Return the bands under which tasks of the same region and year that say much the same are found."""
    words = pair_characters(fold(f"{duty.title} {duty.text}"))
    if not words:
        return frozenset()
    made = enumerate(bands(sign(words), BAND_ROWS)[:BANDS])
    return frozenset(_hash(f"{region} {year} {number} {band}") for number, band in made)


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), byteorder="big", signed=True)
