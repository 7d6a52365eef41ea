"""Reading units.csv as people edited it: a row is found again by 地区 and 标准名称, and of a row all cells count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.readers.sheets import Sheet
from taskgraph.errors import UnitsFileError
from taskgraph.folding import fold_name
from taskgraph.registry import OfficeUnit, Registry, UnitKey, identify_in
from taskgraph.terms import LEVELS
from taskgraph.unit_view import (
    ALIASES,
    COLLECTIVE,
    INTO,
    LABEL,
    LEVEL,
    NAME,
    PARENT,
    PREDECESSORS,
    REGION,
    SINCE,
)
from taskgraph.units import UnitRules

_NEEDED = (REGION, NAME, LABEL)
_LISTED = re.compile(r"[;；、\n]+")
_DATED = re.compile(r"(.+?)[(@（]([^()（）@]+)[)）]?$")
_YES = {"是": True, "": False, "否": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row of the file, by the number that Excel shows."""

    row: int
    why: str

    def __str__(self) -> str:
        return f"第 {self.row} 行:{self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the file: the unit as it should be, and names with what they are to mean."""

    number: int
    unit: OfficeUnit
    names: tuple[tuple[str, date | None], ...]
    into: str
    since: date | None


def read_lines(
    sheet: Sheet, known: Collection[UnitKey], registry: Registry, rules: UnitRules
) -> tuple[Line | Problem, ...]:
    """Return the rows of a table, or what is wrong with those that cannot be read."""
    rows = tuple(_iter_rows(sheet))
    keys = (UnitKey(cells.get(REGION, ""), cells.get(NAME, "")) for _, cells in rows)
    gone = {key for key in keys if UnitKey(key.region, fold_name(key.name)) in registry.ties}
    return tuple(_read_row(number, cells, {*known, *gone}, rules) for number, cells in rows)


def _read_row(number: int, cells: Mapping[str, str], known: Collection[UnitKey], rules: UnitRules) -> Line | Problem:
    try:
        return _read_line(number, cells, known, rules)
    except UnitsFileError as error:
        return Problem(number, str(error))


def _iter_rows(sheet: Sheet) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the filled rows under the head, numbered as Excel does."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        rows.setdefault(row, {})[column] = text.strip()
    first = min(rows, default=0)
    heads = rows.pop(first, {})
    if missing := [head for head in _NEEDED if head not in heads.values()]:
        yield first + 1, {"": "、".join(missing)}
        return
    for row in sorted(rows):
        if any(rows[row].values()):
            yield row + 1, {heads[column]: text for column, text in rows[row].items() if column in heads}


def _read_line(number: int, cells: Mapping[str, str], known: Collection[UnitKey], rules: UnitRules) -> Line:
    if missing := cells.get(""):
        raise UnitsFileError(f"缺少列 {missing}。请在导出的单位表上修改")
    unit = _read_unit(cells, known, rules)
    names = [(name, None) for name in _LISTED.split(cells.get(ALIASES, "")) if name.strip()]
    dated = [_read_dated(name) for name in _LISTED.split(cells.get(PREDECESSORS, "")) if name.strip()]
    since = _read_day(cells[SINCE]) if cells.get(SINCE) else None
    return Line(number=number, unit=unit, names=(*names, *dated), into=cells.get(INTO, ""), since=since)


def _read_unit(cells: Mapping[str, str], known: Collection[UnitKey], rules: UnitRules) -> OfficeUnit:
    region, label = cells.get(REGION, ""), cells.get(LABEL, "")
    if not region or not label:
        raise UnitsFileError(f"{REGION}和{LABEL}不能空")
    if cells.get(NAME):
        key = UnitKey(region, cells[NAME])
        if key not in known:
            raise UnitsFileError(
                f"没有{REGION}为“{region}”、{NAME}为“{key.name}”的单位;这两列不要改,要加单位请空着{NAME}"
            )
    else:
        identity = identify_in(region, label, rules)
        if identity is None:
            raise UnitsFileError(f"“{label}”不是“{region}”的单位")
        key = UnitKey(region, identity.written)
    if cells.get(LEVEL, "") not in ("", *LEVELS.values()):
        raise UnitsFileError(f"{LEVEL}“{cells[LEVEL]}”不在 {'、'.join(LEVELS.values())} 之中")
    if cells.get(COLLECTIVE, "") not in _YES:
        raise UnitsFileError(f"{COLLECTIVE}只能填 是 或 否")
    return OfficeUnit(
        key=key,
        label=label,
        level=cells.get(LEVEL) or None,
        parent=cells.get(PARENT) or None,
        collective=_YES[cells.get(COLLECTIVE, "")],
    )


def _read_dated(text: str) -> tuple[str, date]:
    match = _DATED.match(text.strip())
    if match is None:
        raise UnitsFileError(f"{PREDECESSORS}“{text}”要写明并入的日期,如 县乡村振兴局(2023-10-31)")
    return match[1], _read_day(match[2])


def _read_day(text: str) -> date:
    try:
        return date(*map(int, re.split(r"[-/.年月]", text.removesuffix("日"))))
    except (ValueError, TypeError) as error:
        raise UnitsFileError(f"“{text}”不是日期,请写成 2023-10-31") from error
