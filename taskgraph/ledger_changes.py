"""What people changed in a ledger: cells that are not as they were written, and differ from what the store has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from taskgraph.ledger import LedgerColumn
from taskgraph.ledger_base import settle_cell, sum_cell
from taskgraph.ledger_fields import Entry
from taskgraph.ledger_file import FileCell, FileRow
from taskgraph.ledger_xlsx import fit_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell that people changed, from what the store has now to what the file says.

    `moved`: the store has changed it since the export, too. `rival`: another sheet of the file says something else.
    """

    key: str
    head: str
    ref: str
    old: str
    new: str
    moved: bool = False
    rival: FileCell | None = None


def find_changes(
    rows: Iterable[FileRow], entries: Mapping[str, Entry], columns: Sequence[LedgerColumn]
) -> Mapping[str, tuple[Change, ...]]:
    """Return the changed cells by the ids of their tasks in the store; `entries` stand by the ids in the file."""
    by_key = {column.key: column for column in columns}
    found: dict[str, dict[str, Change]] = {}
    for row in rows:
        if entry := entries.get(row.task):
            changes = found.setdefault(entry.task.id, {})
            for change in _iter_changes(row, entry, by_key):
                changes[change.key] = _join(changes.get(change.key), change)
    return {task: tuple(changes.values()) for task, changes in found.items() if changes}


def _iter_changes(row: FileRow, entry: Entry, by_key: Mapping[str, LedgerColumn]) -> Iterator[Change]:
    for key, cell in row.cells.items():
        column = by_key.get(key)
        old = settle_cell(fit_cell(column.cell(entry))) if column else ""
        new, before = settle_cell(cell.text), row.sums.get(key)
        if new == old or before == sum_cell(new) or (before is None and column and column.computed):
            continue
        moved = before not in {None, sum_cell(old)}
        if _is_taken(row, key, new, entry, moved=moved):
            continue
        yield Change(key=key, head=column.head if column else key, ref=cell.ref, old=old, new=new, moved=moved)


def _is_taken(row: FileRow, key: str, new: str, entry: Entry, *, moved: bool) -> bool:
    """Whether a cell's words were taken before: what the store shows of them may have other words.

    In a ledger that is not ours an empty cell says nothing where nothing was ever taken. In one of ours the words
    count as taken while nothing else was recorded since: then the store has moved by this very file.
    """
    written = entry.written.get(key)
    if not row.ours:
        return new == (settle_cell(written.text) if written else "")
    return bool(moved and written and settle_cell(written.text) == new and written.events == entry.events)


def _join(one: Change | None, other: Change) -> Change:
    """Return what two sheets say of one cell."""
    if one is None or one.new == other.new:
        return other
    return replace(one, rival=FileCell(other.new, other.ref))
