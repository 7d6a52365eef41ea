"""What a clerk is told after a load: what each document brought, and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from extract.model import Role
from ingest.store import Change, StoredVersion, document_id, hash_text
from taskgraph.errors import NoStoreError
from taskgraph.inputs import Read
from taskgraph.query import find_version
from taskgraph.reader import open_reader
from taskgraph.store import Loaded, Store, load_document

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    source: str
    document: str
    key: str
    title: str | None
    change: Change
    tasks: int
    without_lead: int
    without_deadline: int
    without_target: int
    progress: int
    retired: int

    @property
    def empty(self) -> bool:
        """Whether nothing was found: for a policy text that is a doubt about the reading, not a success."""
        return not (self.tasks or self.progress)


def report_load(read: Read, loaded: Loaded) -> LoadReport:
    tasks = read.extraction.tasks
    return LoadReport(
        source=read.doc.source,
        document=loaded.version.document,
        key=read.doc.key,
        title=read.doc.meta.title,
        change=loaded.version.change,
        tasks=len(tasks),
        without_lead=sum(not any(a.role is Role.LEAD for a in task.assignments) for task in tasks),
        without_deadline=sum(not task.deadlines for task in tasks),
        without_target=sum(not task.targets for task in tasks),
        progress=len(read.extraction.progress),
        retired=loaded.retired,
    )


def load_read(store: Store, read: Read) -> LoadReport:
    """Load what was read, now, and report it."""
    now = datetime.now(UTC).astimezone(BEIJING)
    return report_load(read, load_document(store, read.doc, read.extraction, read.data, now=now))


def foresee_load(data_dir: Path, read: Read) -> LoadReport:
    """Report what loading would do; nothing is written."""
    document = document_id(read.doc.key)
    try:
        with open_reader(data_dir) as db:
            known, same = find_version(db, document, hash_text(read.doc.text))
    except NoStoreError:
        known = same = False
    change = Change.UNCHANGED if same else Change.SUPERSEDED if known else Change.NEW
    return report_load(read, Loaded(StoredVersion(id=0, document=document, number=0, change=change)))
