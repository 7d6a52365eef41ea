"""What a changed cell of units, or an earlier deadline, corrects of what was read in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from extract.model import Assignment, Deadline, Role
from ingest.model import Meta
from ingest.span import Span
from taskgraph.corrections import RULE, Edit, Held, Passage, add, change, reject
from taskgraph.edits import Days, FactSheet, add_deadline, set_days
from taskgraph.model import TaskRow
from taskgraph.units import find_home, find_name_fault, load_unit_rules

_JOINER = re.compile(r"[、,，;；\n]+")


def split_units(text: str) -> tuple[str, ...]:
    """Return the units of a cell: 县住建局、县水利局."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, _JOINER.split(text)))))


def correct_units(task: TaskRow, role: Role, names: Iterable[str], held: Sequence[Held]) -> tuple[Edit, ...]:
    """Return what makes `names` the units of a role: one in the place of another, others added or rejected."""
    wanted = list(names)
    mine = [one for one in held if isinstance(one.fact, Assignment) and one.fact.role is role]
    gone = [one for one in mine if isinstance(one.fact, Assignment) and one.fact.unit not in wanted]
    known = {one.fact.unit for one in mine if isinstance(one.fact, Assignment)}
    return tuple(_iter_edits(task, role, [name for name in wanted if name not in known], gone, held))


def find_unit_fault(task: TaskRow, names: Iterable[str], held: Iterable[Held]) -> str | None:
    """Return what is wrong with the first new name that is none of a unit."""
    known = {one.fact.unit for one in held if isinstance(one.fact, Assignment)}
    document, rules = task.document, load_unit_rules()
    home = find_home(Meta(issuer=document.issuer, title=document.title), document.id, rules)
    faults = (find_name_fault(name, home, rules) for name in names if name not in known)
    return next(filter(None, faults), None)


def _iter_edits(
    task: TaskRow, role: Role, new: Sequence[str], gone: Sequence[Held], held: Sequence[Held]
) -> Iterator[Edit]:
    counted = list(held)
    for old, name in zip_longest(gone, new):
        if name is None:
            yield reject(old)
        elif old is not None and isinstance(old.fact, Assignment):
            yield change(old, replace(old.fact, unit=name))
        else:
            fact = Assignment(unit=name, role=role, span=task.span, rule=RULE, confidence=1.0)
            edit = add(counted, fact, name if name in task.quote else task.title)
            counted += find_added([edit])
            yield edit


def find_added(edits: Iterable[Edit]) -> tuple[Held, ...]:
    """Return the facts that edits add, as they will be held: what is added next stands behind them."""
    added = ((edit.anchor, edit.after) for edit in edits if edit.before is None)
    return tuple(Held(anchor=anchor, fact=fact, read=None) for anchor, fact in added if fact)


def correct_due(day: date, due: date, held: Iterable[Held]) -> tuple[Edit, ...]:
    """Return what moves the deadline on `due` to another day; nothing where no deadline stands on it."""
    return tuple(
        set_days(one, Days(end=day))
        for one in held
        if isinstance(one.fact, Deadline) and one.fact.end == due and not one.fact.every
    )


def add_due(task: TaskRow, day: date, held: Sequence[Held]) -> Edit:
    """Return what gives a task a deadline that no text has."""
    desk = FactSheet(task.title, tuple(held), Passage(task.quote, Span(0, len(task.quote))))
    return add_deadline(desk, Days(end=day), None)
