"""Taking over an office's own ledger: its rows become tasks of a document, with how far they have come beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.pipeline import extract
from extract.task_tables import read_heads
from ingest.model import Block, Document
from taskgraph.errors import LedgerFileError
from taskgraph.inputs import Read
from taskgraph.ledger_foreign import TELL_COLUMNS, iter_tables, name_heads, read_foreign
from taskgraph.ledger_mapping import find_mapping, keep_mapping
from taskgraph.ledger_return import Returned, Ways, in_one_transaction, take_rows
from taskgraph.loading import LoadReport, keep_in
from taskgraph.store import Store


@dataclass(frozen=True, slots=True)
class Adopted:
    """`own`: the columns that are the office's own."""

    report: LoadReport
    returned: Returned
    own: tuple[str, ...]


def adopt_ledger(store: Store, doc: Document, data: bytes, told: Mapping[str, str], ways: Ways) -> Adopted:
    """Load a ledger as a document, and record what stands beside its tasks; `told`: keys of our columns by its heads.

    What people told of such heads before counts, too. Raise LedgerFileError where no row is a task.
    """
    _refuse_unknown(doc, told)
    mapping = find_mapping(store.db, doc) | dict(told)
    extraction = extract(doc, name_heads(mapping))
    back = read_foreign(doc, extraction, mapping)
    if not back.rows:
        raise LedgerFileError(_describe_heads(doc))
    with TemporaryDirectory() as spare, in_one_transaction(store.db, undo=ways.dry_run):
        keep_mapping(store.db, doc, mapping, ways.scribe.now)
        files = Path(spare) if ways.dry_run else store.files
        keep = keep_in(replace(store, files=files), again=True)
        report = keep(Read(data=data, doc=doc, extraction=extraction))
        returned = take_rows(store.db, back, replace(ways, on=ways.on or _find_day(doc, ways)))
    return Adopted(report, returned, tuple(head for head, _ in back.own))


def _find_day(doc: Document, ways: Ways) -> date:
    """Return the day of the ledger, if it tells one that is not to come."""
    day = doc.meta.written or doc.meta.published
    return day if day and day <= ways.viewpoint.day else ways.viewpoint.day


def _refuse_unknown(doc: Document, told: Mapping[str, str]) -> None:
    """Raise where people told of a column that no table has."""
    tables = list(iter_tables(doc))
    known = {head for table in tables for row in table for head in read_heads(doc.text, row)}
    if tables and (missing := [head for head in told if head not in known]):
        raise LedgerFileError(f"写明的列表里没有:{'、'.join(missing)}。表头是:{_list_heads(doc, tables[0])}")


def _list_heads(doc: Document, table: Sequence[Block]) -> str:
    heads = max((read_heads(doc.text, row) for row in table[:3]), key=lambda heads: len(set(heads)))
    return "、".join(dict.fromkeys(filter(None, heads)))


def _describe_heads(doc: Document) -> str:
    tables = list(iter_tables(doc))
    if not tables:
        return _describe_typed(doc)
    listed = _list_heads(doc, tables[0])
    return f"看不出哪一列是任务内容、哪一列是单位或时限。表头是:{listed}。{TELL_COLUMNS}"


def _describe_typed(doc: Document) -> str:
    """Say what stands in text without a table; CSV shows its heads in the first line."""
    heads = [head.strip() for head in re.split(r"[,;\t]", doc.text.split("\n")[0])]
    if len(heads) < 2:
        return "文件里没有表格,认不出台账"
    return (
        f"CSV 文件里没有表格的格式,收不下单位自己的台账。第一行是:{'、'.join(heads)}。"
        f"请用 WPS 或 Excel 另存为 .xlsx 再收;列名认不出的,{TELL_COLUMNS}"
    )
