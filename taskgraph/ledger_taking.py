"""A ledger that came back, from its bytes: one of ours is taken back, any other is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from ingest.encoding import decode
from ingest.errors import IngestError
from ingest.pipeline import read_document
from ingest.readers.sheets import Sheet
from ingest.readers.xlsx import find_sheets
from taskgraph.errors import LedgerFileError
from taskgraph.ledger_file import is_ours, read_csv_sheet
from taskgraph.ledger_return import Returned, Ways, take_back
from taskgraph.loading import LoadReport
from taskgraph.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a ledger; of one of the office's own the document that it became, and the columns only it has."""

    returned: Returned
    report: LoadReport | None = None
    own: tuple[str, ...] = ()


def take_ledger(store: Store, data: bytes, name: str, told: Mapping[str, str], ways: Ways) -> Taken:
    """Take back a ledger of ours; take over any other. `told`: keys of our columns by its heads.

    Raise LedgerFileError for what is neither.
    """
    from taskgraph.ledger_adopt import adopt_ledger  # noqa: PLC0415 - loads what reads documents

    try:
        sheets = read_sheets(data, name) if is_table_file(data) else []
        doc = None if is_ours(sheets) else read_document(data, name)
    except IngestError as error:
        raise LedgerFileError(f"{name}:{error}") from error
    if doc is None:
        return Taken(take_back(store.db, sheets, ways))
    adopted = adopt_ledger(store, doc, data, told, ways)
    return Taken(adopted.returned, adopted.report, adopted.own)


def is_table_file(data: bytes) -> bool:
    """Whether a file is a workbook, or text that may be CSV."""
    return is_workbook(data) or b"\0" not in data[:4096]


def is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK") and b"xl/workbook.xml" in data


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook, or the one of a CSV file; raise IngestError where it is neither."""
    if is_workbook(data):
        return find_sheets(data)
    return [read_csv_sheet(decode(data), PurePath(name).stem or "CSV")]
