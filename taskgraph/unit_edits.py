"""What a person says of one unit: a name that means it, one that does not, a unit that goes into another.

Each is a row as a table of units would have it, judged by the same rules (`registry_edits`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from sqlite_utils import Database

from taskgraph.errors import NotFoundError
from taskgraph.registry import Registry
from taskgraph.registry_edits import Edited, Units, edit_registry
from taskgraph.unit_query import UnitRow, load_registry, load_units
from taskgraph.unit_store import store_registry
from taskgraph.units import load_unit_rules
from taskgraph.units_file import Line, Problem

ReadLines: TypeAlias = Callable[[Units, Registry], Sequence[Line | Problem]]
Names: TypeAlias = tuple[tuple[str, date | None], ...]


def take_lines(db: Database, read: ReadLines, *, dry_run: bool = False) -> Edited:
    """Let the registry say what lines say; with a problem, or on a dry run, nothing is written."""
    known = {row.unit.key: row.unit for row in load_units(db)}
    registry = load_registry(db)
    edited = edit_registry(read(known, registry), known, registry, load_unit_rules())
    if edited.changes and not edited.problems and not dry_run:
        store_registry(db, edited.registry)
    return edited


def add_name(row: UnitRow, name: str, since: date | None) -> Line:
    """Let a name mean a unit; with `since` that of a predecessor which went into it on that day."""
    return _line(row, (*_names(row), (name, since)))


def drop_name(row: UnitRow, name: str) -> Line:
    """Let a name mean a unit no more: what went into it stands for itself again."""
    left = tuple(known for known in _names(row) if known[0] != name)
    if len(left) == len(_names(row)):
        raise NotFoundError(f"“{name}”不是“{row.unit.label}”的别名或前身,可能已经解除")
    return _line(row, left)


def merge_unit(row: UnitRow, into: str, since: date | None) -> Line:
    """Let a unit, with all its names, go into another of its region."""
    return _line(row, _names(row), into=into, since=since)


def _names(row: UnitRow) -> Names:
    return tuple((tie.printed, tie.since) for tie in (*row.aliases, *row.predecessors))


def _line(row: UnitRow, names: Names, *, into: str = "", since: date | None = None) -> Line:
    return Line(number=1, unit=row.unit, names=names, into=into, since=since)
