"""What people write of a task's progress in a cell, as reports: the numbers for its targets, and a state in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.model import Progress
from extract.moments import TimeContext
from extract.progress import find_progress
from extract.text import View
from taskgraph.events import Report
from taskgraph.model import TaskRow
from taskgraph.pro_rata import match_target

_BARE = re.compile(r"(\d+(?:\.\d+)?)([^\d\s,。;.]{0,4})")  # 26户, and nothing else


def read_reports(text: str, task: TaskRow) -> tuple[Report, ...]:
    """Return one report for each number that speaks of a target, or one without; the first holds all the words.

    A number that could mean several targets, or none, stays in the words alone.
    """
    numbers = tuple(_iter_numbers(text, task))
    first, *others = numbers or (_find_state(text, task),)
    return (replace(first, quote=text), *others)


def _iter_numbers(text: str, task: TaskRow) -> Iterator[Report]:
    if bare := _BARE.fullmatch(text):
        report = Report(value=Decimal(bare[1]), unit=bare[2] or None)
        if match_target(report, task.targets):
            yield report
        return
    for statement in _find_statements(text, task):
        report = Report(value=statement.value, unit=statement.unit, quote=statement.text)
        if len(task.targets) > 1 and (target := match_target(replace(report, metric=statement.metric), task.targets)):
            report = replace(report, metric=target.metric)
        if match_target(report, task.targets):
            yield report


def _find_state(text: str, task: TaskRow) -> Report:
    states = (statement.state for statement in _find_statements(text, task) if statement.value is None)
    return Report(state=next(filter(None, states), None))


def _find_statements(text: str, task: TaskRow) -> tuple[Progress, ...]:
    view = View.of(text)
    return find_progress(view, [view.whole], TimeContext(year=task.document.year))
