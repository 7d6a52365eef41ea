"""Reading tasks in force as they are compared, and which documents' tasks are to be compared at all."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model import Role
from taskgraph.facts import load_targets
from taskgraph.lineage_query import with_root
from taskgraph.links.kinship import Duty

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another document, whether it comes first (last year's, the superior's), and its title."""

    document: str
    before: bool
    title: str | None


# Safeguards stand in every plan and are nobody's work to carry out.
_TASKS = with_root("""
SELECT task.id, {root} AS root,
  task.title, task.text, version.document
FROM task JOIN version ON version.id = task.version
WHERE version.superseded_at IS NULL AND task.kind <> 'safeguard' AND
""")
_OF_DOCUMENT = " version.document = ? ORDER BY task.id"
_OF_ROWS = " task.id IN (SELECT value FROM json_each(?)) ORDER BY task.id"
_UNITS = """
SELECT assignment.task, assignment.unit, assignment.role, unit.name FROM assignment
JOIN assignment_unit ON assignment_unit.assignment = assignment.id JOIN unit ON unit.id = assignment_unit.unit
WHERE assignment.task IN (SELECT value FROM json_each(?))
"""
# What a document carries out, and what carries it out; a person's no ends it.
_SUPERIORS = """
SELECT source, target FROM link WHERE kind = 'document' AND relation IN ('carries_out', 'forwards')
  AND status <> 'rejected' AND target IS NOT NULL AND :document IN (source, target) ORDER BY source, target
"""
# Documents of the same region, the year before and the year after.
_NEIGHBOURS = """
SELECT other.document, other.year < own.year, version.title FROM document_home AS own
JOIN document_home AS other ON other.region = own.region AND other.year IN (own.year - 1, own.year + 1)
  AND other.distance = 0 AND other.document <> own.document
JOIN version ON version.document = other.document AND version.superseded_at IS NULL AND version.type <> '总结'
WHERE own.document = ? AND own.distance = 0 ORDER BY other.document
"""
# Documents of a region above, or below, in the same year.
_LEVELS = """
SELECT other.document, other.distance < own.distance, version.title FROM document_home AS own
JOIN document_home AS other ON other.region = own.region AND other.year = own.year
  AND min(own.distance, other.distance) = 0 AND own.distance <> other.distance
JOIN version ON version.document = other.document AND version.superseded_at IS NULL AND version.type <> '总结'
WHERE own.document = ? ORDER BY other.document
"""
_SAME_BANDS = """
SELECT DISTINCT task FROM task_band WHERE hash IN (SELECT value FROM json_each(:bands)) AND task NOT IN
  (SELECT task.id FROM task JOIN version ON version.id = task.version WHERE version.document = :document)
"""


def load_duties(db: Database, document: str) -> Mapping[int, Duty]:
    """Return the tasks in force of a document by the ids of their rows."""
    return _complete(db, db.execute("".join((_TASKS, _OF_DOCUMENT)), [document]).fetchall())


def load_duties_like(db: Database, document: str, bands: Iterable[int]) -> tuple[Duty, ...]:
    """Return the tasks of other documents that share a band."""
    bound = {"bands": json.dumps(list(bands)), "document": document}
    rows = [row[0] for row in db.execute(_SAME_BANDS, bound)]
    return tuple(_complete(db, db.execute("".join((_TASKS, _OF_ROWS)), [json.dumps(rows)]).fetchall()).values())


def _complete(db: Database, rows: list[sqlite3.Row]) -> Mapping[int, Duty]:
    ids = [row["id"] for row in rows]
    charges: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for charge in db.execute(_UNITS, [json.dumps(ids)]):
        charges[charge["task"]].append(charge)
    targets = load_targets(db.conn, ids)
    return {
        row["id"]: Duty(
            root=row["root"],
            title=row["title"],
            text=row["text"],
            units=tuple(charge["unit"] for charge in charges[row["id"]]),
            leads=frozenset(_bare(c["name"]) for c in charges[row["id"]] if c["role"] == Role.LEAD),
            targets=targets.get(row["id"], ()),
        )
        for row in rows
    }


def _bare(name: str) -> str:
    """Return a unit's name without its last sign, which changes with the level: 农业农村厅, 农业农村局."""
    return name[:-1]


def find_superiors(db: Database, document: str) -> tuple[tuple[str, str], ...]:
    """Return (own, superior) of the documents that carry each other out, this one on either side."""
    return tuple((row["source"], row["target"]) for row in db.execute(_SUPERIORS, {"document": document}))


def find_neighbours(db: Database, document: str) -> tuple[Neighbour, ...]:
    """Return the documents of the same region, the year before and the year after."""
    return tuple(Neighbour(*row) for row in db.execute(_NEIGHBOURS, [document]))


def find_levels(db: Database, document: str) -> tuple[Neighbour, ...]:
    """Return the documents of regions above (`before`) and below, of the same year."""
    return tuple(Neighbour(*row) for row in db.execute(_LEVELS, [document]))
