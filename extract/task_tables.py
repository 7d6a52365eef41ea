"""Tables of tasks → drafts: each row that states work is a task; its columns give units and deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from extract.assignments import find_label, read_cell
from extract.deadlines import read_deadline_cell
from extract.drafts import Draft
from extract.model import Assignment, Role, TaskKind
from extract.setting import Setting
from extract.tables import load_rules
from extract.text import View, shadow
from ingest.model import Block, BlockKind, Span

_SUM = re.compile(r"^(?:合计|总计|小计|总分|得分)")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table holds, by its number; units' columns by their role."""

    tasks: tuple[int, ...]
    units: tuple[tuple[int, Role], ...]
    deadlines: tuple[int, ...]
    prose: tuple[int, ...]


def find_table_drafts(setting: Setting) -> tuple[Draft, ...]:
    """Return the rows that state work of every table whose head names a task column and units or a deadline."""
    rows = (block for block in setting.doc.blocks if block.kind is BlockKind.TABLE_ROW and block.cells)
    drafts: list[Draft] = []
    number = 1
    for _, table in groupby(rows, key=lambda row: row.table):
        found = list(_iter_drafts(setting, table, number))
        number += bool(found)
        drafts.extend(found)
    return tuple(drafts)


def read_columns(doc_text: str, row: Block, heads: Mapping[str, str]) -> Columns | None:
    """Return what the columns hold where `row` is the head of a task table, else None; `heads` as in `Setting`."""
    kinds = [_column(head, heads) for head in read_heads(doc_text, row)]
    units = tuple((n, role) for n, kind in enumerate(kinds) if isinstance(role := kind, Role))
    tasks = tuple(n for n, kind in enumerate(kinds) if kind == "task")
    details = tuple(n for n, kind in enumerate(kinds) if kind == "detail")
    deadlines = tuple(n for n, kind in enumerate(kinds) if kind == "deadline")
    if not (tasks or details) or not (units or deadlines) or len(set(row.cells)) < 3:
        return None
    return Columns(tasks or details[:1], units, deadlines, tuple(sorted({*tasks, *details})))


def read_heads(doc_text: str, row: Block) -> tuple[str, ...]:
    """Return the words of a row's cells, white space left out."""
    return tuple(re.sub(r"\s", "", cell.of(doc_text)) for cell in row.cells)


def _column(head: str, heads: Mapping[str, str]) -> str | Role | None:
    if told := heads.get(head):
        return Role(told) if told in set(Role) else told
    if not head or len(head) > 16:
        return None
    role = find_label(head)
    if role:
        return role
    return next((str(r["column"]) for r in load_rules("columns") if r.pattern.search(shadow(head))), None)


def _iter_drafts(setting: Setting, rows: Iterable[Block], number: int) -> Iterator[Draft]:
    columns: Columns | None = None
    count = 0
    before: Block | None = None
    for row in rows:
        head = read_columns(setting.view.text, row, setting.heads)
        columns = head or columns
        if head or columns is None or not _states_work(setting.view, row, columns):
            continue
        count += 1
        title = _find_task_cell(row, before, columns)
        yield _draft(setting, row, title, columns, path=f"t{number}.{count}")
        before = row


def _states_work(view: View, row: Block, columns: Columns) -> bool:
    """Whether a row has a task and more beside it; a row of one merged cell only heads a group."""
    filled = {cell for cell in row.cells if cell.of(view.text).strip()}
    words = next((w for cell in _iter_cells(row, columns.prose) if (w := cell.of(view.shadow).strip())), "")
    return len(filled) >= 2 and len(words) >= 2 and not _SUM.match(words)


def _find_task_cell(row: Block, before: Block | None, columns: Columns) -> Span:
    """Return the cell that states this row's own work: the first that is not merged with the row before."""
    cells = [cell for cell in _iter_cells(row, (*columns.tasks, *columns.prose)) if cell.end > cell.start]
    fresh = [cell for cell in cells if before is None or cell not in before.cells]
    return (fresh or cells)[0]


def _iter_cells(row: Block, columns: Iterable[int]) -> Iterator[Span]:
    return (row.cells[n] for n in columns if n < len(row.cells))


def _draft(setting: Setting, row: Block, title: Span, columns: Columns, *, path: str) -> Draft:
    due = _iter_cells(row, columns.deadlines)
    deadlines = (d for cell in due for d in read_deadline_cell(setting.view, cell, setting.context))
    return Draft(
        path=path,
        kind=TaskKind.TASK,
        title=title,
        span=row.span,
        prose=tuple(dict.fromkeys(_iter_cells(row, columns.prose))),
        rule="table-row",
        confidence=0.95,
        assignments=tuple(_iter_assignments(setting, row, columns)),
        deadlines=tuple(dict.fromkeys(deadlines)),
    )


def _iter_assignments(setting: Setting, row: Block, columns: Columns) -> Iterator[Assignment]:
    for column, role in columns.units:
        for cell in _iter_cells(row, [column]):
            yield from read_cell(setting.view, cell, role, f"{role}-column", setting.note)
