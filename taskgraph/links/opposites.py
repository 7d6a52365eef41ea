"""Documents whose texts say the same of each other, such as that each carries out the other: only one can be right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from taskgraph.levels import IssuerLevel
from taskgraph.links.model import ENDING, ONE_WAY, Relation

if TYPE_CHECKING:
    from sqlite_utils import Database

_MUTUAL = """
SELECT own.relation, own.number, own.decided_at IS NOT NULL, own.target, other.number, other.decided_at IS NOT NULL
FROM link AS own JOIN link AS other ON other.kind = own.kind AND other.relation = own.relation
  AND other.source = own.target AND other.target = own.source AND other.status <> 'rejected'
WHERE own.kind = 'document' AND own.source = :document AND own.status <> 'rejected'
  AND own.relation IN (SELECT value FROM json_each(:relations))
"""
_STANDING = """
SELECT version_level.level, coalesce(version.written, version.published, version.year, '9999'), version.document
FROM version LEFT JOIN version_level ON version_level.version = version.id
WHERE version.document = ? AND version.superseded_at IS NULL
"""
_REJECT = "UPDATE link SET status = 'rejected' WHERE number = ? AND decided_at IS NULL"


def settle_opposites(db: Database, document: str) -> None:
    """Let one link stand where two documents say the same of each other.

    A person's word counts; else the superior by level is carried out, and the elder is carried out or repealed.
    """
    bound = {"document": document, "relations": json.dumps(sorted(ONE_WAY))}
    for relation, number, decided, other, opposite, also_decided in db.execute(_MUTUAL, bound).fetchall():
        if decided != also_decided:
            wrong = opposite if decided else number
        else:
            above = _stand(db, document, relation) < _stand(db, other, relation)
            wrong = number if above else opposite
        db.execute(_REJECT, [wrong])


def _stand(db: Database, document: str, relation: str) -> tuple[int, str, str]:
    """Return what puts a document above others: its level, where that matters, and its age."""
    level, day, id_ = db.execute(_STANDING, [document]).fetchone()
    levels = list(IssuerLevel)
    rank = levels.index(IssuerLevel(level)) if level and Relation(relation) not in ENDING else len(levels)
    return rank, str(day), id_
