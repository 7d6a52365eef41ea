"""How many tasks of a list fall to each document, issuer, unit, role, month, light …: counted where the tasks are.

Each count is the number of rows that the list has if the filter of that value is added; what is filtered by already is
not counted again. State and light are not stored: they are counted from where each task stands, which takes longer.
"""

from __future__ import annotations

import json
import sqlite3
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from extract.model import Role, TaskKind
from taskgraph.event_query import find_standings
from taskgraph.events import LifeState
from taskgraph.filter_query import Asked, ask
from taskgraph.glance import Glance
from taskgraph.levels import IssuerLevel
from taskgraph.model import Filters
from taskgraph.query import FROM_TASK, iter_rows
from taskgraph.situation import Light, Need
from taskgraph.viewpoint import Viewpoint

_CREATE = "CREATE TEMP TABLE fitting AS SELECT task.id AS row, task.version, task.kind "
_DROP = "DROP TABLE IF EXISTS temp.fitting"
_AMONG = " AND task.id IN (SELECT value FROM json_each(:rows))"
_DOCUMENTS = """
SELECT version.document, coalesce(version.title, version.document), sum(one.n)
FROM (SELECT version, count(*) AS n FROM fitting GROUP BY version) AS one
  JOIN version INDEXED BY version_head ON version.id = one.version
GROUP BY version.document
"""
_ISSUERS = """
SELECT version.issuer, version.issuer, sum(one.n)
FROM (SELECT version, count(*) AS n FROM fitting GROUP BY version) AS one
  JOIN version INDEXED BY version_head ON version.id = one.version
WHERE version.issuer IS NOT NULL GROUP BY version.issuer
"""
_LEVELS = """
SELECT level, level, sum(one.n)
FROM (SELECT version, count(*) AS n FROM fitting GROUP BY version) AS one
  JOIN version_level ON version_level.version = one.version
GROUP BY level
"""
_YEARS = """
SELECT version.year, version.year, sum(one.n)
FROM (SELECT version, count(*) AS n FROM fitting GROUP BY version) AS one
  JOIN version INDEXED BY version_head ON version.id = one.version
WHERE version.year IS NOT NULL GROUP BY version.year
"""
# CROSS JOIN keeps the order: from the tasks that fit to what they have.
_LEADS = """
SELECT unit.label, unit.label, n FROM (
  SELECT assignment_unit.unit, count(DISTINCT fitting.row) AS n FROM fitting
    CROSS JOIN assignment ON assignment.task = fitting.row AND assignment.role = 'lead'
    CROSS JOIN assignment_unit ON assignment_unit.assignment = assignment.id
  GROUP BY 1) AS one JOIN unit ON unit.id = one.unit
"""
_UNITS = """
SELECT unit.label, unit.label, n FROM (
  SELECT assignment_unit.unit, count(DISTINCT fitting.row) AS n FROM fitting
    CROSS JOIN assignment ON assignment.task = fitting.row AND assignment.role = coalesce(:role, assignment.role)
    CROSS JOIN assignment_unit ON assignment_unit.assignment = assignment.id
  GROUP BY 1) AS one JOIN unit ON unit.id = one.unit
"""
_ROLES = """
SELECT one.role, one.role, count(*)
FROM (SELECT 'lead' AS role UNION ALL SELECT 'responsible' UNION ALL SELECT 'cooperating') AS one CROSS JOIN fitting
WHERE EXISTS (
  SELECT 1 FROM assignment WHERE assignment.task = fitting.row AND assignment.role = one.role
    AND (:unit IS NULL OR :unit = (SELECT unit FROM assignment_unit WHERE assignment = assignment.id)))
GROUP BY one.role
"""
_KINDS = "SELECT kind, kind, count(*) FROM fitting GROUP BY kind"
_MONTHS = """
SELECT substr(coalesce(end_date, start_date), 1, 7) AS month, substr(coalesce(end_date, start_date), 1, 7),
  count(DISTINCT fitting.row)
FROM fitting CROSS JOIN deadline ON deadline.task = fitting.row
WHERE coalesce(end_date, start_date) IS NOT NULL GROUP BY month
"""
_TARGETS = """
SELECT has, has, count(*) FROM (
  SELECT CASE WHEN EXISTS (SELECT 1 FROM target WHERE target.task = fitting.row) THEN 'yes' ELSE 'no' END AS has
  FROM fitting)
GROUP BY has
"""
_WITHOUT_DEADLINE = """
SELECT 'yes', 'yes', count(*) FROM fitting
WHERE NOT EXISTS (SELECT 1 FROM deadline WHERE deadline.task = fitting.row) HAVING count(*) > 0
"""
_WITHOUT_LEAD = """
SELECT 'yes', 'yes', count(*) FROM fitting
WHERE NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.task = fitting.row AND role = 'lead') HAVING count(*) > 0
"""


