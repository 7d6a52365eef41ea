from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.ledger import LedgerColumn, choose_columns, load_ledger_table, make_sheets, place_own_columns
from taskgraph.ledger_query import load_entries, load_own_columns
from taskgraph.web.asked import read_filters, read_order
from taskgraph.web.desk import desk_of
from taskgraph.web.files import MEDIA, name_file, send_file
from taskgraph.web.finding import find_asked

router = APIRouter()


@router.get("/ledger.xlsx")
def download_ledger(request: Request, by_unit: bool = False) -> Response:
    """The ledger of the tasks that fit, to print and fill in; `by_unit` adds a sheet for each lead unit."""
    from taskgraph.ledger_xlsx import build_workbook  # noqa: PLC0415 - only this page needs XlsxWriter

    desk, filters = desk_of(request), read_filters(request.query_params)
    order = read_order(request.query_params, filters)
    viewpoint = desk.viewpoint(filters.as_of)
    with desk.reading() as db:
        columns = _load_columns(db)
        entries = load_entries(db, find_asked(desk, db, filters, order), viewpoint)
    data = build_workbook(make_sheets(entries, filters, by_unit=by_unit), columns, load_ledger_table().lights)
    return send_file(
        data, name_file("分单位台账" if by_unit else "台账", filters, viewpoint.day, "xlsx"), MEDIA["xlsx"]
    )


def _load_columns(db: sqlite3.Connection) -> Sequence[LedgerColumn]:
    return choose_columns(place_own_columns(load_ledger_table().columns, load_own_columns(db)), ())
