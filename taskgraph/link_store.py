"""Writing links between documents that say much the same, found by the signatures of their texts in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

from ingest.model import Document
from ingest.wording import Wording, shingles, similarity, wording
from taskgraph.similar import LIKELY, SCHEME, SHORTEST, SIMILAR, bands, estimate, sign

_CANDIDATES = """
SELECT DISTINCT version.id, version.document, version.text, signature.hashes
FROM json_each(:bands) AS wanted
JOIN signature_band ON signature_band.band = wanted.key AND signature_band.hash = wanted.value
JOIN signature ON signature.version = signature_band.version AND signature.scheme = :scheme
JOIN version ON version.id = signature.version
WHERE version.document <> :document ORDER BY version.id
"""
_BODY = "SELECT span_start, span_end FROM block WHERE version = ? AND kind <> 'furniture' ORDER BY seq"
_FORGET_SIGNATURES = """
DELETE FROM signature WHERE version IN (SELECT id FROM version WHERE document = ?)
"""
_ADD_LINK = "INSERT OR REPLACE INTO document_link (document, other, relation, score) VALUES (?, ?, 'similar', ?)"
_FORGET_LINKS = "DELETE FROM document_link WHERE relation = 'similar' AND :document IN (document, other)"


class _Candidate(NamedTuple):
    version: int
    document: str
    text: str
    hashes: bytes


def link_similar(db: Database, version: int, document: str, doc: Document) -> None:
    """Sign the text that is now in force and link its document to those that say much the same."""
    db.execute(_FORGET_SIGNATURES, [document])
    db.execute(_FORGET_LINKS, {"document": document})
    own = shingles(wording(doc.text, doc.blocks).words)
    if len(own) < SHORTEST:
        return
    signature = sign(own)
    for other, score in _iter_similar(db, document, own, signature):
        first, second = sorted((document, other))
        db.execute(_ADD_LINK, [first, second, round(score, 3)])
    db.table("signature").insert({"version": version, "scheme": SCHEME, "hashes": signature})
    rows = ({"band": band, "hash": key, "version": version} for band, key in enumerate(bands(signature)))
    db.table("signature_band").insert_all(rows)


def _iter_similar(db: Database, document: str, own: frozenset[str], signature: bytes) -> Iterator[tuple[str, float]]:
    wanted = json.dumps(bands(signature))
    bound = {"bands": wanted, "scheme": SCHEME, "document": document}
    for found in map(_Candidate._make, db.execute(_CANDIDATES, bound).fetchall()):
        if estimate(signature, found.hashes) < LIKELY:
            continue
        spans = db.execute(_BODY, [found.version]).fetchall()
        body = Wording(tuple(found.text[start:end] for start, end in spans))
        if (score := similarity(own, shingles(body.words))) >= SIMILAR:
            yield found.document, score
