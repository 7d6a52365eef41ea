from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.ledger import (
    LedgerColumn,
    Sheet,
    choose_columns,
    load_ledger_table,
    make_sheets,
    make_view,
    place_own_columns,
)
from taskgraph.ledger_query import load_entries, load_own_columns
from taskgraph.model import Filters
from taskgraph.options import file_name, takes_filters, takes_output, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint


class LedgerFormat(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"


@click.command()
@click.option(
    "--format", "asked", type=click.Choice([form.value for form in LedgerFormat]), help="输出格式,默认看 -o 的扩展名"
)
@click.option("--by-unit", is_flag=True, help="除总表外,每个牵头单位一张分表(仅 xlsx)")
@click.option("--columns", "names", default="", metavar="列名", help="要哪些列、按什么次序,用逗号分隔")
@takes_filters
@takes_output
@takes_settings
def ledger(
    settings: Settings,
    filters: Filters,
    output: BinaryIO,
    asked: str | None,
    *,
    by_unit: bool,
    names: str,
) -> None:
    """把任务导出为督办台账:Excel(.xlsx)、CSV 或 JSON Lines。

    填好的台账用 duban import ledger 收回。
    """
    form = choose_format(asked, file_name(output), by_unit=by_unit)
    with open_reader(settings.data_dir) as db:
        columns = _choose(place_own_columns(load_ledger_table().columns, load_own_columns(db)), names)
        viewpoint = load_viewpoint(settings, filters.as_of)
        entries = load_entries(db, find_tasks(db, filters, viewpoint), viewpoint)
    if form is LedgerFormat.XLSX:
        sheets = make_sheets(entries, filters, by_unit=by_unit)
        write(output, _render_workbook(sheets, columns))
        tell(f"已写出 {len(entries)} 项任务" + (f",{len(sheets) - 1} 张分表" if by_unit else ""))
    else:
        plain = Format.CSV if form is LedgerFormat.CSV else Format.JSON
        write(output, render(make_view(columns), entries, plain))
        tell(f"已写出 {len(entries)} 项任务")


def _choose(columns: Sequence[LedgerColumn], names: str) -> tuple[LedgerColumn, ...]:
    """Return the columns named by their heads or keys, with commas between."""
    try:
        return choose_columns(columns, [name for name in re.split(r"[,，、\s]+", names) if name])
    except KeyError as error:
        heads = "、".join(column.head for column in columns)
        raise click.UsageError(f"台账没有这些列:{'、'.join(error.args)}。可选的列:{heads}") from error


def _render_workbook(sheets: Sequence[Sheet], columns: Sequence[LedgerColumn]) -> bytes:
    from taskgraph.ledger_xlsx import build_workbook  # noqa: PLC0415 - only this format needs XlsxWriter

    return build_workbook(sheets, columns, load_ledger_table().lights)


def choose_format(asked: str | None, name: str | None, *, by_unit: bool) -> LedgerFormat:
    """Return the format asked for, else that of the file's ending; UsageError where neither tells or it cannot be."""
    ending = PurePath(name or "").suffix.lower().removeprefix(".")
    if asked is None and ending not in list(LedgerFormat):
        raise click.UsageError("请用 -o 写明文件,如 -o 台账.xlsx(或 .csv、.jsonl),或用 --format 写明格式")
    form = LedgerFormat(asked or ending)
    if form is LedgerFormat.XLSX and name is None:
        raise click.UsageError("Excel 文件不能写到屏幕,请用 -o 台账.xlsx 写明文件")
    if by_unit and form is not LedgerFormat.XLSX:
        raise click.UsageError(f"--by-unit 的分表只有 xlsx 有,{form} 没有;只要一个单位的任务,请用 --unit")
    return form