class Facet(NamedTuple):
    """`asks` gives what a value sets in the filters; `sql` gives values, how they are called, and how many tasks."""

    sql: str
    asks: Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many tasks of the list that `listed` gives have a value; `changes` are what lists just them."""

    facet: str
    value: str
    label: str
    count: int
    listed: Filters
    changes: Mapping[str, Any]

    @property
    def filters(self) -> Filters:
        return replace(self.listed, **self.changes)


def month_filters(value: str) -> Mapping[str, date]:
    """Return what lists the tasks due in a month: 2026-09."""
    year, month = map(int, value.split("-"))
    return {"due_after": date(year, month, 1), "due_before": date(year, month, monthrange(year, month)[1])}


FACETS: Mapping[str, Facet] = {
    "document": Facet(_DOCUMENTS, lambda value: {"doc": value}),
    "issuer": Facet(_ISSUERS, lambda value: {"issuer": value}),
    "level": Facet(_LEVELS, lambda value: {"level": IssuerLevel(value)}),
    "year": Facet(_YEARS, lambda value: {"year": int(value)}),
    "lead": Facet(_LEADS, lambda value: {"unit": value, "role": Role.LEAD}),
    "unit": Facet(_UNITS, lambda value: {"unit": value}),
    "role": Facet(_ROLES, lambda value: {"role": Role(value)}),
    "kind": Facet(_KINDS, lambda value: {"kind": TaskKind(value)}),
    "month": Facet(_MONTHS, month_filters),
    "target": Facet(_TARGETS, lambda value: {"has_target": value == "yes"}),
    "no_deadline": Facet(_WITHOUT_DEADLINE, lambda value: {"no_deadline": value == "yes"}),
    "no_lead": Facet(_WITHOUT_LEAD, lambda value: {"no_lead": value == "yes"}),
}
# Computed from events.
STANDING_FACETS: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "status": lambda value: {"status": LifeState(value)},
    "light": lambda value: {"light": Light(value)},
    "overdue": lambda value: {"overdue": value == "yes"},
    "need": lambda value: {"need": Need(value)},
}


def count_facets(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint) -> tuple[FacetCount, ...]:
    """Return the counts of all facets, the commonest values of each first."""
    asked = ask(db, filters, of_all=True)
    standings = find_standings(db, list(iter_rows(db, asked)), viewpoint)
    return count_among(db, asked, {row: standing.glance for row, standing in standings.items()})


def count_among(db: sqlite3.Connection, asked: Asked, glances: Mapping[int, Glance]) -> tuple[FacetCount, ...]:
    """Return the counts of all facets; `glances` at the tasks that fit but for their state and light."""
    filters = asked.filters
    fitting = {row: glance for row, glance in glances.items() if filters.fit(glance)}
    stored = count_stored(db, asked, fitting if filters.of_standings else None)
    return (*stored, *count_seen(filters, fitting.values()))


def count_seen(filters: Filters, glances: Iterable[Glance]) -> Iterator[FacetCount]:
    """Yield the counts of what is not stored, for tasks that fit."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in STANDING_FACETS}
    for glance, count in Counter(glances).items():
        counts["status"][glance.state.value] += count
        counts["light"][glance.light.value] += count
        counts["overdue"]["yes" if glance.overdue else "no"] += count
        counts["need"].update(dict.fromkeys((need.value for need in glance.needs), count))
    for name, found in counts.items():
        values = ((value, value, count) for value, count in found.items())
        yield from _iter_counts(name, values, STANDING_FACETS[name], filters)


def count_stored(db: sqlite3.Connection, asked: Asked, rows: Iterable[int] | None = None) -> Iterator[FacetCount]:
    """Yield the counts of what is stored, of all tasks that fit or of the given `rows` among them."""
    chosen = "" if rows is None else _AMONG
    bound = asked.bound | {"rows": None if rows is None else json.dumps(list(rows))}
    db.execute(_DROP)
    db.execute("".join((_CREATE, FROM_TASK, asked.documents, " AND ", asked.standing, asked.tasks, chosen)), bound)
    try:
        for name, facet in FACETS.items():
            yield from _iter_counts(name, db.execute(facet.sql, asked.bound), facet.asks, asked.filters)
    finally:
        db.execute(_DROP)


def _iter_counts(
    name: str, found: Iterable[Any], asks: Callable[[str], Mapping[str, Any]], filters: Filters
) -> Iterator[FacetCount]:
    """Yield counts, the commonest first, unless what a value asks for is filtered by already."""
    for value, label, count in sorted(found, key=lambda row: (-row[2], str(row[0]))):
        changes = asks(str(value))
        if all(getattr(filters, option) is None for option in changes):
            told = {"facet": name, "value": str(value), "label": str(label), "count": count}
            yield FacetCount(**told, listed=filters, changes=changes)
