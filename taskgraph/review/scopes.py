"""Of what each version speaks: its region, the years it plans for, the year it reports on. Plans are found by these."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from extract.setting import Setting
from ingest.model import Document
from ingest.store import document_id
from taskgraph.readings import load_reading
from taskgraph.review.rows import find_rows
from taskgraph.tracking.model import Reading
from taskgraph.tracking.parts import divide, find_reported_year
from taskgraph.units import find_home, load_unit_rules

_NO_YEAR = 0  # of a report that does not tell its year; it speaks of the tasks that it numbers only

_WAIT = """
INSERT INTO scope (version, waits) VALUES (?, 1)
ON CONFLICT (version) DO UPDATE SET waits = 1, region = NULL, plans_from = NULL, plans_to = NULL, reports = NULL
"""
_UNSURVEYED = "SELECT version FROM scope WHERE waits AND region IS NULL ORDER BY version"
_SURVEY = """
UPDATE scope SET region = :region, plans_from = :first, plans_to = :last, reports = :reports,
  waits = :reports IS NOT NULL WHERE version = :version
"""
_WAKE = """
UPDATE scope SET waits = 1 WHERE region = :region AND reports BETWEEN :first AND :last AND version <> :version
"""
_WAITING = """
SELECT scope.version FROM scope JOIN version ON version.id = scope.version
WHERE scope.waits AND scope.region IS NOT NULL AND version.superseded_at IS NULL ORDER BY scope.version
"""
_DONE = "UPDATE scope SET waits = 0 WHERE version = ?"
_SCOPE = "SELECT scope.*, version.document FROM scope JOIN version ON version.id = scope.version WHERE version = ?"
_REGION = """
SELECT scope.region FROM scope JOIN version ON version.id = scope.version
WHERE version.document = ? AND version.superseded_at IS NULL
"""
_PLANS = """
SELECT version.document, version.number, version.id, coalesce(version.written, version.published, '') AS dated
FROM scope JOIN version ON version.id = scope.version
WHERE (scope.region = :region AND scope.plans_from <= :year AND scope.plans_to >= :year
    OR scope.version IN (SELECT version FROM task WHERE task IN (SELECT value FROM json_each(:numbers))))
  AND version.document <> :document
  AND NOT EXISTS (SELECT 1 FROM link WHERE kind = 'document' AND target = version.document AND status = 'confirmed'
    AND relation IN ('repeals', 'supersedes') AND since <= :day)
ORDER BY version.document, version.number
"""
_CITED = """
SELECT target FROM link
WHERE kind = 'document' AND source = ? AND relation IN ('cites', 'carries_out') AND target IS NOT NULL
  AND status <> 'rejected'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of what a version speaks; `plans` are the first and the last year that it plans for."""

    region: str
    plans: tuple[int, int] | None
    reports: int | None


@dataclass(frozen=True, slots=True)
class CandidatePlan:
    """A version of a plan; `cited`: the report names it, or names none of the plans it could speak of."""

    version: int
    cited: bool


def find_scope(reading: Reading) -> Scope:
    doc = reading.doc
    setting = Setting.of(doc)
    reported = bool(setting.is_report or divide(setting).reported)
    year = find_reported_year(doc) if reported else doc.meta.year
    reports = (year or _NO_YEAR) if reported or find_rows(setting) else None
    home = find_home(doc.meta, document_id(doc.key), load_unit_rules())
    plans = _planned_years(doc, year, reported=reported) if reading.extraction.tasks else None
    return Scope(region=home.region, plans=plans, reports=reports)


def _planned_years(doc: Document, year: int | None, *, reported: bool) -> tuple[int, int] | None:
    """A report plans for the year after the one it reports on."""
    if year is None:
        return None
    first, end = year + int(reported), doc.meta.period.end
    return first, max(first, end.year if end else first)


def wait_for_review(db: Database, version: int) -> None:
    """Have a new text surveyed, and its statements matched, once the load is over."""
    db.execute(_WAIT, [version])


def survey_waiting(db: Database) -> None:
    """Find the scope of each new text; reports that a new plan could be spoken of in wait to be matched again."""
    for (version,) in db.execute(_UNSURVEYED).fetchall():
        scope = find_scope(load_reading(db.conn, version))
        first, last = scope.plans or (None, None)
        bound = {"version": version, "region": scope.region, "first": first, "last": last, "reports": scope.reports}
        with db.atomic():
            db.execute(_SURVEY, bound)
            db.execute(_WAKE, bound)


def find_waiting(db: Database) -> tuple[int, ...]:
    return tuple(row[0] for row in db.execute(_WAITING).fetchall())


def mark_matched(db: Database, version: int) -> None:
    db.execute(_DONE, [version])


def load_scope(db: Database, version: int) -> sqlite3.Row:
    """Return the row of a surveyed version, with its `document`."""
    row: sqlite3.Row = db.execute(_SCOPE, [version]).fetchone()
    return row


def find_region(db: Database, document: str) -> str:
    """Return the region for which the text in force of a document speaks."""
    return str(db.execute(_REGION, [document]).fetchone()[0])


def find_candidate_plans(
    db: Database, scope: sqlite3.Row, day: date, numbers: Iterable[str | None] = ()
) -> tuple[CandidatePlan, ...]:
    """Return the plans of the report's region and year, each in the version that was in force on `day`, and those that
    hold a task of one of the `numbers` 任务编号; plans that were repealed by then are left out.
    """
    bound = {
        "region": scope["region"],
        "year": scope["reports"],
        "document": scope["document"],
        "day": day.isoformat(),
        "numbers": json.dumps([number for number in numbers if number]),
    }
    rows = db.execute(_PLANS, bound).fetchall()
    chosen = [_in_force(list(versions), day) for _, versions in groupby(rows, key=itemgetter("document"))]
    named = {row[0] for row in db.execute(_CITED, [scope["document"]])} & {row["document"] for row in chosen}
    return tuple(CandidatePlan(row["id"], not named or row["document"] in named) for row in chosen)


def _in_force(versions: Sequence[sqlite3.Row], day: date) -> sqlite3.Row:
    """Return the last version that was dated by `day`, else the first."""
    return next((row for row in reversed(versions) if row["dated"] <= day.isoformat()), versions[0])
