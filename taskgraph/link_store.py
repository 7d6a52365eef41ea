"""Writing links between documents that say much the same, found by the signatures of their texts in force."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlite_utils import Database

from ingest.model import Document
from ingest.wording import Wording, shingles, similarity, wording
from taskgraph.similar import LIKELY, MOST_COMPARED, SCHEME, SHORTEST, SIMILAR, bands, estimate, sign

_CANDIDATES = """
SELECT DISTINCT signature.version, signature.hashes
FROM json_each(:bands) AS wanted
JOIN signature_band ON signature_band.band = wanted.key AND signature_band.hash = wanted.value
JOIN signature ON signature.version = signature_band.version AND signature.scheme = :scheme
JOIN version ON version.id = signature.version
WHERE version.document <> :document ORDER BY signature.version
"""
_TEXT = "SELECT document, text FROM version WHERE id = ?"
_BODY = "SELECT span_start, span_end FROM block WHERE version = ? AND kind <> 'furniture' ORDER BY seq"
_FORGET_SIGNATURES = """
DELETE FROM signature WHERE version IN (SELECT id FROM version WHERE document = ?)
"""
_ADD_LINK = "INSERT OR REPLACE INTO document_link (document, other, relation, score) VALUES (?, ?, 'similar', ?)"
_FORGET_LINKS = "DELETE FROM document_link WHERE relation = 'similar' AND :document IN (document, other)"


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
    """Compare with the likeliest documents exactly; a form that hundreds have filled in is not compared with all."""
    bound = {"bands": json.dumps(bands(signature)), "scheme": SCHEME, "document": document}
    found = db.execute(_CANDIDATES, bound).fetchall()
    likely = sorted(((estimate(signature, hashes), version) for version, hashes in found), reverse=True)
    for score, version in likely[:MOST_COMPARED]:
        if score >= LIKELY and (exact := similarity(own, _stored_shingles(db, version))) >= SIMILAR:
            yield str(db.execute(_TEXT, [version]).fetchone()[0]), exact


def _stored_shingles(db: Database, version: int) -> frozenset[str]:
    text = db.execute(_TEXT, [version]).fetchone()[1]
    spans = db.execute(_BODY, [version]).fetchall()
    return shingles(Wording(tuple(text[start:end] for start, end in spans)).words)
