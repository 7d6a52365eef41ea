"""Which other documents say much the same as one: reprints, 转发, revised editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.store import Executor

_SIMILAR = """
SELECT found.id, document.key, version.title, found.score FROM (
  SELECT other AS id, score FROM document_link WHERE document = :document AND relation = 'similar'
  UNION ALL SELECT document, score FROM document_link WHERE other = :document AND relation = 'similar'
) AS found
JOIN document ON document.id = found.id
JOIN version ON version.document = found.id AND version.superseded_at IS NULL
ORDER BY found.score DESC, document.key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarDocument:
    """Another document that says much the same; `score` is the share of common words, up to 1."""

    id: str
    key: str
    title: str | None
    score: float


def find_similar(db: Executor, document: str) -> tuple[SimilarDocument, ...]:
    """Return the documents that say much the same as this one, the most alike first."""
    rows = db.execute(_SIMILAR, {"document": document}).fetchall()
    return tuple(SimilarDocument(id=row[0], key=row[1], title=row[2], score=row[3]) for row in rows)
