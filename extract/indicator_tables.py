"""Tables of indicators (指标表): each value of a year's column is a target of the item that holds the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.model import Modality, Op, Target
from extract.numerals import read_number
from extract.setting import Setting
from extract.surroundings import Surroundings
from extract.tables import load_rules
from extract.text import shadow, strip_span
from ingest.model import Block, BlockKind, Span

_VALUE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<power>[万亿])?(?P<unit>%|(?!以|左右|及)[一-鿿]{1,4})?")
_UNIT_IN_NAME = re.compile(r"\((?P<power>[万亿])?(?P<unit>%|[一-鿿]{1,6})(?:/[一-鿿]+)?\)$")
_MODALITIES = {"约束": Modality.BINDING, "预期": Modality.EXPECTED}


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of the columns; `unit` and `nature` may be missing."""

    metric: int
    values: tuple[int, ...]
    unit: int | None
    nature: int | None


def find_indicators(setting: Setting) -> tuple[Target, ...]:
    """Return the targets that the document's tables of indicators set, in the order of the text."""
    rows = (block for block in setting.doc.blocks if block.kind is BlockKind.TABLE_ROW and block.cells)
    return tuple(
        target for _, table in groupby(rows, key=lambda row: row.table) for target in _read(setting, list(table))
    )


def read_columns(heads: Sequence[str], year: int | None) -> Columns | None:
    """Return what the columns of a table of indicators hold, None where `heads` are not the heads of one."""
    kinds = [_read_head(head, year) for head in heads]
    metrics = [n for n, kind in enumerate(kinds) if kind == "metric"]
    values = tuple(n for n, kind in enumerate(kinds) if kind == "value")
    if not metrics or not values:
        return None
    return Columns(metrics[-1], values, _first(kinds, "unit"), _first(kinds, "nature"))


def _first(kinds: Sequence[str | None], kind: str) -> int | None:
    return next((n for n, found in enumerate(kinds) if found == kind), None)


def _read_head(head: str, year: int | None) -> str | None:
    """Return the kind of a column; a year before the plan's own is a baseline."""
    for rule in load_rules("indicator_columns"):
        found = rule.pattern.search(shadow(re.sub(r"\s", "", head)))
        if found:
            printed = found.groupdict().get("year")
            return "baseline" if printed and year and int(printed) < year else str(rule["column"])
    return None


def _read(setting: Setting, rows: Sequence[Block]) -> Iterator[Target]:
    columns: Columns | None = None
    for row in rows:
        heads = [cell.of(setting.view.text) for cell in row.cells]
        found = read_columns(heads, setting.context.year)
        columns = found or columns
        if columns and not found and len(row.cells) > max(columns.values):
            yield from _read_row(setting, row, columns)


def _read_row(setting: Setting, row: Block, columns: Columns) -> Iterator[Target]:
    name = row.cells[columns.metric].of(setting.view.shadow).strip()
    in_name = _UNIT_IN_NAME.search(name)
    own = (in_name["power"] or "") + in_name["unit"] if in_name else ""
    measure = own if columns.unit is None else row.cells[columns.unit].of(setting.view.shadow).strip() or own
    metric = _UNIT_IN_NAME.sub("", name)
    nature = row.cells[columns.nature].of(setting.view.shadow) if columns.nature is not None else name
    modality = next((value for words, value in _MODALITIES.items() if words in nature), None)
    for cell in _fresh(row, columns.values):
        target = _read_value(setting, cell, metric, measure, modality)
        if target:
            yield target


def _fresh(row: Block, columns: Iterable[int]) -> Iterator[Span]:
    return (row.cells[n] for n in columns if row.span.covers(row.cells[n]))


def _read_value(setting: Setting, cell: Span, metric: str, measure: str, modality: Modality | None) -> Target | None:
    """Read one cell: 85, ≥85%, 1.2万, 90以上; the measure word of its own goes before the row's."""
    view = setting.view
    found = _VALUE.search(view.shadow, cell.start, cell.end)
    if not found:
        return None
    span = Span(found.start(), found.end())
    beside = Surroundings.of(view, span, cell, reach=len(metric) + 20)
    compared = next((rule for rule in load_rules("comparators") if beside.find(rule.pattern)), None)
    power = found["power"] or (measure[0] if measure[:1] in ("万", "亿") else "")
    unit = found["unit"] if found["unit"] in ("%",) or (found["unit"] and not measure) else measure.lstrip("万亿")
    return Target(
        text=strip_span(view.shadow, cell).of(view.text),
        metric=metric,
        op=Op(compared["op"]) if compared else _read_sign(beside.left),
        value=read_number(found["number"] + power),
        value_max=None,
        unit=unit or None,
        change=None,
        baseline=None,
        modality=modality,
        span=strip_span(view.shadow, cell),
        rule="indicator-cell",
        confidence=0.9,
    )


def _read_sign(left: str) -> Op:
    signs = {"≥": Op.AT_LEAST, "≧": Op.AT_LEAST, "≤": Op.AT_MOST, "≦": Op.AT_MOST, ">": Op.MORE, "<": Op.LESS}
    return next((op for sign, op in signs.items() if sign in left), Op.EQUAL)
