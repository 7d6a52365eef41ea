"""The migrations of the graph's tables, in the order in which they are applied; `*_schema.py` have the tables.

Migrations are append-only: a released one is never edited, nor are the statements that it executes. With a new one
`schema_version.SCHEMA_VERSION` goes up, and `python -m corpus keep` writes down a database for its test.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

from taskgraph.correction_schema import CORRECTION_TABLES
from taskgraph.event_schema import EVENT_INDEXES, EVENT_TABLES, LINE_TABLES
from taskgraph.finding_schema import FINDING_TABLES, FIRST_PASSAGE_TABLES, LIST_INDEXES, SAVED_SEARCH
from taskgraph.ledger_schema import LEDGER_TABLES
from taskgraph.links.schema import KIN_TABLES, LINK_TABLES
from taskgraph.load_schema import FAILED_LOADS
from taskgraph.people.schema import PEOPLE_TABLES
from taskgraph.reminders.schema import REMINDER_TABLES
from taskgraph.review.schema import REVIEW_TABLES
from taskgraph.similar_schema import SIMILAR_TABLES
from taskgraph.touched_schema import TOUCHED_TABLES
from taskgraph.unit_schema import OFFICE_TABLES, UNIT_TABLES

migrations = Migrations("taskgraph")


def _execute(db: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)


@migrations()
def m001_graph(db: Database) -> None:
    _execute(db, UNIT_TABLES + FIRST_PASSAGE_TABLES)


@migrations()
def m002_similar_documents(db: Database) -> None:
    _execute(db, SIMILAR_TABLES)


@migrations()
def m003_events(db: Database) -> None:
    _execute(db, EVENT_TABLES)


@migrations()
def m004_task_lines(db: Database) -> None:
    _execute(db, LINE_TABLES)


@migrations()
def m005_ledger(db: Database) -> None:
    _execute(db, LEDGER_TABLES)


@migrations()
def m006_corrections(db: Database) -> None:
    _execute(db, CORRECTION_TABLES)


@migrations()
def m007_progress_from_reports(db: Database) -> None:
    _execute(db, REVIEW_TABLES)


@migrations()
def m008_links(db: Database) -> None:
    _execute(db, LINK_TABLES)


@migrations()
def m009_kin(db: Database) -> None:
    _execute(db, KIN_TABLES)


@migrations()
def m010_finding(db: Database) -> None:
    _execute(db, FINDING_TABLES)


@migrations()
def m011_office_units(db: Database) -> None:
    _execute(db, OFFICE_TABLES)


@migrations()
def m012_list_indexes(db: Database) -> None:
    _execute(db, LIST_INDEXES)


@migrations()
def m013_saved_searches(db: Database) -> None:
    _execute(db, (SAVED_SEARCH,))


@migrations()
def m014_people(db: Database) -> None:
    _execute(db, PEOPLE_TABLES)


@migrations()
def m015_what_was_touched(db: Database) -> None:
    _execute(db, TOUCHED_TABLES)


@migrations()
def m016_failed_loads(db: Database) -> None:
    _execute(db, (FAILED_LOADS,))


@migrations()
def m017_extensions_by_day(db: Database) -> None:
    _execute(db, EVENT_INDEXES)


@migrations()
def m018_reminders(db: Database) -> None:
    _execute(db, REMINDER_TABLES)
