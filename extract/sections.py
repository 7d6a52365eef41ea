"""What a heading says of the items under it: work, objective, safeguard, or no work at all."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from extract.outline import Item
from extract.tables import load_rules
from extract.text import View

_DEPTHS = {"safeguard": 1, "reported": 1, "planned": 1, "task": 1, "objective": 2, "excluded": 2}


class Section(StrEnum):
    EXCLUDED = "excluded"
    OBJECTIVE = "objective"
    TASK = "task"
    SAFEGUARD = "safeguard"
    REPORTED = "reported"
    PLANNED = "planned"


def find_sections(view: View, items: Iterable[Item], *, report: bool) -> tuple[Section, ...]:
    """Return the section that each item belongs to, from its own heading or the nearest one above that tells.

    In a report (`report`) what no heading marks as planned has been done.
    """
    default = Section.REPORTED if report else Section.TASK
    open_sections: list[tuple[tuple[int, ...], Section]] = []
    sections = []
    for item in items:
        while open_sections and not _is_under(item.path, open_sections[-1][0]):
            open_sections.pop()
        above = open_sections[-1][1] if open_sections else default
        section = _read_heading(view, item, report=report) or above
        open_sections.append((item.path, section))
        sections.append(section)
    return tuple(sections)


def _is_under(path: tuple[int, ...], above: tuple[int, ...]) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def _read_heading(view: View, item: Item, *, report: bool) -> Section | None:
    heading = item.heading.of(view.shadow).strip(" 。:;")
    for rule in load_rules("sections"):
        section = Section(rule["role"])
        only_in_reports = section in (Section.REPORTED, Section.PLANNED) and not report
        if len(item.path) <= _DEPTHS[section] and not only_in_reports and rule.pattern.search(heading):
            return section
    return None
