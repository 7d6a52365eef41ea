"""Tables that report: a ledger that comes back with a 进展情况 column, a list of measures with 完成值.

The row tells the task, so that little is left to likeness; 存在问题 and 下步措施 go along as a note.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby
from pathlib import Path

from extract.model import Progress
from extract.progress import find_progress
from extract.setting import Setting
from extract.text import strip_span
from ingest.model import Block, BlockKind, Span
from taskgraph.events import Report
from taskgraph.pro_rata import plain_quantity
from taskgraph.tracking.mentions import Sentence
from taskgraph.tracking.model import Kind, Mention, Reading, Statement
from taskgraph.tracking.parts import divide
from taskgraph.tracking.pipeline import read_statements
from taskgraph.tracking.wording import fold

_NOTED = {"problem": "存在问题", "next": "下步措施"}
_TOLD = ("progress", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Of which task a row tells: its words, its 任务编号 if it has one, and the note that goes along."""

    task: str
    number: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a report; `row` where it stands in a table that names its task."""

    statement: Statement
    row: Row | None = None


@cache
def load_heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what stands below a head, by its words."""
    rules = tomllib.loads((Path(__file__).parent / "report_columns.toml").read_text("utf-8"))["rule"]
    return tuple((re.compile(rule["pattern"]), rule["column"]) for rule in rules)


def read_told(report: Reading) -> tuple[Told, ...]:
    """Return all that a document tells of progress: rows of its tables, and the text around them if that reports."""
    setting = Setting.of(report.doc)
    rows = find_rows(setting)
    if rows and not (setting.is_report or divide(setting).reported):
        return rows
    spans = [told.statement.span for told in rows]
    text = (s for s in read_statements(report) if not any(span.covers(s.progress.span) for span in spans))
    return (*(Told(statement) for statement in text), *rows)


def find_rows(setting: Setting) -> tuple[Told, ...]:
    """Return what the rows of all reporting tables say, in the order of the text."""
    rows = (block for block in setting.doc.blocks if block.kind is BlockKind.TABLE_ROW and block.cells)
    return tuple(
        statement for _, table in groupby(rows, key=lambda row: row.table) for statement in _iter_rows(setting, table)
    )


def _iter_rows(setting: Setting, rows: Iterable[Block]) -> Iterator[Told]:
    columns: Mapping[str, int] = {}
    for block in rows:
        if head := _read_head(setting, block):
            columns = head
        elif columns:
            yield from _read_row(setting, block, columns)


def _read_head(setting: Setting, block: Block) -> Mapping[str, int] | None:
    """Return which column holds what, where `block` is the head of a table that tells tasks and what came of them."""
    columns: dict[str, int] = {}
    for n, cell in enumerate(block.cells):
        words = re.sub(r"\s", "", cell.of(setting.view.shadow))
        column = next((column for pattern, column in load_heads() if pattern.search(words)), None)
        if column:
            columns.setdefault(column, n)
    told = any(column in columns for column in _TOLD)
    return columns if told and ("task" in columns or "number" in columns) else None


def _read_row(setting: Setting, block: Block, columns: Mapping[str, int]) -> Iterator[Told]:
    cells = {
        name: span
        for name, n in columns.items()
        if n < len(block.cells) and (span := strip_span(setting.view.shadow, block.cells[n], " ")).end > span.start
    }
    words = {name: span.of(setting.view.text) for name, span in cells.items()}
    notes = [f"{label}:{words[name]}" for name, label in _NOTED.items() if name in words]
    row = Row(task=words.get("task", ""), number=words.get("number"), note=";".join(notes) or None)
    if "progress" in cells:
        yield from (Told(s, row) for s in _read_progress(setting, cells["progress"], row))
    elif "result" in cells and (progress := _read_result(cells, words)):
        yield Told(_read_statement(setting, progress, block.span, row), row)


def _read_progress(setting: Setting, cell: Span, row: Row) -> Iterator[Statement]:
    """Yield the statements of a progress cell; one in which no number or state is found is a statement as it stands."""
    found = find_progress(setting.view, [cell], setting.context)
    for progress in found or (_as_it_stands(setting, cell),):
        yield _read_statement(setting, progress, progress.span, row)


def _as_it_stands(setting: Setting, cell: Span) -> Progress:
    return Progress(
        text=cell.of(setting.view.text), metric="", value=None, unit=None, change=None, state=None, as_of=None,
        span=cell, rule="cell", confidence=0.7,
    )  # fmt: skip


def _read_result(cells: Mapping[str, Span], words: Mapping[str, str]) -> Progress | None:
    """Return the number in a result's cell with the unit beside it: 43 | 户, or 43户."""
    number = re.match(r"(-?\d+(?:\.\d+)?)\s*(.*)", words["result"])
    try:
        value = Decimal(number[1]) if number else None
    except InvalidOperation:
        return None
    if number is None or value is None:
        return None
    value, unit = plain_quantity(Report(value=value, unit=number[2] or words.get("unit")))
    return Progress(
        text=words["result"], metric=words.get("task", ""), value=value, unit=unit,
        change=None, state=None, as_of=None, span=cells["result"], rule="result-cell", confidence=0.9,
    )  # fmt: skip


def _read_statement(setting: Setting, progress: Progress, span: Span, row: Row) -> Statement:
    """Return a statement; what a cell leaves unnamed is named by its row."""
    counted = Sentence(setting.view, span).find(progress.span) if progress.value is not None else None
    mention = Mention(
        value=progress.value,
        unit=progress.unit,
        kind=counted.kind if counted else Kind.LEVEL,
        flow=counted.flow if counted else None,
        scopes=counted.scopes if counted else frozenset(),
        core=fold(progress.metric or row.task),
        context=fold(f"{row.task} {span.of(setting.view.text)}"),
        words=span,
        clause=span,
        place=0.0,
    )
    words = span.of(setting.view.text)
    return Statement(progress=progress, span=span, text=words, clause=words, mention=mention)
