"""What a clerk is told after a load: what each document brought, and what is missing in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from extract.model import Role
from ingest.store import Carrier, Change, Executor, StoredVersion, document_id, find_same_text
from taskgraph.datadir import DATABASE
from taskgraph.inputs import Failure, Known, Read, Result
from taskgraph.known import find_known, is_stored
from taskgraph.ledger_base import is_exported
from taskgraph.ledger_mapping import read_as_told
from taskgraph.likeness import SimilarDocument, find_similar
from taskgraph.load_store import record_failure
from taskgraph.reader import open_reader
from taskgraph.store import Loaded, Store, load_carrier, load_document, open_database
from taskgraph.viewpoint import BEIJING

OWN_LEDGER = "这是督办导出的台账,不是来文,没有导入。填好的台账请在“任务”页收回"


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
    retired: int = 0
    reworded: int = 0
    disputed: int = 0  # corrections that the new reading does not bear out
    warnings: tuple[str, ...] = ()
    similar: tuple[SimilarDocument, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was found: for a policy text that is a doubt about the reading, not a success."""
        return not (self.tasks or self.progress)

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should see to the document: nothing found, doubts, an older text, its likes."""
        told = self.warnings or self.similar or self.empty or self.disputed
        return bool(self.change is Change.SUPERSEDED or (told and self.change is not Change.UNCHANGED))


@dataclass(slots=True)
class LoadRun:
    """What has come of a load so far."""

    reports: list[LoadReport] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.reports) + len(self.failures)

    def add(self, result: LoadReport | Failure) -> None:
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.reports.append(result)


Keep: TypeAlias = Callable[[Read | Known], LoadReport]


def report_load(read: Read, loaded: Loaded, similar: tuple[SimilarDocument, ...] = ()) -> LoadReport:
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
        retired=loaded.tied.retired,
        reworded=loaded.tied.reworded,
        disputed=sum(outcome.disputed for outcome in loaded.held),
        warnings=read.doc.warnings,
        similar=similar,
    )


def report_known(db: Executor, item: Known) -> LoadReport:
    known = find_known(db, item.sha256)
    return LoadReport(
        source=item.source,
        document=known.document,
        key=known.key,
        title=known.title,
        change=Change.UNCHANGED,
        tasks=known.tasks,
        without_lead=known.without_lead,
        without_deadline=known.without_deadline,
        without_target=known.without_target,
        progress=known.progress,
        warnings=known.warnings,
        similar=find_similar(db, known.document),
    )


def iter_loaded(results: Iterable[Result], keep: Keep) -> Iterator[LoadReport | Failure]:
    """Keep every result that is no failure; one that the store cannot take is a failure of its own."""
    for result in results:
        if isinstance(result, Failure):
            yield result
            continue
        if isinstance(result, Read) and is_exported(result.doc.text):
            yield Failure(source=result.doc.source, kind="own_ledger", message=OWN_LEDGER)
            continue
        try:
            report = keep(result)
        except (sqlite3.IntegrityError, UnicodeEncodeError) as error:
            source = result.source if isinstance(result, Known) else result.doc.source
            yield Failure(
                source=source, kind="internal", message=f"提取结果无法保存({error})。请报告给 Duban 的维护者。"
            )
        else:
            yield report


def load_into(store: Store, results: Iterable[Result], *, again: bool = False) -> Iterator[LoadReport | Failure]:
    """Keep every result in the store as it comes, and of failures the reason; `again`: stored readings are replaced."""
    for result in iter_loaded(results, keep_in(store, again=again)):
        if isinstance(result, Failure):
            record_failure(store.db, result, datetime.now(UTC))
        yield result


def keep_in(store: Store, *, again: bool) -> Keep:
    """Return what stores one result, now, and reports it; with `again` stored readings are replaced."""

    def keep(result: Read | Known) -> LoadReport:
        now = datetime.now(UTC).astimezone(BEIJING)
        if isinstance(result, Known):
            version = find_known(store.db, result.sha256).version
            load_carrier(store, version, Carrier(result.sha256, result.source), now=now)
            return report_known(store.db, result)
        result = read_as_told(store.db, result)
        loaded = load_document(store, result.doc, result.extraction, result.data, now=now, again=again)
        return report_load(result, loaded, find_similar(store.db, loaded.version.document))

    return keep


@contextmanager
def open_for_foresight(data_dir: Path) -> Iterator[Executor]:
    """Open what is stored for reading only; an empty store where there is none."""
    if (data_dir / DATABASE).exists():
        with open_reader(data_dir) as db:
            yield db
    else:
        empty = open_database(":memory:")
        yield empty
        empty.close()


def foresee_in(db: Executor) -> Keep:
    """Return what reports what loading one result would do; nothing is written."""

    def foresee(result: Read | Known) -> LoadReport:
        if isinstance(result, Known):
            return report_known(db, result)
        result = read_as_told(db, result)
        document = document_id(result.doc.key)
        change = Change.NEW
        if is_stored(db, document):
            change = Change.UNCHANGED if find_same_text(db, result.doc) else Change.SUPERSEDED
        return report_load(result, Loaded(StoredVersion(id=0, document=document, number=0, change=change)))

    return foresee
