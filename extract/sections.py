"""What a heading says of the items under it: work, objective, safeguard, or no work at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from extract.outline import Item
from extract.setting import Setting
from extract.tables import load_rules
from extract.text import View

_LONGEST = 30
_DEPTHS = {"safeguard": 1, "reported": 1, "planned": 1, "task": 1, "objective": 2, "excluded": 2}


class Section(StrEnum):
    EXCLUDED = "excluded"
    OBJECTIVE = "objective"
    TASK = "task"
    SAFEGUARD = "safeguard"
    REPORTED = "reported"
    PLANNED = "planned"


def find_sections(view: View, items: Sequence[Item], *, report: bool, year: int | None) -> tuple[Section, ...]:
    """Return the section that each item belongs to, from its own heading or the nearest one above that tells.

    In a report (`report`) what no heading marks as planned has been done. Safeguards stand at the end of
    a text: a heading that sounds like one, with other work behind it, is work.
    """
    own = _only_at_the_end(items, [_read_heading(view, item, report=report, year=year) for item in items])
    own = _close_with_safeguards(view, items, own)
    own = [
        s if item.path[0] or s is Section.OBJECTIVE else Section.EXCLUDED for item, s in zip(items, own, strict=True)
    ]
    default = Section.REPORTED if report else Section.TASK
    return tuple(_inherit(items, own, default))


def find_planned_year(setting: Setting, item: Item) -> int | None:
    """Return the year that a planned section of a report is for: the one its heading prints, or the next where
    the report was written after its year; None where it is the year reported on.
    """
    context, heading = setting.context, item.heading.of(setting.view.shadow)
    printed = re.search(r"20\d\d(?=年)", heading)
    if printed:
        return int(printed[0])
    over = context.year and context.written and context.written.year > context.year
    return context.year + 1 if context.year and (over or re.search("明年|来年|下一?年", heading)) else None


def read_section(heading: str) -> Section | None:
    """Return what a heading says, whatever its depth; None where it tells nothing."""
    rules = (rule for rule in load_rules("sections") if rule["role"] in _DEPTHS)
    return next((Section(rule["role"]) for rule in rules if rule.pattern.search(heading)), None)


def _read_heading(view: View, item: Item, *, report: bool, year: int | None) -> Section | None:
    heading = _heading(view, item)
    section = Section.PLANNED if report and _names_year_after(heading, year) else read_section(heading)
    if section in (Section.REPORTED, Section.PLANNED) and not report:
        return None
    return section if section and len(item.path) <= _DEPTHS[section] else None


def _names_year_after(heading: str, year: int | None) -> bool:
    printed = re.search(r"20\d\d(?=年)", heading)
    return bool(printed and year and int(printed[0]) > year)


def _heading(view: View, item: Item) -> str:
    """Return the words that can tell a section: a heading's, never those of a whole paragraph."""
    heading = re.split("[。:]", item.heading.of(view.shadow).strip(" 。:;"))[0]
    return heading if len(heading) <= _LONGEST else ""


def _only_at_the_end(items: Sequence[Item], own: Sequence[Section | None]) -> list[Section | None]:
    """Take back the safeguards that sections of another kind follow."""
    kept = list(own)
    at_end = True
    for n in range(len(items) - 1, -1, -1):
        if len(items[n].path) == 1:
            kept[n] = None if kept[n] is Section.SAFEGUARD and not at_end else kept[n]
            at_end = at_end and own[n] is Section.SAFEGUARD
    return kept


def _close_with_safeguards(view: View, items: Sequence[Item], own: list[Section | None]) -> list[Section | None]:
    """Mark a last section whose items all say how the work is watched over, though its own heading tells nothing."""
    last = max((n for n, item in enumerate(items) if len(item.path) == 1), default=None)
    if last is None or own[last] or not items[last + 1 :]:
        return own
    rule = next(rule for rule in load_rules("sections") if rule["role"] == "safeguard-item")
    if all(rule.pattern.search(_heading(view, item)) for item in items[last + 1 :]):
        own[last] = Section.SAFEGUARD
    return own


def _inherit(items: Iterable[Item], own: Iterable[Section | None], default: Section) -> Iterable[Section]:
    open_sections: list[tuple[tuple[int, ...], Section]] = []
    for item, stated in zip(items, own, strict=True):
        while open_sections and not _is_under(item.path, open_sections[-1][0]):
            open_sections.pop()
        section = stated or (open_sections[-1][1] if open_sections else default)
        open_sections.append((item.path, section))
        yield section


def _is_under(path: tuple[int, ...], above: tuple[int, ...]) -> bool:
    return len(path) > len(above) and path[: len(above)] == above
