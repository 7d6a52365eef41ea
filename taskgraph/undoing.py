"""Taking back a load: the document goes, or the version before comes into force again as its original is read.

What people recorded stays: events and corrections belong to tasks, not to a version's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingest.store import drop_original, drop_version, original_path
from taskgraph.errors import CannotUndoError
from taskgraph.inputs import Input, Read
from taskgraph.passages import forget_passages
from taskgraph.review.linking import Decider, withdraw_report
from taskgraph.review.matching import match_waiting
from taskgraph.store import Store, forget_document, load_document
from taskgraph.unit_store import drop_orphaned_units
from taskgraph.workers import Pool

_VERSION = """
SELECT version.document, version.superseded_at IS NULL, coalesce(version.title, document.key),
  (SELECT id FROM version AS before WHERE before.document = version.document AND before.id <> version.id
   ORDER BY number DESC LIMIT 1) AS before
FROM version JOIN document ON document.id = version.document WHERE version.id = ?
"""
_FIRST_CARRIER = "SELECT sha256, source FROM carrier WHERE version = ? ORDER BY rowid LIMIT 1"
_OWN_CARRIERS = """
SELECT DISTINCT sha256 FROM carrier WHERE version = :version
  AND sha256 NOT IN (SELECT sha256 FROM carrier WHERE version <> :version)
"""


@dataclass(frozen=True, slots=True)
class Undone:
    """The document that a load was taken back of; `removed`: there was no version before."""

    title: str
    removed: bool


def undo_load(store: Store, version: int, *, now: datetime) -> Undone:
    """Take back the load that brought a version; raise CannotUndoError unless it is the one in force."""
    found = store.db.execute(_VERSION, [version]).fetchone()
    if not found or not found[1]:
        raise CannotUndoError("这次导入已经撤销,或已有更新的版本。请刷新页面,先撤销较新的一次导入")
    document, _, title, before = found
    read = _read_original(store, before) if before else None
    with store.db.atomic():
        withdraw_report(Decider(db=store.db, now=now), document)
        if read is None:
            forget_document(store, document)
        else:
            _drop(store, version, document)
            load_document(store, read.doc, read.extraction, read.data, now=now, again=True)
    match_waiting(store.db, now)
    return Undone(title, removed=read is None)


def remove_document(store: Store, document: str, *, now: datetime) -> None:
    """Forget all versions of a document, its tasks and originals; what its reports said is taken back."""
    forget_document(store, document, first=lambda db: withdraw_report(Decider(db=db, now=now), document))


def _read_original(store: Store, version: int) -> Read:
    sha256, source = store.db.execute(_FIRST_CARRIER, [version]).fetchone()
    with Pool(size=1) as pool:
        (result,) = pool.read([Input(source=source, path=str(original_path(store.files, sha256)))])
    if not isinstance(result, Read):
        raise CannotUndoError(f"前一个版本的原件“{source}”读不出来,没有撤销。请把前一个版本的文件重新导入")
    return result


def _drop(store: Store, version: int, document: str) -> None:
    orphans = store.db.execute(_OWN_CARRIERS, {"version": version}).fetchall()
    forget_passages(store.db, version)
    drop_version(store.db, version, document)
    drop_orphaned_units(store.db)
    for (sha256,) in orphans:
        drop_original(store.files, sha256)
